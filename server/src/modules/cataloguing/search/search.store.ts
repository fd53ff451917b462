import { type Query, join, sql } from '../../../base/sql.ts'
import { Type } from 'typebox'
import type { SearchSort } from '@kaft/contract'
import { askedWords, conditionOf, wordsOfQuery } from '../cql/condition.store.ts'
import type { Meaning } from '../cql/understand.rules.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'
import type { WordsQuery } from './words-query.rules.ts'

/** What is searched for, each part already understood. */
export interface Search {
  readonly words: WordsQuery | null
  /** All that was typed as one word, by which a title or a maker is known that is no more than that. */
  readonly whole: { readonly title: string; readonly maker: string }
  /** A standard number of a book, film or magazine; then words play no part. */
  readonly number: string | null
  /** What is asked of fields by their name, or in CQL. */
  readonly meaning: Meaning | null
  /** Every one of these must stand on the title, as `material:book`. */
  readonly tags: readonly string[]
  readonly where: 'all' | 'library' | 'branch'
  /** Another branch than where the caller stands; null for that one. */
  readonly branch_id: string | null
  readonly available: boolean
  /** Without what a desk typed in haste: for who reads what anyone may. */
  readonly described: boolean
  /** Whether a work stands once, by the edition that fits best. */
  readonly works: boolean
  readonly count_branches: boolean
  readonly sort: SearchSort
  readonly after: Cursor | null
  /** Matches that are looked at; those beyond are only known to be more. */
  readonly most: number
  readonly rows: number
  readonly broad: Broad
}
/** Where the page before ended: by the key of its order, or beyond the matches that are ranked, by tier and title. */
export type Cursor =
  | { readonly is: 'key'; readonly key: string; readonly title_id: string }
  | { readonly is: 'beyond'; readonly tier: number; readonly title_id: string }
/** Of what narrows a search: what so many titles have that the index is of no help beside words. */
export interface Broad {
  readonly tags: readonly string[]
  /** Whether the own library, or the branch, has a good part of all titles. */
  readonly where: boolean
}
/** From where it is asked; nulls where somebody asks who stands in no library. */
export interface Place {
  readonly library_id: string | null
  readonly branch_id: string | null
}

/** The field of a tag. */
export const fieldOf = (tag: string): string => tag.slice(0, tag.indexOf(':'))

/**
 * The planner would read the whole table where it hopes for an early end, and the tiers out of order where it may
 * do so in parallel; the index and the order of tiers are what makes a search over millions quick.
 */
export const searchPlan = sql`select set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`

/** The words as Dutch has them, by which is ranked; and also as records in other languages have them, by which is found. */
const wordsOf = (w: WordsQuery): Query =>
  sql`(select cataloguing.words_query(${w.finished}::text, ${w.last}::text, ${w.prefix}::text, ${w.phrases}::text))`
const wordsAbroad = (w: WordsQuery): Query =>
  sql`(select cataloguing.words_query(${w.finished}::text, ${w.last}::text, ${w.prefix}::text, ${w.phrases}::text, true))`

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

/** All branches of the own library. */
export const ownBranches = (at: Place): Query =>
  sql`(select array_agg(b.branch_id) from organisation.branch b where b.library_id = ${at.library_id}::bigint)::bigint[]`

/** Branches whose items are counted in an answer: the asked branch, or all of the own library. */
export const counted = (s: Pick<Search, 'where' | 'branch_id'>, at: Place): Query =>
  s.where === 'branch'
    ? sql`array(select b.branch_id from organisation.branch b
                 where b.branch_id = ${s.branch_id ?? at.branch_id}::bigint and b.library_id = ${at.library_id}::bigint)::bigint[]`
    : ownBranches(at)

/** What is one line of an answer: a work, or a title that is of no work. No work that a rule names has a negative number. */
export const lineOf = (s: Search): Query => (s.works ? sql`coalesce(s.work, -s.title_id)` : sql`s.title_id`)

/** Rows that were written before marks were have their values alone. */
export const marks = sql`coalesce(s.marks, cataloguing.marks_of(s.tags))`
/** One byte stands before the marks, of six bytes each; what lies across two of them is none. */
const hasMark = (tag: string): Query =>
  sql`position((select cataloguing.mark_of(${tag})) in ${marks}) % 6 = 2`

/** @param without a field whose own choice is left out, to count what else could be chosen in it */
export function conditions(s: Search, at: Place, without: string | null = null): Query {
  const all: Query[] = []
  const where = without === 'branch' && s.where === 'branch' ? 'library' : s.where
  if (s.number !== null)
    all.push(
      sql`s.title_id = any (array(select n.title_id from cataloguing.title_isbn n where n.isbn = ${s.number}))`,
    )
  else if (s.words) all.push(sql`s.document @@ ${wordsAbroad(s.words)}`)
  if (s.meaning) all.push(conditionOf(s.meaning))
  // "is true" keeps a condition away from the index; it is asked of each title that was found by the others.
  const tags = s.tags.filter(tag => fieldOf(tag) !== without)
  const [broad, narrow] = [true, false].map(b => tags.filter(tag => s.broad.tags.includes(tag) === b))
  if (narrow?.length) all.push(sql`s.tags @> ${narrow}::text[]`)
  for (const tag of broad ?? []) all.push(sql`(${hasMark(tag)}) is true`)
  const held = sql`s.branches && ${counted({ ...s, where }, at)}`
  if (where !== 'all') all.push(s.broad.where ? sql`(${held}) is true` : held)
  return all.length === 0 ? sql`true` : join(all, sql` and `)
}

/**
 * Who types a whole title means that one, and who types a whole name what that maker made, unless another is lent some
 * hundred times as often. The name counts for a little more than what a title weighs above it.
 */
const WHOLE = { title: 4500, maker: 6000 }
/** A title that has a word twice does not count twice: rank / (rank + 1). */
const BOUNDED = 32
/** Of words of subjects, makers and titles. */
const WEIGHTS = sql`'{0, 0.2, 0.8, 1}'`
/** What only the stems of another language find stands a little below what is written as it was asked. */
const ABROAD = 0.9

/**
 * Weights of subjects, makers and titles, and how often a title is lent on a logarithm: among titles that fit equally
 * the most lent comes first, and a word in the title outweighs one among the subjects unless that is lent forty times
 * as often. The same on the screens and for other programs.
 */
const rankOf = (
  words: { readonly own: Query; readonly abroad: Query },
  whole: { readonly title: string; readonly maker: string },
): Query =>
  sql`(14000 * case when s.document @@ ${words.own} then ts_rank(${WEIGHTS}, s.document, ${words.own}, ${BOUNDED})
                    else ${ABROAD}::float4 * ts_rank(${WEIGHTS}, s.document, ${words.abroad}, ${BOUNDED}) end
        + 1000 * ln(1 + s.popularity)${wholeOf(whole)})::integer`

/** Read by the index and not from the titles: few of these are known by what was typed. */
const knownBy = (mark: string): Query =>
  sql`s.title_id in (select w.title_id from cataloguing.title_search w where w.document @@ ${mark}::text::tsquery)`
function wholeOf({ title, maker }: { readonly title: string; readonly maker: string }): Query {
  if (title === '' && maker === '') return sql``
  const cases = [
    ...(maker === '' ? [] : [sql`when ${knownBy(maker)} then ${WHOLE.maker}`]),
    ...(title === '' ? [] : [sql`when ${knownBy(title)} then ${WHOLE.title}`]),
  ]
  return sql` + case ${join(cases, sql` `)} else 0 end`
}
/** Where no words were asked: how often a title is lent. */
const rankOfLoans = sql`(1000 * ln(1 + s.popularity))::integer`

/** By the words of the fields that were asked. As the screens rank, so for other programs. */
export function rankOfMeaning(meaning: Meaning | null): Query {
  const asked = meaning === null ? [] : askedWords(meaning)
  if (asked.length === 0) return rankOfLoans
  const any = (abroad: boolean): Query =>
    sql`(${join(
      asked.map(w => wordsOfQuery(w.query, abroad)),
      sql` || `,
    )})`
  return rankOf(
    { own: any(false), abroad: any(true) },
    asked.find(w => w.whole !== null)?.whole ?? { title: '', maker: '' },
  )
}

/** By what is ranked: the words that belong to no field, or else those of the fields. */
export function score(s: Search): Query {
  if (s.number !== null) return rankOfLoans
  return s.words
    ? rankOf({ own: wordsOf(s.words), abroad: wordsAbroad(s.words) }, s.whole)
    : rankOfMeaning(s.meaning)
}

export const isIn = sql`not exists (select from circulation.item_status st where st.item_id = i.item_id and st.status <> 'available')`

/** Whether an item of a row `m` stands on a shelf now: at the counted branches, or anywhere where all libraries are asked. */
const standsThere = (s: Search, at: Place): Query => sql`
  exists (select from inventory.item i where i.title_id = m.title_id and i.state = 'in_use'
             ${s.where === 'all' ? sql`` : sql`and i.branch_id = any (${counted(s, at)})`} and ${isIn})`

const isDescribed = sql`coalesce(m.described, (
  select d.state = 'in_use' and d.source <> ${PROVISIONAL} from cataloguing.title d where d.title_id = m.title_id))`

/** What is asked of each match `m` that the index does not know; null where that is nothing. */
export function sieve(s: Search, at: Place): Query | null {
  const all = [...(s.available ? [standsThere(s, at)] : []), ...(s.described ? [isDescribed] : [])]
  return all.length === 0 ? null : sql`where ${join(all, sql` and `)}`
}
