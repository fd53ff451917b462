import {
  type Ask,
  ExceptionalDay,
  type OkOf,
  type changeCalendar as op,
  type changeCalendars as manyOp,
  type readCalendar as readOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, isDay } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import { clearDays, daysAmong, daysFrom, type Exceptional, ownBranch, setDays } from './calendar.store.ts'
import { branchesOf } from './many-days.store.ts'

type Days = OkOf<typeof op>

/** Exceptional days of a branch of the own library, from `from` (today when absent) on. */
export async function readCalendar(
  ctx: StaffCtx,
  { params, query }: Ask<typeof readOp>,
): Promise<Answer<Days>> {
  const from = query.from ?? dayOf(ctx.now)
  if (!isDay(from)) return refuse('invalid')
  const { branch_id } = params
  const [own = [], rows = []] = await read(ctx, [
    ownBranch(branch_id, ctx.actor.library_id),
    daysFrom(branch_id, from),
  ])
  return own.length === 0 ? refuse('not_found') : { rows: allOf(ExceptionalDay, rows) }
}

interface Wanted {
  readonly set: readonly Exceptional[]
  readonly clear: readonly string[]
}
/** Days in order; null where one is no day, or stands there twice. */
const sorted = ({ set, clear }: Wanted): (Wanted & { readonly touched: readonly string[] }) | null => {
  const touched = [...set.map(d => d.on_day), ...clear]
  if (!touched.every(isDay) || new Set(touched).size !== touched.length) return null
  return { set: set.toSorted((a, b) => (a.on_day < b.on_day ? -1 : 1)), clear, touched }
}

/** What happens to one branch of which these days were known, and how it is recorded. */
const changed = (branch_id: string, { set, clear }: Wanted, known: readonly Exceptional[]) => {
  const cleared = known.map(d => d.on_day).filter(day => clear.includes(day))
  return {
    effects: [clearDays(branch_id, clear), setDays(branch_id, set)],
    change: { subject: branch_id, before: { set: known, cleared: [] }, after: { set, cleared } },
  }
}

/** Sets and clears exceptional days of a branch. A day that is both set and cleared, or set twice, is refused. */
export async function changeCalendar(ctx: StaffCtx, { params, body }: Ask<typeof op>): Promise<Answer<Days>> {
  const { branch_id } = params
  const wanted = sorted(body)
  if (wanted === null) return refuse('invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownBranch(branch_id, ctx.actor.library_id), daysAmong(branch_id, wanted.touched)],
      decide: ([own = [], rows = []]) =>
        own.length === 0
          ? refuse('not_found')
          : { ...changed(branch_id, wanted, allOf(ExceptionalDay, rows)), answer: { branch_id } },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return {
    rows: allOf(ExceptionalDay, (await readAnew(ctx, [daysFrom(branch_id, dayOf(ctx.now))]))[0] ?? []),
  }
}

/** The same for several branches, in one transaction: nobody finds half of a holiday in the calendar. */
export async function changeCalendars(
  ctx: StaffCtx,
  { body }: Ask<typeof manyOp>,
): Promise<Answer<OkOf<typeof manyOp>>> {
  const ids = body.branches.map(one => one.branch_id)
  const wanted = body.branches.map(sorted)
  if (wanted.includes(null) || new Set(ids).size !== ids.length) return refuse('invalid')
  const { library_id } = ctx.actor
  return configure(ctx, body, {
    facts: [
      branchesOf(library_id, ids),
      ...ids.map((branch_id, at) => daysAmong(branch_id, wanted[at]?.touched ?? [])),
    ],
    decide: ([own = [], ...days]) => {
      if (own.length !== ids.length) return refuse('not_found')
      const all = ids.flatMap((branch_id, at) => {
        const one = wanted[at]
        return one ? changed(branch_id, one, allOf(ExceptionalDay, days[at] ?? [])) : []
      })
      return {
        effects: all.flatMap(one => one.effects),
        change: all.map(one => one.change),
        answer: { branches: ids.length },
      }
    },
  })
}
