import type { answerHelp as answerOp, Ask, endHelp as endOp, Help, noteHelp as noteOp } from '@kaft/contract'
import { isRefusal, refuse, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { configure } from '../change/configure.ts'
import { answerRefusal, canEnd, spanOf } from './help.rules.ts'
import {
  answerHelpRow,
  endHelpRow,
  helpRow,
  HelpRow,
  lockHelp,
  Most,
  mostHours,
  noteHelpRow,
  type Side,
} from './help.store.ts'
import { tellHelp } from './read-help.ts'

type Said = Promise<Answer<Help>>
/** What both sides ask alike. */
type AnswerAsk = Pick<Ask<typeof answerOp>, 'params' | 'body'>
type EndAsk = Pick<Ask<typeof endOp>, 'params' | 'body'>
interface Acted {
  readonly effects: readonly Query[]
  readonly after: object
}

/** One step with one question, recorded among the changes of the library of whoever takes it. */
async function act(
  ctx: StaffCtx,
  ask: { readonly help_id: string; readonly body: { readonly command_id: string }; readonly side: Side },
  decide: (row: HelpRow, most_hours: number) => Refusal | Acted,
): Said {
  const { help_id, side, body } = ask
  const said = await configure(ctx, { ...body, help_id } as { command_id: string }, {
    lock: lockHelp(help_id),
    facts: [helpRow(ctx, side, help_id), mostHours],
    decide: ([rows = [], most = []]) => {
      const row = oneOf(HelpRow, rows)
      if (row === null) return refuse('not_found')
      const decided = decide(row, shaped(Most, most[0]).most)
      if (isRefusal(decided)) return decided
      const { library_name, ticket } = row
      return {
        effects: decided.effects,
        change: {
          subject: `help ${help_id}`,
          before: null,
          after: { library_name, ticket, ...decided.after },
        },
        answer: {},
        // Nothing that was compiled hangs on it.
        libraries: [],
      }
    },
  })
  return isRefusal(said) || 'findings_refused' in said ? said : tellHelp(ctx, side, help_id)
}

const answer = (ctx: StaffCtx, { params, body }: AnswerAsk, side: 'library' | 'central'): Said =>
  act(ctx, { ...params, body, side }, (row, most_hours) => {
    const central = side === 'central'
    const judge = { staff_id: ctx.actor.staff_id, central }
    const no = answerRefusal(row, body, { judge, most_hours, now: ctx.now })
    if (no) return no
    const { approve: approved } = body
    const writes = approved && body.writes
    const span = approved ? spanOf(row, ctx.now) : { begins_at: null, ends_at: null }
    const said = body.answer?.trim() || null
    return {
      effects: [answerHelpRow(ctx, row.help_id, { approved, writes, answer: said, ...span, central })],
      after: { approved, writes, ends_at: span.ends_at },
    }
  })
export const answerHelp = (ctx: StaffCtx, ask: AnswerAsk): Said => answer(ctx, ask, 'library')
export const answerHelpCentrally = (ctx: StaffCtx, ask: AnswerAsk): Said => answer(ctx, ask, 'central')

/** Ends it before its time. The database ends the sessions that look by it in the same commit. */
export const end = (
  ctx: StaffCtx,
  ask: { readonly help_id: string; readonly body: { readonly command_id: string } },
  side: Side,
): Said =>
  act(ctx, { ...ask, side }, row =>
    canEnd(row, ctx.now)
      ? { effects: [endHelpRow(ctx, row.help_id)], after: { ended: true } }
      : refuse('help_over'),
  )
export const endHelp = (ctx: StaffCtx, { params, body }: EndAsk): Said =>
  end(ctx, { ...params, body }, 'library')
export const endHelpCentrally = (ctx: StaffCtx, { params, body }: EndAsk): Said =>
  end(ctx, { ...params, body }, 'central')

/** The library says that it knows of what was given without it. */
export const noteHelp = (ctx: StaffCtx, { params, body }: Ask<typeof noteOp>): Said =>
  act(ctx, { ...params, body, side: 'library' }, row => ({
    effects: [noteHelpRow(ctx, row.help_id)],
    after: { noted: true },
  }))
