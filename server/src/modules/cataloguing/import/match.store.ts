import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const CandidateRow = Type.Object({
  place: Type.Integer(),
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  isbns: Type.Array(Type.String()),
  record_hash: Type.Unknown(),
  series: Nullable(Type.String()),
})

/** As many of a kind are looked at: a title such as "Gedichten" begins a hundred of them. */
const MOST = 20

/** What records are looked up by; `place` ties an answer to its record. */
export interface LookUp {
  readonly place: number
  readonly isbns: readonly string[]
  readonly numbers: readonly string[]
  readonly title: string
}

/** Titles that may be the same as these records: by a standard number, by a number that they bear, or by how they begin. */
export const candidatesOf = (rows: readonly LookUp[], by: { readonly titles: boolean }): Query => {
  const pairs = (of: (r: LookUp) => readonly string[]) =>
    rows.flatMap(r => of(r).map(value => [r.place, value] as const))
  const isbns = pairs(r => r.isbns)
  const numbers = pairs(r => r.numbers)
  const titles = by.titles ? pairs(r => [r.title]) : []
  return sql`
    with found as (
      select a.place, n.title_id from unnest(${isbns.map(p => p[0])}::integer[], ${isbns.map(p => p[1])}::text[]) as a(place, isbn)
        join cataloguing.title_isbn n on n.isbn = a.isbn
      union
      select a.place, t.title_id from unnest(${numbers.map(p => p[0])}::integer[], ${numbers.map(p => p[1])}::text[]) as a(place, number)
        join cataloguing.title t on t.control_number = a.number
      union
      select a.place, x.title_id from unnest(${titles.map(p => p[0])}::integer[], ${titles.map(p => p[1])}::text[]) as a(place, title)
        cross join lateral (select t.title_id from cataloguing.title t where left(lower(t.title), 60) = left(lower(a.title), 60) limit ${MOST}) x)
    select f.place, t.title_id, t.source, t.control_number, t.title, t.author, t.year, t.material, t.isbns, t.record_hash, t.series
      from found f join cataloguing.title t on t.title_id = f.title_id and t.state = 'in_use'`
}

export const RecordRow = Type.Object({ title_id: Id, record: Type.Unknown() })
export const recordsOf = (ids: readonly string[]): Query =>
  sql`select title_id, record from cataloguing.title where title_id = any (${ids}::bigint[])`

/** Which of these items are there already, by library and barcode. */
export const barcodesThere = (
  items: readonly { readonly library_id: string; readonly barcode: string }[],
): Query => sql`
  select i.library_id || ' ' || i.barcode as key, i.title_id from inventory.item i
    join unnest(${items.map(i => i.library_id)}::bigint[], ${items.map(i => i.barcode)}::text[]) as a(library_id, barcode)
      on i.library_id = a.library_id and i.barcode = a.barcode`
