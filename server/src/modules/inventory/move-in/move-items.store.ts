import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** An item of another system. */
export interface MovedItem {
  readonly key: string
  readonly title_id: string
  readonly branch_id: string
  readonly barcode: string
  readonly item_type: string
  readonly shelf: string | null
  readonly call_number: string | null
  readonly price_cents: number | null
  readonly loanable: boolean
  readonly note: string | null
  readonly state: string
  readonly acquired_on: string | null
}
const json = (rows: readonly object[]): string => JSON.stringify(rows)
const columns = sql`x(key text, id bigint, title_id bigint, branch_id bigint, barcode text, item_type text, shelf text, call_number text,
    price_cents integer, loanable boolean, note text, state text, acquired_on date)`

export const MadeItem = Type.Object({ id: Id, key: Type.String() })
/** Items whose barcode is free: one row each. An item that came in with the records is that one, and gets the rest of what is known. */
export const insertMovedItems = (library_id: string, rows: readonly MovedItem[]): Query => sql`
  with x as materialized (
    select x.*, nextval('inventory.item_item_id_seq') as item_id from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns}),
  made as (
    insert into inventory.item (item_id, library_id, barcode, title_id, branch_id, item_type, shelf, call_number, price_cents, loanable, note, state, acquired_on)
    overriding system value
    select x.item_id, ${library_id}, x.barcode, x.title_id, x.branch_id, x.item_type, x.shelf, x.call_number, x.price_cents, x.loanable, x.note,
           x.state, x.acquired_on from x order by x.barcode
    on conflict (library_id, barcode) do nothing returning item_id)
  select x.item_id as id, x.key from x join made using (item_id)`

/** What a later export says otherwise of items. */
export const updateMovedItems = (rows: readonly (MovedItem & { readonly id: string })[]): Query => sql`
  update inventory.item i
     set title_id = x.title_id, branch_id = x.branch_id, barcode = x.barcode, item_type = x.item_type, shelf = x.shelf, call_number = x.call_number,
         price_cents = x.price_cents, loanable = x.loanable, note = x.note, state = x.state, acquired_on = x.acquired_on
    from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns}
   where i.item_id = x.id returning i.item_id as id, x.key`

/** What the old system does not have any more is withdrawn here: loans of the past may point at it. */
export const withdrawMovedItems = (ids: readonly string[]): Query =>
  sql`update inventory.item set state = 'withdrawn' where item_id = any (${ids}::bigint[]) and state <> 'withdrawn' returning item_id as id`

/** Takes items out again that nothing hangs on. One row `{ id }` each; whatever else points at one keeps it. */
export const takeBackMovedItems = (ids: readonly string[]): Query => sql`
  delete from inventory.item i
   where i.item_id = any (${ids}::bigint[])
     and not exists (select from circulation.loan l where l.item_id = i.item_id)
     and not exists (select from circulation.hold h where h.item_id = i.item_id and h.closed_at is null)
     and not exists (select from inventory.item_condition c where c.item_id = i.item_id)
     and not exists (select from circulation.crate_item c where c.item_id = i.item_id)
     and not exists (select from circulation.claim c where c.item_id = i.item_id)
  returning i.item_id as id`
