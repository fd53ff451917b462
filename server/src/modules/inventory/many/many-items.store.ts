import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What a change of many may set on items of the own library. */
export const ItemSet = Type.Object({
  item_id: Id,
  branch_id: Id,
  shelf: Nullable(Type.String()),
  item_type: Type.String(),
  loanable: Type.Boolean(),
  note: Nullable(Type.String()),
  state: Type.String(),
})
export type ItemSet = Type.Static<typeof ItemSet>

/** Locks items in one order, whoever changes many. */
export const lockItems = (item_ids: readonly string[]): Query =>
  sql`select item_id from inventory.item where item_id = any (${item_ids}::bigint[]) order by item_id for no key update`

/** Sets the fields of many items in one statement. */
export const setItemsQuery = (rows: readonly ItemSet[]): Query => sql`
  update inventory.item i
     set branch_id = n.branch_id, shelf = n.shelf, item_type = n.item_type, loanable = n.loanable, note = n.note, state = n.state
    from unnest(${rows.map(r => r.item_id)}::bigint[], ${rows.map(r => r.branch_id)}::bigint[], ${rows.map(r => r.shelf)}::text[],
      ${rows.map(r => r.item_type)}::text[], ${rows.map(r => r.loanable)}::boolean[], ${rows.map(r => r.note)}::text[],
      ${rows.map(r => r.state)}::text[]) as n(item_id, branch_id, shelf, item_type, loanable, note, state)
   where i.item_id = n.item_id`
