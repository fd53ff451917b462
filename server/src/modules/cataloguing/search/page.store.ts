import { TitleHit, type SearchSort } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { countable, Countable, facetSteps } from './facets.store.ts'
import {
  conditions,
  counted,
  isIn,
  lineOf,
  marks,
  ownBranches,
  type Place,
  score,
  type Search,
  sieve,
} from './search.store.ts'

const Row = Type.Object({
  key: Type.String(),
  title_id: Type.String(),
  editions: Type.Integer(),
  hit: Type.Union([TitleHit, Type.Null()]),
})
export const Found = Type.Object({
  looked_at: Type.Integer(),
  /** Lines: works, or titles. */
  count: Type.Integer(),
  titles: Type.Integer(),
  rows: Type.Array(Row),
})
export { Countable }
export const Beyond = Type.Object({ rows: Type.Array(Row) })

/** What stands of each title in an answer: what a desk needs, or its id alone for who reads the rest elsewhere. */
export type Shown = 'hits' | 'ids'

const hit = sql`jsonb_build_object('title_id', t.title_id::text, 'title', t.title, 'author', t.author, 'year', t.year,
           'material', t.material, 'language', t.language, 'series', t.series, 'available', held.available, 'items', held.items,
           'shelf', near.shelf, 'call_number', near.call_number,
           'waiting', (select count(*) from circulation.hold h where h.title_id = t.title_id and h.state = 'waiting'), 'editions', p.editions)`

/** The titles of a step `page`, in its order. */
const shownOf = (s: Search, at: Place, shown: Shown): Query =>
  shown === 'ids'
    ? sql`select coalesce(jsonb_agg(jsonb_build_object('key', p.key, 'title_id', p.title_id::text, 'editions', p.editions, 'hit', null) order by p.place), '[]') from page p`
    : sql`
  select coalesce(jsonb_agg(jsonb_build_object('key', p.key, 'title_id', p.title_id::text, 'editions', p.editions, 'hit', ${hit}) order by p.place), '[]')
    from page p join cataloguing.title t on t.title_id = p.title_id
    cross join lateral (
      select count(*) filter (where i.state = 'in_use' and ${isIn}) as available, count(*) as items
        from inventory.item i where i.title_id = t.title_id and i.state <> 'withdrawn' and i.branch_id = any (${counted(s, at)})) as held
    left join lateral (
      select i.shelf, i.call_number from inventory.item i
       where i.title_id = t.title_id and i.state <> 'withdrawn' and i.branch_id = any (${counted(s, at)})
       order by i.branch_id <> ${at.branch_id}::bigint, i.item_id limit 1) as near on true`

/** Words before which a title is filed or not; the apostrophe is that of 't and l'. */
const ARTICLES = `^((de|het|een|the|an?|les?|la|une?|der|die|das|ein|eine) |['’]t |[ld]['’])`
const KEY_LETTERS = 80
/** 0 where nobody knows it. */
const yearOf = sql`coalesce(f.year, (select t.year from cataloguing.title t where t.title_id = f.title_id), 0)`
/** What each order is by, as a text that grows: years and numbers with zeros before them. Nobody's year comes last. */
const KEYS: Readonly<Record<Exclude<SearchSort, 'relevance'>, Query>> = {
  lent: sql`lpad((999999999 - f.popularity)::text, 9, '0')`,
  // Titles are numbered as they come.
  added: sql`lpad((9223372036854775807 - f.title_id)::text, 19, '0')`,
  newest: sql`lpad(greatest(0, 9999 - ${yearOf})::text, 4, '0')`,
  oldest: sql`lpad(least(9999, greatest(0, coalesce(nullif(${yearOf}, 0), 9999)))::text, 4, '0')`,
  title: sql`left(public.unaccent(lower(regexp_replace(t.title, ${ARTICLES}, '', 'i'))), ${KEY_LETTERS})`,
  author: sql`left(coalesce(public.unaccent(lower(regexp_replace(t.author, '^[^ ]+ (?=[^ ])', ''))), '~'), ${KEY_LETTERS})`,
}

/**
 * Among the best matches the own library's titles come a little sooner, as if they were lent twice as often; and so do
 * new ones, whose loans had no time to be counted. All matches are not asked that: it would take longer than to find them.
 */
const BEST = 200
const OWN = 700
const NEW = { most: 600, a_year: 150 }
// As a value and not as "exists", which the planner may answer by reading all titles that the library has.
const nearness = (s: Search, at: Place): Query =>
  s.where !== 'all' || at.library_id === null
    ? sql`0`
    : sql`case when (select h.branches && ${ownBranches(at)} from cataloguing.title_search h where h.title_id = f.title_id and h.tier = f.tier)
               then ${OWN}::integer else 0 end`
const newness = (year: number): Query => sql`
  case when f.year between ${year - 10}::integer and ${year + 1}::integer
       then greatest(0, ${NEW.most}::integer - ${NEW.a_year}::integer * greatest(0, ${year}::integer - f.year)) else 0 end`

/** The best matches as they are weighed once more, each with its line. */
const raised = (s: Search, at: Place, year: number): Query => sql`
  raised as materialized (select f.title_id, f.line, f.editions, f.score + ${nearness(s, at)} + ${newness(year)} as score from best f)`

/** Titles in order: the best are weighed once more, and the others follow where a page may reach them. */
const rankedTitles = (s: Search, at: Place, year: number): Query => sql`
  best as materialized (
    select f.title_id, f.tier, f.line, 1 as editions, ${yearOf} as year, f.score from (select * from found f order by f.score desc, f.title_id limit ${BEST}) as f),
  ${raised(s, at, year)},
  ranked as (
    select r.title_id, r.editions, r.score from raised r
    ${isFar(s) ? sql`union all select f.title_id, 1, f.score from found f where f.title_id not in (select b.title_id from best b)` : sql``})`

/** Works in order, each by the edition that fits best; which of the editions of the best works that is, is weighed once more. */
const rankedWorks = (s: Search, at: Place, year: number): Query => sql`
  lines as materialized (select f.line, max(f.score) as score, count(*)::integer as editions from found f group by f.line),
  best_lines as materialized (select l.line, l.editions from lines l order by l.score desc, l.line limit ${BEST}),
  best as materialized (
    select f.title_id, f.tier, f.line, b.editions, ${yearOf} as year, f.score from best_lines b join found f on f.line = b.line),
  ${raised(s, at, year)},
  ranked as (
    (select distinct on (r.line) r.title_id, r.editions, r.score from raised r order by r.line, r.score desc, r.title_id)
    ${
      isFar(s)
        ? sql`union all
    (select distinct on (f.line) f.title_id, l.editions, f.score from found f join lines l on l.line = f.line
      where f.line not in (select b.line from best_lines b) order by f.line, f.score desc, f.title_id)`
        : sql``
    })`
const isFar = (s: Search): boolean => s.after !== null || s.rows >= BEST

const byRelevance = (s: Search, at: Place, year: number): Query => {
  const { after } = s
  return sql`${s.works ? rankedWorks(s, at, year) : rankedTitles(s, at, year)},
  page as (select r.title_id, r.editions, r.score::text as key, row_number() over (order by r.score desc, r.title_id) as place from ranked r
    ${after?.is === 'key' ? sql`where r.score < ${after.key}::integer or (r.score = ${after.key}::integer and r.title_id > ${after.title_id}::bigint)` : sql``}
    order by r.score desc, r.title_id limit ${s.rows + 1})`
}

const byKey = (s: Search, sort: Exclude<SearchSort, 'relevance'>): Query => {
  const { after } = s
  const titled = sort === 'title' || sort === 'author'
  return sql`keys as materialized (
    select f.title_id, f.line, ${KEYS[sort]} collate "C" as key from found f ${titled ? sql`join cataloguing.title t on t.title_id = f.title_id` : sql``}),
  keyed as materialized (
    ${
      s.works
        ? sql`select distinct on (k.line) k.title_id, k.key, count(*) over (partition by k.line)::integer as editions from keys k order by k.line, k.key, k.title_id`
        : sql`select k.title_id, k.key, 1 as editions from keys k`
    }),
  page as (select k.title_id, k.editions, k.key, row_number() over (order by k.key, k.title_id) as place from keyed k
    ${after?.is === 'key' ? sql`where (k.key, k.title_id) > (${after.key}::text collate "C", ${after.title_id}::bigint)` : sql``}
    order by k.key, k.title_id limit ${s.rows + 1})`
}

export interface Showing {
  readonly shown?: Shown
  readonly year?: number
  /** Whether what values are counted from comes along. */
  readonly counting?: boolean
}
/**
 * One row: how many of at most `most` titles match, one page of them in the asked order, and what values are counted from over
 * all of them. Tiers are read from the most popular down, so that what is left out beyond `most` is what is lent least.
 */
export const findTitles = (
  s: Search,
  at: Place,
  { shown = 'hits', year = 0, counting = false }: Showing = {},
): Query => {
  const sieved = sieve(s, at)
  return sql`
  with matched as materialized (
    select s.title_id, s.tier, s.popularity, s.year, s.described, ${lineOf(s)} as line, ${counting ? sql`${marks} as marks,` : sql``} ${score(s)} as score
      from cataloguing.title_search s where ${conditions(s, at)} limit ${s.most + 1}),
  ${sieved ? sql`found as materialized (select * from matched m ${sieved})` : sql`found as not materialized (select * from matched)`},
  total as materialized (select count(*)::integer as n from found)
  ${counting ? facetSteps(s, at) : sql``},
  ${s.sort === 'relevance' ? byRelevance(s, at, year) : byKey(s, s.sort)}
  select ${sieved ? sql`(select count(*) from matched)::integer` : sql`(select n from total)`} as looked_at, (select n from total) as titles,
         ${!s.works ? sql`(select n from total)` : s.sort === 'relevance' ? sql`(select count(*) from lines)::integer` : sql`(select count(*) from keyed)::integer`} as count,
         (${shownOf(s, at, shown)}) as rows${counting ? sql`, ${countable(s, at)}` : sql``}`
}

/**
 * Beyond the matches that are ranked: those of one tier by their number, without what was ranked before. Nobody waits for
 * the ten thousandth title, but whoever goes on finds every one, once.
 */
export const findBeyond = (
  s: Search,
  at: Place,
  from: { readonly tier: number; readonly after: string; readonly shown: Shown },
): Query => sql`
  with ranked as materialized (select s.title_id from cataloguing.title_search s where ${conditions(s, at)} limit ${s.most + 1}),
  page as (
    select m.title_id, 1 as editions, m.tier::text as key, row_number() over (order by m.title_id) as place from (
      select s.title_id, s.tier, s.described from cataloguing.title_search s
       where s.tier = ${from.tier}::smallint and s.title_id > ${from.after}::bigint and ${conditions(s, at)}
         and s.title_id not in (select r.title_id from ranked r)) as m
     ${sieve(s, at) ?? sql``} order by m.title_id limit ${s.rows + 1})
  select (${shownOf(s, at, from.shown)}) as rows`
