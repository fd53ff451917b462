import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { HoldingRow } from './holding-row.ts'

/** By what a holdings record says of which title it is; `place` ties an answer to its record. */
export interface HoldingLookUp {
  readonly place: number
  readonly numbers: readonly string[]
  readonly standard: readonly string[]
}
export const TitleOfHolding = Type.Object({
  place: Type.Integer(),
  /** 0 a number of this source, 1 a number of another, 2 an ISBN or ISSN. */
  tier: Type.Integer(),
  rank: Type.Integer(),
  title_id: Id,
  material: Type.String(),
})

const MOST = 5
/**
 * The titles that holdings records may be of. A number is unique in its source alone: whether it may lead to a title of
 * another source, and whether a standard number may, is for the rules of the import to say.
 */
export const titlesOfHoldings = (
  source: string,
  asked: readonly HoldingLookUp[],
  by: { readonly number: boolean; readonly isbn: boolean },
): Query => {
  const numbers = asked.flatMap(a => a.numbers.map((number, rank) => [a.place, rank, number] as const))
  const standard = by.isbn ? asked.flatMap(a => a.standard.map(number => [a.place, number] as const)) : []
  const others = by.number ? numbers : []
  const given = (all: readonly (readonly [number, number, string])[]) =>
    sql`unnest(${all.map(n => n[0])}::integer[], ${all.map(n => n[1])}::integer[], ${all.map(n => n[2])}::text[]) as a(place, rank, number)`
  return sql`
    with found as (
      select a.place, 0 as tier, a.rank, t.title_id from ${given(numbers)}
        join cataloguing.title t on t.source = ${source} and t.control_number = a.number
      union all
      select a.place, 1, a.rank, x.title_id from ${given(others)}
        cross join lateral (select t.title_id from cataloguing.title t where t.control_number = a.number and t.source <> ${source} limit ${MOST}) x
      union all
      select a.place, 2, 0, x.title_id from unnest(${standard.map(s => s[0])}::integer[], ${standard.map(s => s[1])}::text[]) as a(place, number)
        cross join lateral (select n.title_id from cataloguing.title_isbn n where n.isbn = a.number limit ${MOST}) x)
    select distinct f.place, f.tier, f.rank, s.title_id, s.material
      from found f join cataloguing.title t on t.title_id = f.title_id
      join cataloguing.title s on s.title_id = case when t.state = 'merged' then cataloguing.stands_as(t.title_id) else t.title_id end
     where s.state = 'in_use'`
}

export const StoredHolding = Type.Object({
  holding_id: Id,
  library_id: Id,
  control_number: Type.String(),
  title_id: Id,
  record: Type.Unknown(),
  record_hash: Type.Unknown(),
})
export type StoredHolding = Type.Static<typeof StoredHolding>
/** The holdings records of a source under these numbers, of one library or of all. */
export const storedHoldings = (
  source: string,
  numbers: readonly string[],
  library: string | null,
): Query => sql`
  select h.holding_id, b.library_id, h.control_number, h.title_id, h.record, h.record_hash
    from cataloguing.holding h join organisation.branch b on b.branch_id = h.branch_id join organisation.library l on l.library_id = b.library_id
   where h.source = ${source} and h.control_number = any (${numbers}::text[]) and (${library}::text is null or l.code = ${library}::text)`

export interface HoldingOf {
  readonly row: HoldingRow
  readonly title_id: string
}
const rowsOf = (rows: readonly HoldingOf[]): Query => sql`
  unnest(${rows.map(r => r.row.control_number)}::text[], ${rows.map(r => r.row.embedded)}::boolean[], ${rows.map(r => r.title_id)}::bigint[],
    ${rows.map(r => r.row.places[0].branch_id)}::bigint[], ${rows.map(r => JSON.stringify(r.row.statements))}::jsonb[],
    ${rows.map(r => r.row.record)}::bytea[], ${rows.map(r => r.row.hash)}::bytea[])`
const COLUMNS = sql`a(control_number, embedded, title_id, branch_id, statements, record, record_hash)`

export const MadeHolding = Type.Object({ holding_id: Id, control_number: Type.String(), library_id: Id })
export const insertHoldings = (source: string, at: string, rows: readonly HoldingOf[]): Query => sql`
  with made as (
    insert into cataloguing.holding (source, control_number, embedded, title_id, branch_id, statements, record, record_hash, changed_at)
    select ${source}, a.control_number, a.embedded, a.title_id, a.branch_id, a.statements, a.record, a.record_hash, ${at}::timestamptz
      from ${rowsOf(rows)} as ${COLUMNS} returning holding_id, control_number, branch_id)
  select m.holding_id, m.control_number, b.library_id from made m join organisation.branch b on b.branch_id = m.branch_id`
export const updateHoldings = (
  at: string,
  rows: readonly (HoldingOf & { readonly holding_id: string })[],
): Query => sql`
  update cataloguing.holding h
     set title_id = a.title_id, branch_id = a.branch_id, statements = a.statements, record = a.record, record_hash = a.record_hash,
         changed_at = ${at}::timestamptz
    from ${rowsOf(rows)} with ordinality as a(control_number, embedded, title_id, branch_id, statements, record, record_hash, place)
    join unnest(${rows.map(r => r.holding_id)}::bigint[]) with ordinality as x(holding_id, place) on x.place = a.place
   where h.holding_id = x.holding_id`

export const forgetPlaces = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.holding_place where holding_id = any (${ids}::bigint[])`
export const insertPlaces = (
  all: readonly { readonly holding_id: string; readonly row: HoldingRow }[],
): Query => {
  const rows = all.flatMap(({ holding_id, row }) =>
    row.places.map((place, at) => ({ ...place, holding_id, place_no: at + 1 })),
  )
  return sql`
    insert into cataloguing.holding_place (holding_id, place_no, branch_id, shelf, call_number)
    select * from unnest(${rows.map(r => r.holding_id)}::bigint[], ${rows.map(r => r.place_no)}::integer[], ${rows.map(r => r.branch_id)}::bigint[],
      ${rows.map(r => r.shelf)}::text[], ${rows.map(r => r.call_number)}::text[])`
}
export const ItemsLeft = Type.Object({ place: Type.Integer(), items: Type.Integer() })
/** How many items, by the barcodes that holdings records name, still stand on their titles. */
export const itemsLeft = (
  all: readonly {
    readonly library_id: string
    readonly title_id: string
    readonly barcodes: readonly string[]
  }[],
): Query => {
  const named = all.flatMap(({ library_id, title_id, barcodes }, place) =>
    barcodes.map(barcode => ({ place, library_id, title_id, barcode })),
  )
  return sql`
    select a.place, count(*)::integer as items
      from unnest(${named.map(n => n.place)}::integer[], ${named.map(n => n.library_id)}::bigint[], ${named.map(n => n.title_id)}::bigint[],
             ${named.map(n => n.barcode)}::text[]) as a(place, library_id, title_id, barcode)
      join inventory.item i on i.library_id = a.library_id and i.barcode = a.barcode and i.title_id = a.title_id and i.state <> 'withdrawn'
     group by a.place order by a.place`
}

export const deleteHoldings = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.holding where holding_id = any (${ids}::bigint[])`

/** What is told of a title changed, though its description did not: whoever harvests it with its holdings must hear of it. */
export const touchTitles = (ids: readonly string[], at: string): Query =>
  sql`update cataloguing.title set changed_at = ${at}::timestamptz where title_id = any (${ids}::bigint[]) and state = 'in_use'`
