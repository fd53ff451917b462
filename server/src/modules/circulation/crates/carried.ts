import type { StaffCtx } from '../../../base/ctx.ts'
import type { Query } from '../../../base/sql.ts'
import type { Kept } from '../answer/answer.ts'
import type { Checkin } from '../checkin/checkin.rules.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import { noteFill, settleClaims } from '../pull-list/fill.store.ts'
import { packItem, unpackItem } from './change-crate.store.ts'
import type { OpenCrate, Packing } from './pack.rules.ts'

/** What the open crate has to do with it: the item went in, lies in it already, or belongs in another. */
export const withCrate = (kept: Kept, crate: OpenCrate | null, packed: Packing): Kept => ({
  ...kept,
  did: packed.packs && kept.did === 'not_on_loan' ? 'packed' : kept.did,
  findings: packed.finding ? [...kept.findings, packed.finding] : kept.findings,
  ...(crate && (packed.packs || crate.holds_item) ? { trip_id: crate.trip_id } : {}),
})

interface Carried {
  readonly item: ItemFacts
  readonly event_id: string
  readonly catches: Checkin['catches']
  /** It was found on the pull list. */
  readonly pulled: boolean
  /** The trip of the crate that it goes into. */
  readonly trip_id: string | null
  readonly moves: boolean
}
/** What crates and the pull list learn of it: out of the crate it came in, into the one at hand, and looked for no more. */
export function carried(
  ctx: StaffCtx,
  { item, event_id, catches, pulled, trip_id, moves }: Carried,
): Query[] {
  const at = ctx.now.toString()
  return [
    ...(item.status === 'in_transit' && moves ? [unpackItem(item.item_id, at)] : []),
    ...(trip_id ? [packItem(trip_id, item.item_id, at)] : []),
    ...(catches ? [settleClaims(ctx, item.title_id, catches)] : []),
    ...(catches && pulled ? [noteFill(ctx, event_id, catches)] : []),
  ]
}

/** What undo needs to know besides: the crate that it went into, and the hold that was taken off the shelf with it. */
export const alongWith = (
  { hold }: Pick<ItemFacts, 'hold'>,
  of: { readonly trip_id: string | null; readonly cleared_by: string | null },
) => ({
  ...(of.trip_id ? { trip_id: of.trip_id } : {}),
  ...(of.cleared_by && hold
    ? {
        cleared: {
          event_id: of.cleared_by,
          hold_id: hold.hold_id,
          hold_code: hold.hold_code,
          ready_until: hold.ready_until,
        },
      }
    : {}),
})
