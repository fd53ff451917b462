import { Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

interface Between {
  readonly from: string
  readonly to: string
}
export const ComingItem = Type.Object({
  item_id: Id,
  item_type: Type.String(),
  barcode: Type.String(),
  taken: Type.Boolean(),
})
export type ComingItem = Static<typeof ComingItem>
/**
 * The next items that are still to come, held, in the order of the one index that begins with the library; `taken`: the other library has this code on another item.
 */
export const nextItems = ({ from, to }: Between, most: number): Query => sql`
  select i.item_id, i.item_type, i.barcode,
         exists (select from inventory.item k where k.library_id = ${to} and k.barcode = i.barcode) as taken
    from inventory.item i where i.library_id = ${from} order by i.barcode limit ${most} for update of i`

/** Items get another library, with the type and the code that they have there. */
export const fuseItems = (
  to: string,
  rows: readonly { readonly item_id: string; readonly item_type: string; readonly barcode: string }[],
): Query => sql`
  update inventory.item i set library_id = ${to}, item_type = r.item_type, barcode = r.barcode
    from unnest(${rows.map(r => r.item_id)}::bigint[], ${rows.map(r => r.item_type)}::text[], ${rows.map(r => r.barcode)}::text[])
           as r(item_id, item_type, barcode)
   where i.item_id = r.item_id returning i.item_id`
export const fuseConditions = (to: string, item_ids: readonly string[]): Query =>
  sql`update inventory.item_condition set library_id = ${to} where item_id = any (${item_ids}::bigint[])`

export const ItemsAhead = Type.Object({
  items: Type.Integer(),
  taken_barcodes: Type.Integer(),
  types: Type.Array(Type.Object({ word: Type.String(), count: Type.Integer(), known: Type.Boolean() })),
})
export const itemsAhead = ({ from, to }: Between): Query => sql`
  select (select count(*) from inventory.item where library_id = ${from})::integer as items,
         (select count(*) from inventory.item i join inventory.item k on k.library_id = ${to} and k.barcode = i.barcode
           where i.library_id = ${from})::integer as taken_barcodes,
         coalesce((select jsonb_agg(jsonb_build_object('word', t.item_type, 'count', t.n, 'known',
                     exists (select from inventory.item k where k.library_id = ${to} and k.item_type = t.item_type)) order by t.item_type)
            from (select item_type, count(*)::integer as n from inventory.item where library_id = ${from} group by 1) t), '[]') as types`
