import type {
  Ask,
  informPatron as informOp,
  OkOf,
  QueryOf,
  shownStatements as shownOp,
  uninformedPatrons as listOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { eachAwakeLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { planStatement, Planned } from '../../messaging/index.ts'
import {
  changeOwn,
  CurrentStatement,
  currentStatement,
  ShownRow,
  shownRows,
  showStatement,
  statementMessaged,
  uninformed,
  UninformedCount,
  uninformedCount,
  UninformedRow,
} from '../../patrons/index.ts'
import { CasePatron, casePatron } from '../cases/people.store.ts'
import { WaitingLibrary } from '../cases/tasks.store.ts'
import { announced, announcingLibraries, OpenAnnouncement, openAnnouncement } from './statement.store.ts'

type Shown = OkOf<typeof shownOp>
const ways = ['screen', 'paper', 'message', 'online'] as const
export const wayOf = (how: string) => ways.find(way => way === how) ?? 'screen'

/** Which versions a patron was shown (P7). */
export const shownStatements = (ctx: StaffCtx, patron_id: string): Promise<Answer<Shown>> =>
  transact(ctx, async tx => {
    const [found = [], rows = [], now = []] = await tx.first([
      casePatron(patron_id),
      shownRows(patron_id),
      currentStatement(dayOf(ctx.now)),
    ])
    const patron = oneOf(CasePatron, found)
    tx.seen(patron?.patron_id ?? null, patron ? 'seen' : 'refused')
    if (patron === null) return refuse('patron_unknown')
    return {
      rows: allOf(ShownRow, rows).map(row => ({ ...row, how: wayOf(row.how) })),
      current: shaped(CurrentStatement, now[0]).version,
    }
  })

/** Somebody at the desk showed it or gave it along; it is taken note of, and nobody has to agree (P7). */
export async function informPatron(
  ctx: StaffCtx,
  { params, body }: Ask<typeof informOp>,
): Promise<Answer<Shown>> {
  const { patron_id } = params
  const said = await changeOwn(
    ctx,
    { patron_id, body, facts: [currentStatement(dayOf(ctx.now))] },
    (_, [now = []]) => {
      const { version } = shaped(CurrentStatement, now[0])
      const shown = { version, how: body.how, at: ctx.now.toString(), by: ctx.actor.staff_id }
      return { effects: [showStatement(patron_id, shown)], answer: () => ({ patron_id }) }
    },
  )
  return isRefusal(said) || 'findings_refused' in said ? said : shownStatements(ctx, patron_id)
}

const PAGE = 50
/** Who was not told yet of the version that holds now. */
export const uninformedPatrons = (
  ctx: StaffCtx,
  query: QueryOf<typeof listOp>,
): Promise<OkOf<typeof listOp>> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const { library_id } = ctx.actor
    const [now = []] = await tx.first([currentStatement(today)])
    const { version } = shaped(CurrentStatement, now[0])
    const [rows = [], count = []] = await tx.more([
      uninformed(library_id, { today, version, after: query.after ?? '0', most: PAGE + 1 }),
      uninformedCount(library_id, today, version),
    ])
    const found = allOf(UninformedRow, rows)
    const page = found.slice(0, PAGE)
    for (const { patron_id } of page) tx.seen(patron_id)
    return {
      rows: page,
      next: found.length > PAGE ? (page.at(-1)?.patron_id ?? null) : null,
      version,
      count: shaped(UninformedCount, count[0]).count,
    }
  })

const BATCH = 1_000
/** Makes the messages of a version that was announced, library by library; goes on where a break left it. */
export async function announceStatements(ctx: JobCtx): Promise<void> {
  const waiting = new Set<string>()
  const [found = []] = await transact(ctx, tx => tx.first([announcingLibraries]))
  for (const { library_id } of allOf(WaitingLibrary, found)) waiting.add(library_id)
  if (waiting.size === 0) return
  await eachAwakeLibrary(ctx, async library_id => {
    if (!waiting.has(library_id)) return
    for (let more = true; more; ) {
      ctx.signal.throwIfAborted()
      more = await oneBatch(ctx, library_id)
    }
  })
}

const oneBatch = (ctx: JobCtx, library_id: string): Promise<boolean> =>
  inLibrary(ctx, library_id, async tx => {
    const [open = []] = await tx.first([openAnnouncement(library_id)])
    const one = oneOf(OpenAnnouncement, open)
    if (one === null) return false
    const now = ctx.now.toString()
    const today = dayOf(ctx.now)
    const { announcement_id, version, from_on, letters, branch_id } = one
    const [rows = []] = await tx.more([
      uninformed(library_id, { today, version, after: one.after_id, most: BATCH }),
    ])
    const people = allOf(UninformedRow, rows)
    const ids = people.map(p => p.patron_id)
    const after = people.length < BATCH ? null : (ids.at(-1) ?? null)
    const [made = []] = await tx.more([
      planStatement({ library_id, branch_id, now, letters, from_on, version }, ids),
    ])
    const told = allOf(Planned, made).map(p => p.patron_id)
    await tx.last([
      statementMessaged(told, version, now),
      announced(announcement_id, { after, told: told.length, now }),
    ])
    return after !== null
  })
