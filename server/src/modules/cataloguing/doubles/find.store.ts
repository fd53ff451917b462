import { Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Ruled = Type.Object({ value: Type.Unknown() })
export const doubleRuleQuery: Query = sql`select value from organisation.central_setting where key = 'cataloguing.doubles'`

export const LaidRow = Type.Object({
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  publisher: Nullable(Type.String()),
  extent: Nullable(Type.String()),
  material: Type.String(),
  numbers: Type.Array(Type.String()),
})
export type LaidRow = Static<typeof LaidRow>
const laid = sql`t.title_id, t.source, t.control_number, t.title, t.author, t.year, t.publisher, t.extent, t.material,
  array(select x.isbn from cataloguing.title_isbn x where x.title_id = t.title_id) as numbers`

export const ExaminedRow = Type.Object({
  ...LaidRow.properties,
  record: Type.Unknown(),
  changed_at: Type.String(),
})
export const oneToExamine = (title_id: string): Query => sql`
  select ${laid}, t.record, t.changed_at::text as changed_at from cataloguing.title t where t.title_id = ${title_id} and t.state = 'in_use'`

export const Cursor = Type.Object({ at: Type.String(), title_id: Type.String() })
export type Cursor = Static<typeof Cursor>
export const cursorQuery: Query = sql`select looked_until::text as at, title_id::text as title_id from cataloguing.double_cursor`
/** The titles that changed next, in the order in which they did; those of the last moments may still be on their way. */
export const nextToExamine = (behind: Cursor | null, until: string, most: number): Query => sql`
  select ${laid}, t.record, t.changed_at::text as changed_at from cataloguing.title t
   where t.changed_at < ${until}::timestamptz and t.state = 'in_use'
     ${behind === null ? sql`` : sql`and (t.changed_at, t.title_id) > (${behind.at}::timestamptz, ${behind.title_id}::bigint)`}
   order by t.changed_at, t.title_id limit ${most}`
export const setCursor = (to: Cursor): Query => sql`
  insert into cataloguing.double_cursor (looked_until, title_id) values (${to.at}::timestamptz, ${to.title_id}::bigint)
  on conflict (one) do update set looked_until = excluded.looked_until, title_id = excluded.title_id`

/** Of one kind so many are looked at: a title such as "Gedichten" begins a hundred of them. */
const MOST = 20
export interface Asked {
  readonly title_id: string
  readonly title: string
  readonly author: string | null
  readonly numbers: readonly string[]
  readonly borne: readonly string[]
}
/** `apart`: somebody said that the two are not one. */
export const FoundRow = Type.Object({ of_id: Id, apart: Type.Boolean(), ...LaidRow.properties })
/** What each of these may be the same as: by a standard number, a number that it bears, or how the title begins and who made it. */
export const candidatesOf = (rows: readonly Asked[]): Query => {
  const pairs = (of: (r: Asked) => readonly string[]) =>
    rows.flatMap(r => of(r).map(value => [r.title_id, value] as const))
  const [isbns, borne] = [pairs(r => r.numbers), pairs(r => r.borne)]
  return sql`
    with found as (
      select a.of_id, n.title_id from unnest(${isbns.map(p => p[0])}::bigint[], ${isbns.map(p => p[1])}::text[]) as a(of_id, isbn)
       cross join lateral (select x.title_id from cataloguing.title_isbn x where x.isbn = a.isbn limit ${MOST}) n
      union
      select a.of_id, n.title_id from unnest(${borne.map(p => p[0])}::bigint[], ${borne.map(p => p[1])}::text[]) as a(of_id, number)
       cross join lateral (select t.title_id from cataloguing.title t where t.control_number = a.number limit ${MOST}) n
      union
      select a.of_id, n.title_id
        from unnest(${rows.map(r => r.title_id)}::bigint[], ${rows.map(r => r.title)}::text[], ${rows.map(r => r.author)}::text[]) as a(of_id, title, author)
       cross join lateral (select t.title_id from cataloguing.title t
          where left(lower(t.title), 60) = left(lower(a.title), 60) and t.state = 'in_use'
            and (a.author is null or t.author is null or lower(t.author) = lower(a.author)) limit ${MOST}) n)
    select f.of_id, ${laid}, exists (select from cataloguing.title_apart s
             where s.low_id = least(f.of_id, f.title_id) and s.high_id = greatest(f.of_id, f.title_id)) as apart
      from found f join cataloguing.title t on t.title_id = f.title_id and t.state = 'in_use'
     where f.title_id <> f.of_id`
}

export interface Pair {
  readonly low_id: string
  readonly high_id: string
  readonly weight: number
  readonly agrees: readonly string[]
  readonly differs: readonly string[]
}
/** What a title was paired with goes before it is paired anew; a number that the other one bears is seen from there only. */
export const forgetPairs = (ids: readonly string[]): Query => sql`
  delete from cataloguing.title_double where (low_id = any (${ids}::bigint[]) or high_id = any (${ids}::bigint[])) and not 'number' = any (agrees)`
export const keepPairs = (pairs: readonly Pair[], at: string): Query => sql`
  insert into cataloguing.title_double (low_id, high_id, weight, agrees, differs, found_at)
  select x.low_id, x.high_id, x.weight, x.agrees, x.differs, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as x(low_id bigint, high_id bigint, weight integer, agrees text[], differs text[])
    join cataloguing.title a on a.title_id = x.low_id join cataloguing.title b on b.title_id = x.high_id
   order by x.low_id, x.high_id
  on conflict (low_id, high_id) do update set weight = excluded.weight, agrees = excluded.agrees, differs = excluded.differs`
