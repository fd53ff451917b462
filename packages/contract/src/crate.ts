import { type Static, Type } from 'typebox'
import { closed, Id, Instant, Nullable } from './values.ts'

/** An item that should lie in a crate, and where it is now. */
export const CrateItem = closed({
  item_id: Id,
  title: Type.String(),
  language: Nullable(Type.String()),
  barcode: Type.String(),
  status: Type.String(),
})
/** One trip of a crate: open while it is filled, sent, receiving while it is emptied, received. */
export const CrateTrip = closed({
  trip_id: Id,
  crate_id: Id,
  code: Type.String(),
  state: Type.Union([
    Type.Literal('open'),
    Type.Literal('sent'),
    Type.Literal('receiving'),
    Type.Literal('received'),
  ]),
  from_branch_id: Id,
  from_branch: Type.String(),
  to_branch_id: Id,
  to_branch: Type.String(),
  /** How many lay in it, and how many of those were taken out. */
  items: Type.Integer(),
  unpacked: Type.Integer(),
  since: Instant,
  /** What was not taken out yet; empty until the crate is received. */
  missing: Type.Array(CrateItem),
})
export type CrateTrip = Static<typeof CrateTrip>
