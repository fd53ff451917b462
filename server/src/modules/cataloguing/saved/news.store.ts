import { Id, Instant, Nullable, SeenUpTo } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { conditions, type Place, type Search, searchPlan, sieve } from '../search/search.store.ts'

/** So many changes of the catalogue are looked at for one search, the last first; a screen says that there were more. */
export const MOST_CHANGES = 10_000

export interface Since {
  readonly looked_at: string
  readonly newest: string
}
export { SeenUpTo as UpTo }
/** Up to where the catalogue is now: its last change, which a clock that is ahead puts nowhere in the future, and the last title that there is. */
export const upToNow = (now: string): Query => sql`
  select base.iso(least(coalesce(max(t.changed_at), ${now}::timestamptz), ${now}::timestamptz)) as looked_at, coalesce(max(t.title_id), 0)::text as newest from (
    (select t.changed_at, t.title_id from cataloguing.title t order by t.changed_at desc limit 1)
    union all (select null, t.title_id from cataloguing.title t order by t.title_id desc limit 1)) t`

/**
 * What changed in the catalogue since, with what of it fits the search. By the order of changes: few titles do, of a country. Each is
 * looked at by its number: asked as a join, all that fit the search would be read, which for a common word are half of the titles.
 */
function fitting(s: Search, at: Place, since: Since): Query {
  const sieved = sieve(s, at)
  return sql`
  moved as materialized (
    select t.title_id, t.changed_at from cataloguing.title t
     where t.changed_at > ${since.looked_at}::timestamptz order by t.changed_at desc, t.title_id desc limit ${MOST_CHANGES + 1}),
  fits as materialized (
    select m.title_id, m.changed_at from moved m cross join lateral (
      select from cataloguing.title_search s where s.title_id = m.title_id and (${conditions(s, at)}) ${sieved ? sql`and (${sieved})` : sql``} offset 0) of)`
}

export const NewsCount = Type.Object({
  came: Type.Integer(),
  changed: Type.Integer(),
  more: Type.Boolean(),
})
export const newsCount = (s: Search, at: Place, since: Since): readonly Query[] => [
  searchPlan,
  sql`
  with ${fitting(s, at, since)}
  select count(*) filter (where f.title_id > ${since.newest}::bigint)::integer as came,
         count(*) filter (where f.title_id <= ${since.newest}::bigint)::integer as changed,
         (select count(*) > ${MOST_CHANGES} from moved) as more
    from fits f join cataloguing.title t on t.title_id = f.title_id and t.state = 'in_use'`,
]

export const NewsRow = Type.Object({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  changed_at: Instant,
  came: Type.Boolean(),
})
export const newsPage = (
  s: Search,
  at: Place,
  of: {
    readonly since: Since
    readonly after: { readonly at: string; readonly title_id: string } | null
    readonly rows: number
  },
): readonly Query[] => [
  searchPlan,
  sql`
  with ${fitting(s, at, of.since)}
  select t.title_id, t.title, t.author, t.year, t.material, t.language, base.iso(t.changed_at) as changed_at, t.title_id > ${of.since.newest}::bigint as came
    from fits f join cataloguing.title t on t.title_id = f.title_id and t.state = 'in_use'
   where ${of.after === null ? sql`true` : sql`(t.changed_at, t.title_id) < (${of.after.at}::timestamptz, ${of.after.title_id}::bigint)`}
   order by t.changed_at desc, t.title_id desc limit ${of.rows + 1}`,
]
