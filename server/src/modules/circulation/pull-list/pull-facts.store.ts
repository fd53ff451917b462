import { Day, HoldPolicy, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { Copies, Served, Waiting } from '../facts/item-facts.store.ts'
import type { Where } from './pull-list.store.ts'

/** An item on the shelf here, at home or not; `place` is that of its shelf on the way along them. */
export const PullItem = Type.Object({
  item_id: Id,
  title_id: Id,
  library_id: Id,
  branch_id: Id,
  acquired_on: Nullable(Day),
  barcode: Type.String(),
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  place: Nullable(Type.Integer()),
  /** How often it was looked for in vain. */
  tries: Type.Integer(),
})
export type PullItem = Type.Static<typeof PullItem>

/** A library that owns items here: whose holds those serve, to whose branches, and by which policy. */
export const Owner = Type.Object({
  library_id: Id,
  patrons: Type.Array(Id),
  carried: Type.Array(Id),
  policy: Nullable(HoldPolicy),
})
/** Who looks for the item of a hold now. */
export const PullClaim = Type.Object({
  hold_id: Id,
  branch_id: Id,
  claimed_by: Nullable(Id),
  until: Instant,
})
const ofTitle = { title_id: Id, owner_id: Id }

/** What the pull list of a branch is decided from: items by title and barcode, queues in the order of joining. */
export const PullFacts = Type.Object({
  own: Id,
  items: Type.Array(PullItem),
  owners: Type.Array(Owner),
  queue: Type.Array(Type.Object({ ...Waiting.properties, title_id: Id })),
  claims: Type.Array(PullClaim),
  copies: Type.Array(Type.Object({ ...Copies.properties, ...ofTitle })),
  served: Type.Array(Type.Object({ ...Served.properties, ...ofTitle })),
})
export type PullFacts = Type.Static<typeof PullFacts>
export const PullFactsRow = Type.Object({ facts: Nullable(PullFacts) })

export const pullFacts = ({ branch_id, at, today }: Where): Query =>
  sql`select circulation.pull_facts(${branch_id}, ${at}, ${today}) as facts`
