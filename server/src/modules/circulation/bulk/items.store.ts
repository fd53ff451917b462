import { type BulkFilters, Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { join, type Query, sql } from '../../../base/sql.ts'
import { ItemSet } from '../../inventory/index.ts'

/** An item of the own library with where it is. */
export const ManyItem = Type.Object({
  ...ItemSet.properties,
  title_id: Id,
  status: Type.String(),
  own: Type.Boolean(),
})
export type ManyItem = Type.Static<typeof ManyItem>

export const manyItems = (item_ids: readonly string[]): Query => sql`
  select i.item_id, i.branch_id, i.shelf, i.item_type, i.loanable, i.note, i.state, i.title_id, coalesce(s.status, 'available') as status,
         i.library_id = (select organisation.own_library()) as own
    from inventory.item i left join circulation.item_status s on s.item_id = i.item_id where i.item_id = any (${item_ids}::bigint[])`

/** What was given up on its way and is in use again stands on its shelf: nothing travels any more. */
export const shelveManyQuery = (item_ids: readonly string[], at: string): Query => sql`
  update circulation.item_status s set status = 'available', branch_id = i.branch_id, to_branch_id = null, since = ${at}
    from inventory.item i
   where i.item_id = s.item_id and s.item_id = any (${item_ids}::bigint[]) and s.status = 'in_transit' and s.hold_id is null`

/** Items of the own library in the order of the shelves. */
export function selectItems(ctx: StaffCtx, f: BulkFilters, most: number): Query {
  const where = [
    sql`i.branch_id in (select b.branch_id from organisation.branch b where b.library_id = ${ctx.actor.library_id})`,
    ...(f.branch_id === undefined ? [] : [sql`i.branch_id = ${f.branch_id}`]),
    ...(f.shelf === undefined ? [] : [sql`i.shelf = ${f.shelf}`]),
    ...(f.item_type === undefined ? [] : [sql`i.item_type = ${f.item_type}`]),
    f.state === undefined ? sql`i.state <> 'withdrawn'` : sql`i.state = ${f.state}`,
    ...(f.from === undefined ? [] : [sql`i.acquired_on >= ${f.from}`]),
    ...(f.until === undefined ? [] : [sql`i.acquired_on <= ${f.until}`]),
  ]
  return sql`select i.item_id as subject_id from inventory.item i where ${join(where, sql` and `)}
    order by i.branch_id, i.shelf, i.call_number, i.item_id limit ${most}`
}

export const itemsByCodes = (codes: readonly string[]): Query => sql`
  select i.barcode as code, i.item_id as subject_id from inventory.item i
   where i.barcode = any (${codes}::text[]) and i.library_id = (select organisation.own_library()) order by i.item_id`

/** Whether a branch is one of the own library: one row or none. */
export const ownBranchQuery = (branch_id: string): Query =>
  sql`select branch_id from organisation.branch where branch_id = ${branch_id} and library_id = (select organisation.own_library())`
