import { Facet, TitleHit } from '@kaft/contract'
import { Type } from 'typebox'
import { join, type Query, sql } from '../../../base/sql.ts'
import type { WordsQuery } from './words-query.rules.ts'

/** What is searched for, each part already understood. */
export interface Search {
  readonly words: WordsQuery | null
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
  if (s.tags.length > 0) all.push(sql`s.tags @> ${s.tags}::text[]`)
  if (s.where !== 'all') all.push(sql`s.branches && ${counted(s, at)}`)
  return all.length === 0 ? sql`true` : join(all, sql` and `)
}

/**
 * Weights of subjects, makers and titles, and how often a title is lent on a logarithm: among titles that fit equally
 * the most lent comes first, and a word in the title outweighs one among the subjects unless that is lent forty times
 * as often.
 */
const score = (s: Search): Query =>
  s.number === null && s.words
    ? sql`(7600 * ts_rank('{0, 0.2, 0.8, 1}', s.document, ${wordsOf(s.words)}) + 1000 * ln(1 + s.popularity))::integer`
    : sql`(1000 * ln(1 + s.popularity))::integer`

const isIn = sql`not exists (select from circulation.item_status st where st.item_id = i.item_id and st.status <> 'available')`

/** Whether an item stands on a shelf now: at the counted branches, or anywhere where all libraries are asked. */
const standsThere = (s: Search, at: Place): Query => sql`
  exists (select from inventory.item i where i.title_id = m.title_id and i.state = 'in_use'
             ${s.where === 'all' ? sql`` : sql`and i.branch_id = any (${counted(s, at)})`} and ${isIn})`

/** Of each field the values that most matches have. The fields stand in the order in which screens show them. */
const facets = sql`
  select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'values', x.vals) order by f.place), '[]')
    from unnest(${FACETS}::text[]) with ordinality as f(field, place)
    cross join lateral (
      select jsonb_agg(jsonb_build_object('value', substr(c.tag, length(f.field) + 2), 'count', c.n) order by c.n desc, c.tag) as vals
        from (select tag, n from counted where tag ^@ (f.field || ':') order by n desc, tag limit ${FACET_VALUES}) as c) as x
   where x.vals is not null`

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
  found as materialized (select * from matched m ${s.available ? sql`where ${standsThere(s, at)}` : sql``}),
  counted as materialized (select u.tag, count(*)::integer as n from (select unnest(f.tags) as tag from found f) as u group by u.tag
                            having count(*) * ${FEW} > (select count(*) from found)),
  page as (select title_id, score from found ${after(s)} order by score desc, title_id limit ${s.rows + 1})
  select (select count(*) from matched)::integer as looked_at, (select count(*) from found)::integer as count,
         (${hits(s, at)}) as rows, (${facets}) as facets`

export const Near = Type.Object({
  word: Type.String(),
  near: Type.Array(Type.String()),
  known: Type.Boolean(),
})
/** For each word: whether titles hold it or one that begins so, and the words that look most like it. */
export const nearWords = (words: readonly string[]): Query => sql`
  select a.word, exists (select from cataloguing.word w where w.word >= a.word and w.word < a.word || ${'\u{10FFFF}'} and w.titles > 0) as known,
         array(select w.word from cataloguing.word w where w.word % a.word and w.titles > 0
                order by similarity(w.word, a.word) desc, w.titles desc, w.word limit 8) as near
    from unnest(${words}::text[]) with ordinality as a(word, place) order by place`
