import { doublePoints, Id, Nullable, OneOf } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'

export const SideRow = Type.Object({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  publisher: Nullable(Type.String()),
  extent: Nullable(Type.String()),
  isbns: Type.Array(Type.String()),
  source: Type.String(),
  control_number: Type.String(),
  provisional: Type.Boolean(),
  items: Type.Integer(),
  may_go: Type.Boolean(),
})
export type SideRow = Static<typeof SideRow>

/** Who asks: the library whose source is its own, and whether every source is. */
export interface Keeper {
  readonly library_id: string
  readonly consortium: boolean
}
/** Whether a description is one that the asking library keeps. */
export const keeps = (t: Query, { library_id, consortium }: Keeper): Query => sql`
  (${consortium} or ${t}.source = ${PROVISIONAL} or ${t}.source = (select code from organisation.library where library_id = ${library_id}::bigint)
   or (select count(*) from organisation.library x where x.active) = 1)`
export const side = (t: Query, keeper: Keeper): Query => sql`
  jsonb_build_object('title_id', ${t}.title_id::text, 'title', ${t}.title, 'author', ${t}.author, 'year', ${t}.year, 'material', ${t}.material,
    'language', ${t}.language, 'publisher', ${t}.publisher, 'extent', ${t}.extent, 'isbns', ${t}.isbns, 'source', ${t}.source, 'control_number', ${t}.control_number,
    'provisional', ${t}.source = ${PROVISIONAL},
    'items', (select count(*) from inventory.item i where i.title_id = ${t}.title_id and i.state <> 'withdrawn'), 'may_go', ${keeps(t, keeper)})`

export const DoubleRow = Type.Object({
  low_id: Id,
  high_id: Id,
  weight: Type.Integer(),
  agrees: Type.Array(OneOf(doublePoints)),
  differs: Type.Array(OneOf(doublePoints)),
  one: SideRow,
  other: SideRow,
})
export interface Behind {
  readonly weight: number
  readonly low_id: string
  readonly high_id: string
}
/**
 * Pairs in the order of their weight, walked by the index. `mine`: of which one may be merged away here; what a library
 * can only look at is for who works for all of them.
 */
export const doublesAfter = (
  keeper: Keeper,
  of: {
    readonly mine: boolean
    readonly provisional: boolean
    readonly behind: Behind | null
    readonly most: number
  },
): Query => sql`
  select d.low_id, d.high_id, d.weight, d.agrees, d.differs, ${side(sql`a`, keeper)} as one, ${side(sql`b`, keeper)} as other
    from (select d.* from cataloguing.title_double d
            join cataloguing.title a on a.title_id = d.low_id and a.state = 'in_use' join cataloguing.title b on b.title_id = d.high_id and b.state = 'in_use'
           where not exists (select from cataloguing.title_apart s where s.low_id = d.low_id and s.high_id = d.high_id)
             ${of.mine ? sql`and (${keeps(sql`a`, keeper)} or ${keeps(sql`b`, keeper)})` : sql``}
             ${of.provisional ? sql`and (a.source = ${PROVISIONAL} or b.source = ${PROVISIONAL})` : sql``}
             ${of.behind === null ? sql`` : sql`and (-d.weight, d.low_id, d.high_id) > (${-of.behind.weight}::integer, ${of.behind.low_id}::bigint, ${of.behind.high_id}::bigint)`}
           order by d.weight desc, d.low_id, d.high_id limit ${of.most + 1}) d
    join cataloguing.title a on a.title_id = d.low_id join cataloguing.title b on b.title_id = d.high_id
   order by d.weight desc, d.low_id, d.high_id`

export const OneSide = Type.Object({ side: SideRow })
export const sidesOf = (ids: readonly string[], keeper: Keeper): Query => sql`
  select ${side(sql`t`, keeper)} as side from cataloguing.title t where t.title_id = any (${ids}::bigint[]) and t.state = 'in_use'`

export const There = Type.Object({ title_id: Id })
export const titlesThere = (a: string, b: string): Query =>
  sql`select title_id from cataloguing.title where title_id = any (array[${a}::bigint, ${b}::bigint]) and state = 'in_use'`
const ordered = (a: string, b: string): Query =>
  sql`least(${a}::bigint, ${b}::bigint), greatest(${a}::bigint, ${b}::bigint)`
export const setApart = (
  a: string,
  b: string,
  by: { readonly library_id: string; readonly at: string },
): Query => sql`
  insert into cataloguing.title_apart (low_id, high_id, said_at, said_for)
  select ${ordered(a, b)}, ${by.at}::timestamptz, ${by.library_id}::bigint on conflict do nothing`
export const unsetApart = (a: string, b: string): Query => sql`
  delete from cataloguing.title_apart where (low_id, high_id) = (${ordered(a, b)})`
