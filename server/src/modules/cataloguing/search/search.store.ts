import { Facet, TitleHit } from '@kaft/contract'
import { Type } from 'typebox'
import { join, type Query, sql } from '../../../base/sql.ts'
import type { WordsQuery } from './words-query.rules.ts'

/** What is searched for, each part already understood. */
export interface Search {
  readonly words: WordsQuery | null
  /** All that was typed as one word, by which a title or a maker is known that is no more than that. */
  readonly whole: { readonly title: string; readonly maker: string }
  /** A standard number of a book, film or magazine; then words play no part. */
  readonly number: string | null
  /** Every one of these must stand on the title, as `material:book`. */
  readonly tags: readonly string[]
  readonly where: 'all' | 'library' | 'branch'
  readonly available: boolean
  readonly after: { readonly score: number; readonly title_id: string } | null
  /** Matches that are looked at; those beyond are only known to be more. */
  readonly most: number
  readonly rows: number
  readonly broad: Broad
}
/** Of what narrows a search: what so many titles have that the index is of no help beside words. */
export interface Broad {
  readonly tags: readonly string[]
  /** Whether the own library, or the branch, has a good part of all titles. */
  readonly where: boolean
}
export interface Place {
  readonly library_id: string
  readonly branch_id: string
}

export const Found = Type.Object({
  looked_at: Type.Integer(),
  count: Type.Integer(),
  rows: Type.Array(Type.Object({ score: Type.Integer(), hit: TitleHit })),
  facets: Type.Array(Facet),
})

/** Fields by which a search can be narrowed: the beginnings of tags. */
export const FACETS = ['material', 'audience', 'language', 'subject', 'series', 'author', 'decade'] as const
const FACET_VALUES = 15
/** A value that fewer than one in so many matches have says nothing; sorting the long tail of them takes time. */
const FEW = 2_000

/**
 * The planner would read the whole table where it hopes for an early end, and the tiers out of order where it may
 * do so in parallel; the index and the order of tiers are what makes a search over millions quick.
 */
export const searchPlan = sql`select set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`

const wordsOf = (w: WordsQuery): Query =>
  sql`(select cataloguing.words_query(${w.finished}::text, ${w.last}::text, ${w.prefix}::text))`

/** A value that one title in so many has is broad. */
const BROAD = 4

export const AskedBroad = Type.Object({ tags: Type.Array(Type.String()), where: Type.Boolean() })
/**
 * What the planner's figures say of the asked tags and branches. To look up each title of a broad value in the index
 * takes longer than to look at the titles that have the words: the planner cannot weigh that, since one index has it all.
 */
export const broadOf = (s: Search, at: Place): Query => sql`
  with common as materialized (
    select p.attname, e.value
      from pg_catalog.pg_stats p
      cross join lateral unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) as e(value, part)
     where p.schemaname = 'cataloguing' and p.tablename = 'title_search' and p.attname in ('tags', 'branches') and p.inherited
       and e.part * ${BROAD} >= 1)
  select array(select c.value from common c where c.attname = 'tags' and c.value = any (${s.tags}::text[])) as tags,
         exists (select from common c where c.attname = 'branches' and c.value = any (${counted(s, at)}::text[])) as "where"`

/** Branches whose items are counted in an answer: the asked branch, or all of the own library. */
const counted = (s: Search, at: Place): Query =>
  s.where === 'branch'
    ? sql`array[${at.branch_id}::bigint]`
    : sql`(select array_agg(b.branch_id) from organisation.branch b where b.library_id = ${at.library_id})::bigint[]`

function conditions(s: Search, at: Place): Query {
  const all: Query[] = []
  if (s.number !== null)
    all.push(
      sql`s.title_id = any (array(select n.title_id from cataloguing.title_isbn n where n.isbn = ${s.number}))`,
    )
  else if (s.words) all.push(sql`s.document @@ ${wordsOf(s.words)}`)
  // "is true" keeps a condition away from the index; it is asked of each title that was found by the others.
  const [broad, narrow] = [true, false].map(b => s.tags.filter(tag => s.broad.tags.includes(tag) === b))
  if (narrow?.length) all.push(sql`s.tags @> ${narrow}::text[]`)
  if (broad?.length) all.push(sql`(s.tags @> ${broad}::text[]) is true`)
  const held = sql`s.branches && ${counted(s, at)}`
  if (s.where !== 'all') all.push(s.broad.where ? sql`(${held}) is true` : held)
  return all.length === 0 ? sql`true` : join(all, sql` and `)
}

/**
 * Who types a whole title means that one, and who types a whole name what that maker made, unless another is lent some
 * hundred times as often. The name counts for a little more than what a title weighs above it.
 */
const WHOLE = { title: 4500, maker: 6000 }
/** A title that has a word twice does not count twice: rank / (rank + 1). */
const BOUNDED = 32

/**
 * Weights of subjects, makers and titles, and how often a title is lent on a logarithm: among titles that fit equally
 * the most lent comes first, and a word in the title outweighs one among the subjects unless that is lent forty times
 * as often. The same on the screens and for other programs.
 */
export const rankOf = (words: Query, whole: { readonly title: string; readonly maker: string }): Query =>
  sql`(14000 * ts_rank('{0, 0.2, 0.8, 1}', s.document, ${words}, ${BOUNDED}) + 1000 * ln(1 + s.popularity)
        + case when s.document @@ ${whole.maker}::text::tsquery then ${WHOLE.maker}
               when s.document @@ ${whole.title}::text::tsquery then ${WHOLE.title} else 0 end)::integer`
/** Where no words were asked: how often a title is lent. */
export const rankOfLoans = sql`(1000 * ln(1 + s.popularity))::integer`

const score = (s: Search): Query =>
  s.number === null && s.words ? rankOf(wordsOf(s.words), s.whole) : rankOfLoans

const isIn = sql`not exists (select from circulation.item_status st where st.item_id = i.item_id and st.status <> 'available')`

/** Whether an item stands on a shelf now: at the counted branches, or anywhere where all libraries are asked. */
const standsThere = (s: Search, at: Place): Query => sql`
  exists (select from inventory.item i where i.title_id = m.title_id and i.state = 'in_use'
             ${s.where === 'all' ? sql`` : sql`and i.branch_id = any (${counted(s, at)})`} and ${isIn})`

/** Of each field the values that most matches have. The fields stand in the order in which screens show them. */
const facets = sql`
  select coalesce(jsonb_agg(jsonb_build_object('field', x.field, 'values', x.vals) order by x.place), '[]')
    from (select f.field, f.place, jsonb_agg(jsonb_build_object('value', c.value, 'count', c.n) order by c.n desc, c.tag) as vals
            from (select split_part(k.tag, ':', 1) as field, substr(k.tag, strpos(k.tag, ':') + 1) as value, k.tag, k.n,
                         row_number() over (partition by split_part(k.tag, ':', 1) order by k.n desc, k.tag) as nth from counted k) as c
            join unnest(${FACETS}::text[]) with ordinality as f(field, place) on f.field = c.field
           where c.nth <= ${FACET_VALUES} group by f.field, f.place) as x`

const hits = (s: Search, at: Place): Query => sql`
  select coalesce(jsonb_agg(jsonb_build_object('score', p.score, 'hit', jsonb_build_object('title_id', t.title_id::text, 'title', t.title, 'author', t.author, 'year', t.year,
           'material', t.material, 'language', t.language, 'series', t.series, 'available', held.available, 'items', held.items,
           'shelf', near.shelf, 'call_number', near.call_number,
           'waiting', (select count(*) from circulation.hold h where h.title_id = t.title_id and h.state = 'waiting')))
           order by p.score desc, p.title_id), '[]')
    from page p join cataloguing.title t on t.title_id = p.title_id
    cross join lateral (
      select count(*) filter (where i.state = 'in_use' and ${isIn}) as available, count(*) as items
        from inventory.item i where i.title_id = t.title_id and i.state <> 'withdrawn' and i.branch_id = any (${counted(s, at)})) as held
    left join lateral (
      select i.shelf, i.call_number from inventory.item i
       where i.title_id = t.title_id and i.state <> 'withdrawn' and i.branch_id = any (${counted(s, at)})
       order by i.branch_id <> ${at.branch_id}, i.item_id limit 1) as near on true`

const after = (s: Search): Query =>
  s.after === null
    ? sql``
    : sql`where score < ${s.after.score}::integer or (score = ${s.after.score}::integer and title_id > ${s.after.title_id}::bigint)`

/**
 * One row: how many of at most `most` titles match, one page of them by score, and the facets over all of them.
 * Tiers are read from the most popular down, so that what is left out beyond `most` is what is lent least.
 */
export const findTitles = (s: Search, at: Place): Query => sql`
  with matched as materialized (
    select s.title_id, s.tags, ${score(s)} as score from cataloguing.title_search s where ${conditions(s, at)} limit ${s.most + 1}),
  ${s.available ? sql`found as materialized (select * from matched m where ${standsThere(s, at)})` : sql`found as not materialized (select * from matched)`},
  total as materialized (select count(*)::integer as n from found),
  counted as materialized (select u.tag, count(*)::integer as n from (select unnest(f.tags) as tag from found f) as u group by u.tag
                            having count(*) * ${FEW} > (select n from total)),
  page as (select title_id, score from found ${after(s)} order by score desc, title_id limit ${s.rows + 1})
  select ${s.available ? sql`(select count(*) from matched)::integer` : sql`(select n from total)`} as looked_at, (select n from total) as count,
         (${hits(s, at)}) as rows, (${facets}) as facets`
