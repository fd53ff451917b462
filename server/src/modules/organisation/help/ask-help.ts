import type { askHelp as askOp, Ask, Help, withdrawHelp as withdrawOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { shaped } from '../../../base/row.ts'
import { end } from './answer-help.ts'
import { askRefusal } from './help.rules.ts'
import { activeLibrary, Asked, insertHelp, Most, mostHours } from './help.store.ts'
import { tellHelp } from './read-help.ts'

const trimmed = (text: string | null): string | null =>
  text === null || text.trim() === '' ? null : text.trim()

/** Asks for help: nothing opens yet. Who the account works for is its one role. */
export async function askHelp(ctx: StaffCtx, { body }: Ask<typeof askOp>): Promise<Answer<Help>> {
  const employer = ctx.actor.roles.includes('leverancier') ? 'leverancier' : 'helpdesk'
  const { command_id: _, ...rest } = body
  const asked = {
    ...rest,
    reason: rest.reason.trim(),
    write_reason: trimmed(rest.write_reason),
    central_why: trimmed(rest.central_why),
  }
  const said = await once<{ help_id: string }>(ctx, body, {
    facts: [mostHours, activeLibrary(body.library_id)],
    decide: async ([most = [], library = []], tx) => {
      if (library.length === 0) return refuse('not_found')
      const no = askRefusal(asked, { employer, most_hours: shaped(Most, most[0]).most, now: ctx.now })
      if (no) return no
      const [made = []] = await tx.more([insertHelp(ctx, employer, asked)])
      const { help_id } = shaped(Asked, made[0])
      return { effects: [], answer: () => ({ help_id }) }
    },
  })
  return isRefusal(said) || 'findings_refused' in said ? said : tellHelp(ctx, 'helper', said.help_id)
}

/** Takes an own question back, or ends what came of it. */
export const withdrawHelp = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof withdrawOp>,
): Promise<Answer<Help>> => end(ctx, { ...params, body }, 'helper')
