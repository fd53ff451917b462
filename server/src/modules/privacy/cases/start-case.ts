import type { addCase as addOp, BodyOf, RightsCase, startCase as startOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, type Tx, transact } from '../../../base/tx.ts'
import { insertRestriction } from '../restrictions/restriction.store.ts'
import { limitedBy } from './case.rules.ts'
import { CaseRow, caseRow, casesOf, ControllerRow, controllerRow } from './case.store.ts'
import {
  insertCase,
  insertItems,
  insertLetter,
  insertTask,
  MadeCase,
  type NewCase,
} from './case-effects.store.ts'
import { legalDay } from './deadline.rules.ts'
import { receivedLetter } from './letters.rules.ts'
import { CasePatron, casePatron, LibraryRow, libraryRow } from './people.store.ts'
import { numberOf, shownCase } from './show-case.ts'
import { saysNothing } from './intake.rules.ts'
import { TASKS, wake } from './tasks.store.ts'

export type Asked = Omit<BodyOf<typeof startOp>, 'command_id' | 'proof'>
export interface Made {
  readonly case_id: string
}

/** A text that somebody typed, or nothing. */
const typed = (text: string | undefined): string | null => {
  const said = text?.trim() ?? ''
  return said === '' ? null : said
}
export const wishes = (body: Asked) => ({
  kind: body.kind,
  purposes: body.purposes,
  wants: typed(body.wants),
  changes: typed(body.changes),
  limits: typed(body.limits),
  objection: typed(body.objection),
  outcome_wished: typed(body.outcome_wished),
  items: body.items ?? [],
})

interface Taken {
  readonly effects: readonly Query[]
  readonly answer: () => Made
  readonly row: CaseRow
}
/** The case, the letter that it was received, and what holds from the first moment: an objection suspends (AVG art. 18(1)(d), 21(3)). */
export async function take(ctx: StaffCtx, tx: Tx, c: NewCase, facts: readonly Row[]): Promise<Taken> {
  const [made = []] = await tx.more([insertCase(ctx, c)])
  const { case_id } = shaped(MadeCase, made[0])
  const [rows = []] = await tx.more([caseRow(case_id)])
  const row = shaped(CaseRow, rows[0])
  const letter = receivedLetter({
    number: numberOf(row),
    kind: row.kind,
    name: c.name ?? '',
    library_name: row.library_name,
    received_on: row.received_on,
    due_on: legalDay(row, dayOf(ctx.now)),
    purposes: row.purposes,
    controller: shaped(ControllerRow, facts[0]),
  })
  const suspends = c.kind === 'objection' && c.patron_id !== null && c.identity !== null
  return {
    effects: [
      ...(c.items.length > 0 ? [insertItems(row, c.items)] : []),
      insertLetter(ctx, row, letter),
      ...(suspends ? suspend(ctx, row) : []),
    ],
    answer: () => ({ case_id }),
    row,
  }
}

/** What an objection does at once: for news that is the whole of it, for the rest it holds until it is decided. */
export const suspend = (ctx: StaffCtx, row: CaseRow): Query[] => {
  if (row.patron_id === null) return []
  const purposes = limitedBy(row)
  const news = purposes.includes('communication')
  return [
    insertRestriction(ctx, {
      library_id: row.library_id,
      patron_id: row.patron_id,
      case_id: row.case_id,
      cause: 'objection',
      purposes,
    }),
    ...(news ? [insertTask(ctx, row, 'stop_news'), wake(TASKS)] : []),
  ]
}

const shown = async (ctx: StaffCtx, said: Answer<Made>): Promise<Answer<RightsCase>> => {
  if (isRefusal(said) || 'findings_refused' in said) return said
  const [rows = []] = await read(ctx, [caseRow(said.case_id)])
  return shownCase(shaped(CaseRow, rows[0]), dayOf(ctx.now))
}

/** At the desk: a member of the own library showed who they are, so nothing has to be asked later (P86). No copy is kept. */
export const startCase = async (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof startOp>,
): Promise<Answer<RightsCase>> => {
  if (saysNothing(body)) return refuse('case_says_nothing')
  const said = await once<Made>(
    ctx,
    { ...body, patron_id },
    {
      facts: [casePatron(patron_id), controllerRow],
      decide: ([rows = [], controller = []], tx) => {
        const patron = oneOf(CasePatron, rows)
        tx.seen(patron?.patron_id ?? null, patron ? 'seen' : 'refused')
        if (patron === null) return refuse('patron_unknown')
        if (patron.library_id !== ctx.actor.library_id) return refuse('patron_not_own')
        const { library_id, name, email, address } = patron
        const who = { patron_id, library_id, name, email, address }
        const when = { source: 'desk', received_on: dayOf(ctx.now) } as const
        return take(ctx, tx, { ...wishes(body), ...who, ...when, identity: body.proof }, controller)
      },
    },
  )
  return shown(ctx, said)
}

/** By the officer: what came by letter or e-mail, for the own library or, where they serve all, for any. */
export const addCase = async (ctx: StaffCtx, body: BodyOf<typeof addOp>): Promise<Answer<RightsCase>> => {
  if (saysNothing(body)) return refuse('case_says_nothing')
  const today = dayOf(ctx.now)
  if (body.received_on > today) return refuse('case_day_ahead')
  const { library_id, patron_id = null, received_on, name } = body
  if (library_id !== ctx.actor.library_id && !ctx.actor.leaves.has('consortium.privacy'))
    return refuse('case_other_library')
  const said = await once<Made>(
    ctx,
    { ...body },
    {
      facts: [controllerRow, libraryRow(library_id), casePatron(patron_id)],
      decide: ([controller = [], library = [], found = []], tx) => {
        if (oneOf(LibraryRow, library) === null) return refuse('not_found')
        const patron = oneOf(CasePatron, found)
        tx.seen(patron_id)
        // Out of the own scope nothing is read of the person; whom it is about was chosen from what was found.
        if (patron !== null && patron.library_id !== library_id) return refuse('case_other_library')
        const who = {
          library_id,
          patron_id,
          name: name.trim(),
          email: typed(body.email),
          address: typed(body.address),
        }
        return take(
          ctx,
          tx,
          { ...wishes(body), ...who, source: 'mail', received_on, identity: null },
          controller,
        )
      },
    },
  )
  return shown(ctx, said)
}

/** For the desk: that there is a request, how far it is and until when; what it says is for the officer. */
export const patronCases = (ctx: StaffCtx, patron_id: string): Promise<Answer<{ rows: RightsCase[] }>> =>
  transact(ctx, async tx => {
    const [found = [], rows = []] = await tx.first([casePatron(patron_id), casesOf(patron_id)])
    const patron = oneOf(CasePatron, found)
    tx.seen(patron?.patron_id ?? null, patron ? 'seen' : 'refused')
    if (patron === null) return refuse('patron_unknown')
    return { rows: rows.map(row => shownCase(shaped(CaseRow, row), dayOf(ctx.now))) }
  })
