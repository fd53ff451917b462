import {
  type Joining,
  type listJoinings as listOp,
  type NoticeProgress,
  type OkOf,
  type previewJoining as previewOp,
  type readJoining as readOp,
} from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { ladder } from '../agreements/rung.rules.ts'
import { readAnew } from '../change/configure.ts'
import { type ActivationFacts, mayFrom, standsInWay } from './joining.rules.ts'
import {
  CountRow,
  countsOf,
  JoiningRow,
  joiningsBefore,
  oneJoining,
  ProgressRow,
  progressOf,
} from './joinings.store.ts'

const PAGE = 50

/** A row as it is told: whoever has an account is told by name, never by id. */
export const toldOf = (row: JoiningRow): Joining => {
  const { told_before_on, told_before, made_by_id: _made, told_by_id: _told, ...rest } = row
  const before =
    told_before_on === null || told_before === null ? null : { on: told_before_on, reference: told_before }
  return { ...rest, opens: ladder[row.rung], told_before: before }
}

/** Who joins whom, newest first. As with agreements, that is public among staff. */
export async function listJoinings(
  ctx: StaffCtx,
  ask: { readonly before?: string },
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [joiningsBefore(ask.before ?? null, PAGE + 1)])
  const found = allOf(JoiningRow, rows)
  const page = found.slice(0, PAGE)
  return { rows: page.map(toldOf), next: found.length > PAGE ? (page.at(-1)?.joining_id ?? null) : null }
}

export async function readChangedJoining(ctx: StaffCtx, joining_id: string): Promise<Joining | Refusal> {
  const row = oneOf(JoiningRow, (await readAnew(ctx, [oneJoining(joining_id)]))[0] ?? [])
  return row ? toldOf(row) : refuse('not_found')
}

/** What activating is decided on. */
export const activationFacts = (
  ctx: StaffCtx,
  row: JoiningRow,
  told: readonly ProgressRow[],
): ActivationFacts => ({
  today: dayOf(ctx.now),
  told_before_on: row.told_before_on,
  told_from: row.told_from,
  wait_days: row.wait_days,
  second_person: row.second_person,
  made_by: row.made_by_id,
  told_by: row.told_by_id,
  staff_id: ctx.actor.staff_id,
  told,
})

const progressTold = (row: ProgressRow): NoticeProgress => {
  const { done, last_at: _last, ...counts } = row
  return { ...counts, planned_all: done }
}

/** How far a joining is, in counts: who works for the consortium sees no patron. */
export async function readJoining(ctx: StaffCtx, joining_id: string): Promise<OkOf<typeof readOp> | Refusal> {
  const [rows = [], progress = []] = await read(ctx, [oneJoining(joining_id), progressOf(joining_id)])
  const row = oneOf(JoiningRow, rows)
  if (!row) return refuse('not_found')
  const told = allOf(ProgressRow, progress)
  const facts = activationFacts(ctx, row, told)
  const open = row.state === 'draft' || row.state === 'telling'
  return {
    joining: toldOf(row),
    progress: told.map(progressTold),
    may_from: open ? mayFrom(facts, row.starts_on) : null,
    in_the_way: open ? standsInWay(facts).map(f => f.code as OkOf<typeof readOp>['in_the_way'][number]) : [],
  }
}

/** What it opens, in counts: how many records of others each library sees from then on, and who is told by which way. */
export async function previewJoining(
  ctx: StaffCtx,
  joining_id: string,
): Promise<OkOf<typeof previewOp> | Refusal> {
  const [rows = [], counted = []] = await read(ctx, [
    oneJoining(joining_id),
    countsOf(joining_id, dayOf(ctx.now)),
  ])
  const row = oneOf(JoiningRow, rows)
  if (!row) return refuse('not_found')
  const counts = new Map(allOf(CountRow, counted).map(c => [c.library_id, c]))
  const opens = ladder[row.rung].shares_patrons
  return {
    libraries: row.libraries.map(({ library_id, name, joins, tells }) => {
      const own = counts.get(library_id)
      const others = [...counts.values()].filter(
        c => c.library_id !== library_id && !c.seen_by.includes(library_id),
      )
      return {
        library_id,
        name,
        joins,
        records: own?.records ?? 0,
        becomes_visible: opens ? others.reduce((sum, c) => sum + c.records, 0) : 0,
        by_email: tells ? (own?.by_email ?? 0) : 0,
        by_letter: tells ? (own?.by_letter ?? 0) : 0,
      }
    }),
  }
}
