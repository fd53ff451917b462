import { TitleHit, type SearchSort } from '@kaft/contract'
import { Type } from 'typebox'
import { nothing, type Query, sql } from '../../../base/sql.ts'
import { conditions, counted, isIn, lookedAt, type Place, type Search, sieve } from './search.store.ts'

const Row = Type.Object({
  key: Type.String(),
  title_id: Type.String(),
  editions: Type.Integer(),
  hit: Type.Union([TitleHit, Type.Null()]),
})
export const Page = Type.Object({ rows: Type.Array(Row) })

/** What stands of each title in an answer: what a desk needs, or its id alone for who reads the rest elsewhere. */
export type Shown = 'hits' | 'ids'

/** A line of a page, as a cursor names it. */
export interface PageLine {
  readonly title_id: string
  readonly key: string
  readonly editions: number
}

/** As text from the beginning: built as `jsonb` it would be taken apart, put in order and written out again. */
const hit = sql`json_build_object('title_id', t.title_id::text, 'title', t.title, 'author', t.author, 'year', t.year,
           'material', t.material, 'language', t.language, 'series', t.series, 'available', held.available, 'items', held.items,
           'shelf', near.shelf, 'call_number', near.call_number,
           'waiting', (select count(*) from circulation.hold h where h.title_id = t.title_id and h.state = 'waiting'), 'editions', p.editions)`

/** The first item of a title in the order of its index, which is not looked at further: of what many lend a library has dozens. */
const firstItem = (far: number, where: Query): Query => sql`
      (select ${far}::integer as far, i.shelf, i.call_number from inventory.item i
        where i.title_id = t.title_id and i.state <> 'withdrawn' and ${where} order by i.branch_id, i.item_id limit 1)`

/** The titles of a step `page`, in its order: where it stands is that of an item here, or else of one in another branch. */
const shownOf = (s: Search, at: Place, shown: Shown): Query =>
  shown === 'ids'
    ? sql`select coalesce(json_agg(json_build_object('key', p.key, 'title_id', p.title_id::text, 'editions', p.editions, 'hit', null) order by p.place), '[]') from page p`
    : sql`
  select coalesce(json_agg(json_build_object('key', p.key, 'title_id', p.title_id::text, 'editions', p.editions, 'hit', ${hit}) order by p.place), '[]')
    from page p join cataloguing.title t on t.title_id = p.title_id
    cross join lateral (
      select count(*) filter (where i.state = 'in_use' and ${isIn}) as available, count(*) as items
        from inventory.item i where i.title_id = t.title_id and i.state <> 'withdrawn' and i.branch_id = any (${counted(s, at)})) as held
    left join lateral (
      select f.shelf, f.call_number from (
        ${firstItem(0, sql`${at.branch_id}::bigint = any (${counted(s, at)}) and i.branch_id = ${at.branch_id}::bigint`)}
        union all ${firstItem(1, sql`i.branch_id = any (${counted(s, at)})`)}) as f order by f.far limit 1) as near on true`

/** One row: what stands of each of these lines, in their order; not asked where there are none. */
export const pageOf = (s: Search, at: Place, lines: readonly PageLine[]): Query =>
  lines.length === 0
    ? nothing
    : sql`
  with page as materialized (
    select p.title_id, p.key, p.editions, p.place
      from unnest(${lines.map(l => l.title_id)}::bigint[], ${lines.map(l => l.key)}::text[], ${lines.map(l => l.editions)}::integer[])
           with ordinality as p(title_id, key, editions, place))
  select (${shownOf(s, at, 'hits')}) as rows`

/** Words before which a title is filed or not; the apostrophe is that of 't and l'. */
const ARTICLES = `^((de|het|een|the|an?|les?|la|une?|der|die|das|ein|eine) |['’]t |[ld]['’])`
const KEY_LETTERS = 80
export type TextSort = Extract<SearchSort, 'title' | 'author'>
const KEYS: Readonly<Record<TextSort, Query>> = {
  title: sql`left(public.unaccent(lower(regexp_replace(t.title, ${ARTICLES}, '', 'i'))), ${KEY_LETTERS})`,
  author: sql`left(coalesce(public.unaccent(lower(regexp_replace(t.author, '^[^ ]+ (?=[^ ])', ''))), '~'), ${KEY_LETTERS})`,
}

export const Line = Type.Object({ title_id: Type.String(), key: Type.String(), editions: Type.Integer() })
/**
 * A page of matches in the order of their titles or makers, which the search rows do not tell. Each match is told with the number of its line.
 */
export const linesByText = (
  s: Search,
  sort: TextSort,
  matches: { readonly title_ids: readonly string[]; readonly lines: readonly number[] },
): Query => {
  const { after } = s
  return sql`
  with keys as materialized (
    select f.title_id, f.line, ${KEYS[sort]} collate "C" as key
      from unnest(${matches.title_ids}::bigint[], ${matches.lines}::integer[]) as f(title_id, line) join cataloguing.title t on t.title_id = f.title_id),
  keyed as (
    select distinct on (k.line) k.title_id, k.key, count(*) over (partition by k.line)::integer as editions from keys k order by k.line, k.key, k.title_id)
  select k.title_id, k.key, k.editions from keyed k
    ${after?.is === 'key' ? sql`where (k.key, k.title_id) > (${after.key}::text collate "C", ${after.title_id}::bigint)` : sql``}
   order by k.key, k.title_id limit ${s.rows + 1}`
}

/**
 * Beyond the matches that are ranked: those of one tier by their number, without what was ranked before. Nobody waits for
 * the ten thousandth title, but whoever goes on finds every one, once.
 */
export const findBeyond = (
  s: Search,
  at: Place,
  from: { readonly tier: number; readonly after: string; readonly shown: Shown },
): Query => {
  const sieved = sieve(s, at)
  return sql`
  with ranked as materialized (${lookedAt(s, at, { columns: sql`s.title_id` })}),
  page as (
    select m.title_id, 1 as editions, m.tier::text as key, row_number() over (order by m.title_id) as place from (
      select s.title_id, s.tier, s.described from cataloguing.title_search s
       where s.tier = ${from.tier}::smallint and s.title_id > ${from.after}::bigint and ${conditions(s, at)}
         and s.title_id not in (select r.title_id from ranked r)) as m
     ${sieved ? sql`where ${sieved}` : sql``} order by m.title_id limit ${s.rows + 1})
  select (${shownOf(s, at, from.shown)}) as rows`
}
