import { type Query, sql } from '../../../base/sql.ts'

/**
 * Moves a hold together with the item that serves it, also where this session may not see whose it is. It fails as
 * `KF003` when another item caught the hold first; then the desk decides again.
 */
export const moveHold = (of: {
  readonly hold_id: string
  readonly item_id: string
  readonly into: 'waiting' | 'in_transit' | 'ready'
  readonly hold_code?: string | null
  readonly ready_until?: string | null
  readonly at: string
}): Query =>
  sql`select circulation.move_hold(${of.hold_id}, ${of.item_id}, ${of.into}, ${of.hold_code ?? null}, ${of.at}, ${of.ready_until ?? null})`
