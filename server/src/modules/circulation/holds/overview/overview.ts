import {
  type holdRatios as ratiosOp,
  type hopelessHolds as hopelessOp,
  iblPolicy,
  type OkOf,
  settings,
} from '@kaft/contract'
import type { StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { read } from '../../../../base/tx.ts'
import { Policy, policyQuery } from '../ibl/policy.store.ts'
import { HoldRatio, HopelessHold, hopelessQuery, ratioQuery } from './overview.store.ts'
import { Ratio, ratioSetting } from './ratio-setting.store.ts'

/** Holds of own readers that nothing can fill, the longest wait first: to buy for, to ask elsewhere, or to give up. */
export async function hopelessHolds(ctx: StaffCtx): Promise<OkOf<typeof hopelessOp>> {
  const [policy] = await read(ctx, [policyQuery])
  const { min_item_age_days } = oneOf(Policy, policy ?? [])?.policy ?? iblPolicy
  const [rows] = await read(ctx, [hopelessQuery(ctx.actor.library_id, min_item_age_days, dayOf(ctx.now))])
  return { rows: allOf(HopelessHold, rows ?? []) }
}

/** Titles with more holds for each item than the library wants, by its setting or as asked now. */
export async function holdRatios(ctx: StaffCtx, asked?: string): Promise<OkOf<typeof ratiosOp>> {
  const [set] = await read(ctx, [ratioSetting])
  const above =
    asked === undefined ? (oneOf(Ratio, set ?? [])?.ratio ?? settings['holds.ratio'].default) : Number(asked)
  const [rows] = await read(ctx, [ratioQuery(ctx.actor.library_id, above)])
  return { above, rows: allOf(HoldRatio, rows ?? []) }
}
