import type { OkOf, transits as transitsOp } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { daysBetween, dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { numberOf, settingQuery } from '../settings/setting.store.ts'
import { TRANSIT_LINES, TransitRow, transitsQuery } from './transit.store.ts'

const KEY = 'circulation.transit_late_days'

/** Everything on its way to and from this branch, longest first, with how long, why, and in which crate. */
export async function transits(ctx: StaffCtx): Promise<OkOf<typeof transitsOp>> {
  const [found, setting] = await read(ctx, [transitsQuery(ctx), settingQuery(ctx, KEY)])
  const late_days = numberOf(setting, KEY)
  const today = dayOf(ctx.now)
  const lines = allOf(TransitRow, found ?? [])
  const rows = lines.slice(0, TRANSIT_LINES).map(({ for_hold, ...line }) => {
    const days = daysBetween(dayOf(line.since), today)
    return {
      ...line,
      days,
      late: days > late_days,
      because: for_hold ? ('hold' as const) : ('home' as const),
    }
  })
  return {
    rows,
    more: lines.length > TRANSIT_LINES,
    late: rows.filter(row => row.late).length,
    late_days,
  }
}
