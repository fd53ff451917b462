import {
  type Ask,
  ExceptionalDay,
  type OkOf,
  type changeCalendar as op,
  type readCalendar as readOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, isDay } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import { clearDays, daysAmong, daysFrom, ownBranch, setDays } from './calendar.store.ts'

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

/** Sets and clears exceptional days of a branch. A day that is both set and cleared, or set twice, is refused. */
export async function changeCalendar(ctx: StaffCtx, { params, body }: Ask<typeof op>): Promise<Answer<Days>> {
  const { branch_id } = params
  const set = body.set.toSorted((a, b) => (a.on_day < b.on_day ? -1 : 1))
  const touched = [...set.map(d => d.on_day), ...body.clear]
  if (!touched.every(isDay) || new Set(touched).size !== touched.length) return refuse('invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownBranch(branch_id, ctx.actor.library_id), daysAmong(branch_id, touched)],
      decide: ([own = [], rows = []]) => {
        if (own.length === 0) return refuse('not_found')
        const known = allOf(ExceptionalDay, rows)
        const cleared = known.map(d => d.on_day).filter(day => body.clear.includes(day))
        return {
          effects: [clearDays(branch_id, body.clear), setDays(branch_id, set)],
          change: { subject: branch_id, before: { set: known, cleared: [] }, after: { set, cleared } },
          answer: { branch_id },
        }
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return {
    rows: allOf(ExceptionalDay, (await readAnew(ctx, [daysFrom(branch_id, dayOf(ctx.now))]))[0] ?? []),
  }
}
