/** Kinds of action along the way of an item that is no loan. */
export const logisticsKinds = [
  'hold_not_found',
  'item_packed',
  'crate_opened',
  'crate_closed',
  'crate_received',
  'crate_emptied',
  'transit_sought',
  'transit_found',
  'transit_lost',
] as const
