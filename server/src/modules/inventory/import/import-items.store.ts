import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export interface ImportedItem {
  readonly title_id: string
  readonly library_id: string
  readonly barcode: string
  readonly branch_id: string
  readonly item_type: string
  readonly shelf: string | null
  readonly call_number: string | null
  readonly price_cents: number | null
  readonly note: string | null
  /** Which number of a magazine or volume of a set. */
  readonly issue: string | null
  readonly loanable: boolean
  readonly state: string
  readonly acquired_on: string | null
}

/** `made`: the item is new. Otherwise it was there, on the title `title_id`; null when it appeared this moment. */
export const Imported = Type.Object({
  library_id: Id,
  barcode: Type.String(),
  made: Type.Boolean(),
  title_id: Nullable(Id),
})

/**
 * Stores the items that are not there yet, by library and barcode; one that is there stays as it is, since staff may
 * have changed it. One row for each item asked.
 */
export const importItemsQuery = (items: readonly ImportedItem[]): Query => {
  const of = <K extends keyof ImportedItem>(key: K) => items.map(i => i[key])
  return sql`
    with asked as materialized (
      select * from unnest(${of('title_id')}::bigint[], ${of('library_id')}::bigint[], ${of('barcode')}::text[], ${of('branch_id')}::bigint[],
        ${of('item_type')}::text[], ${of('shelf')}::text[], ${of('call_number')}::text[], ${of('price_cents')}::integer[], ${of('note')}::text[],
        ${of('issue')}::text[], ${of('loanable')}::boolean[], ${of('state')}::text[], ${of('acquired_on')}::date[])
        as a(title_id, library_id, barcode, branch_id, item_type, shelf, call_number, price_cents, note, issue, loanable, state, acquired_on)),
    made as (
      insert into inventory.item (title_id, library_id, barcode, branch_id, item_type, shelf, call_number, price_cents, note, issue, loanable, state,
        acquired_on)
      select * from asked a order by a.library_id, a.barcode
      on conflict (library_id, barcode) do nothing returning library_id, barcode)
    select a.library_id, a.barcode, m.barcode is not null as made, i.title_id
      from asked a left join made m on m.library_id = a.library_id and m.barcode = a.barcode
      left join inventory.item i on i.library_id = a.library_id and i.barcode = a.barcode`
}
