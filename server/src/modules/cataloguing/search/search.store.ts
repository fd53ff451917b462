import { join, nothing, type Query, sql } from '../../../base/sql.ts'
import { Type } from 'typebox'
import type { SearchSort } from '@kaft/contract'
import { askedWords, conditionOf, wordsOfQuery } from '../cql/condition.store.ts'
import type { Meaning } from '../cql/understand.rules.ts'
import { WHOLE } from './matches.rules.ts'
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
  /** Whether more titles than are looked at may have the words, by how often each stands there. */
  readonly words: boolean
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

/** The plan for a search that is narrowed by anything; one for all there is reads the tiers as they lie. */
export const planOf = (s: Search): Query =>
  s.words !== null || s.number !== null || s.meaning !== null || s.tags.length > 0 || s.where !== 'all'
    ? searchPlan
    : nothing

/** The words as Dutch has them, by which is ranked; and also as records in other languages have them, by which is found. */
const wordsOf = (w: WordsQuery): Query =>
  sql`(select cataloguing.words_query(${w.finished}::text, ${w.last}::text, ${w.prefix}::text, ${w.phrases}::text))`
const wordsAbroad = (w: WordsQuery): Query =>
  sql`(select cataloguing.words_query(${w.finished}::text, ${w.last}::text, ${w.prefix}::text, ${w.phrases}::text, true))`

/** About so many titles have the words: each as often as the planner's figures say, and none of them sooner where others are. */
const haveWords = ({ words }: Search): Query =>
  words === null
    ? sql`0`
    : sql`(select coalesce(exp(sum(ln(coalesce(c.part, 0.000001)))) * (
             select sum(k.reltuples) from pg_catalog.pg_inherits i join pg_catalog.pg_class k on k.oid = i.inhrelid
              where i.inhparent = 'cataloguing.title_search'::regclass), 0)
             from regexp_matches(cataloguing.words_query(${words.finished}::text, ${words.last}::text, null)::text, '''([^'']+)''', 'g') as m(stem)
             left join common c on c.attname = 'document' and c.value = m.stem[1])`

/** A value that one title in so many has is broad. */
const BROAD = 4

export const AskedBroad = Type.Object({
  tags: Type.Array(Type.String()),
  where: Type.Boolean(),
  words: Type.Boolean(),
})
/**
 * What the planner's figures say of the asked tags and branches. To look up each title of a broad value in the index
 * takes longer than to look at the titles that have the words: the planner cannot weigh that, since one index has it all.
 */
export const broadOf = (s: Search, at: Place): Query => sql`
  with common as materialized (
    select p.attname, e.value, e.part
      from pg_catalog.pg_stats p
      cross join lateral unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) as e(value, part)
     where p.schemaname = 'cataloguing' and p.tablename = 'title_search' and p.attname in ('tags', 'branches', 'document') and p.inherited
       and (p.attname = 'document' or e.part * ${BROAD} >= 1))
  select array(select c.value from common c where c.attname = 'tags' and c.value = any (${s.tags}::text[])) as tags,
         exists (select from common c where c.attname = 'branches' and c.value = any (${counted(s, at)}::text[])) as "where",
         ${haveWords(s)} > ${s.most} as words`

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
export const lineOf = (s: Pick<Search, 'works'>): Query =>
  s.works ? sql`coalesce(s.work, -s.title_id)` : sql`s.title_id`

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

/** A title that has a word twice does not count twice: rank / (rank + 1). */
const BOUNDED = 32
/** Of words of subjects, makers and titles. */
const WEIGHTS = sql`'{0, 0.2, 0.8, 1}'`
/** What only the stems of another language find stands a little below what is written as it was asked. */
const ABROAD = 0.9

/**
 * How well the words fit, by the weights of subjects, makers and titles, up to some 14,000: among titles that fit equally the most lent
 * comes first, and a word in the title outweighs one among the subjects unless that is lent forty times as often.
 */
function fitBy(words: { readonly own: Query; readonly abroad: Query; readonly single: boolean }): Query {
  const own = sql`ts_rank(${WEIGHTS}, s.document, ${words.own}, ${BOUNDED})`
  const abroad = sql`${ABROAD}::float4 * ts_rank(${WEIGHTS}, s.document, ${words.abroad}, ${BOUNDED})`
  // What has none of the words ranks nothing: of one word that tells as much as to look for it once more.
  return words.single
    ? sql`(14000 * coalesce(nullif(${own}, 0), ${abroad}))::integer`
    : sql`(14000 * case when s.document @@ ${words.own} then ${own} else ${abroad} end)::integer`
}
const fitOfMeaning = (meaning: Meaning | null): Query => {
  const asked = meaning === null ? [] : askedWords(meaning)
  if (asked.length === 0) return sql`0`
  const any = (abroad: boolean): Query =>
    sql`(${join(
      asked.map(w => wordsOfQuery(w.query, abroad)),
      sql` || `,
    )})`
  return fitBy({ own: any(false), abroad: any(true), single: false })
}
/** One word, finished or not: nothing stands beside it. */
const isSingle = ({ finished, last, prefix, phrases }: WordsQuery): boolean => {
  const all = [finished, last, prefix].filter(part => part !== null)
  return phrases === null && (finished === null || last === null) && all.every(part => !/[&|]/.test(part))
}
/** By what is ranked: the words that belong to no field, or else those of the fields; nothing where none were asked. */
export function fitOf(s: Search): Query {
  if (s.number !== null) return sql`0`
  return s.words
    ? fitBy({ own: wordsOf(s.words), abroad: wordsAbroad(s.words), single: isSingle(s.words) })
    : fitOfMeaning(s.meaning)
}

const NOT_WHOLE: Search['whole'] = { title: '', maker: '' }
/** What was typed as a whole, by which titles are known; see `knownWhole`. */
export const wholeIn = (meaning: Meaning | null): Search['whole'] =>
  (meaning === null ? [] : askedWords(meaning)).find(w => w.whole !== null)?.whole ?? NOT_WHOLE

/** The same of a search, for titles and makers apart. */
export const wholeFor = (s: Search): Search['whole'] =>
  s.number !== null ? NOT_WHOLE : s.words ? s.whole : wholeIn(s.meaning)
/** The same as one question; empty where nothing was typed, and where an order was asked in which it does not count. */
export function knownMark(s: Search): string {
  if (s.sort !== 'relevance') return ''
  const { title, maker } = wholeFor(s)
  return [title, maker].filter(mark => mark !== '').join(' | ')
}

/**
 * What is looked at, as rows of `s`: so many of the titles that match, from the most popular tier down, and beyond them those that are known as a whole by
 * what was typed, since who types a whole title means that one, however seldom it is lent.
 */
export function lookedAt(
  s: Search,
  at: Place,
  { columns, without = null }: { readonly columns: Query; readonly without?: string | null },
): Query {
  const meant = conditions(s, at, without)
  const most = s.most + 1
  const popular = sql`select ${columns} from cataloguing.title_search s where ${meant} limit ${most}`
  const mark = knownMark(s)
  return mark === ''
    ? popular
    : sql`(${popular}) union (select ${columns} from cataloguing.title_search s where s.document @@ ${mark}::text::tsquery and ${meant} limit ${most})`
}

/** Read by the index and not from the titles: few of these are known by what was typed. */
const knownBy = (mark: string): Query =>
  sql`s.title_id in (select w.title_id from cataloguing.title_search w where w.document @@ ${mark}::text::tsquery)`
function wholeOf({ title, maker }: Search['whole']): Query {
  if (title === '' && maker === '') return sql``
  const cases = [
    ...(maker === '' ? [] : [sql`when ${knownBy(maker)} then ${WHOLE.maker}`]),
    ...(title === '' ? [] : [sql`when ${knownBy(title)} then ${WHOLE.title}`]),
  ]
  return sql` + case ${join(cases, sql` `)} else 0 end`
}
/** By the words of the fields that were asked, for other programs: as the screens rank, but for what is new or near. */
export const rankOfMeaning = (meaning: Meaning | null): Query =>
  sql`${fitOfMeaning(meaning)} + (1000 * ln(1 + s.popularity))::integer${wholeOf(wholeIn(meaning))}`

export const isIn = sql`not exists (select from circulation.item_status st where st.item_id = i.item_id and st.status <> 'available')`

/**
 * Whether an item of a row `m` stands on a shelf now: at the counted branches, or anywhere where all libraries are asked. A value and
 * not "exists", which the planner may answer by reading all items.
 */
export const standsThere = (s: Search, at: Place): Query => sql`
  (select true from inventory.item i where i.title_id = m.title_id and i.state = 'in_use'
             ${s.where === 'all' ? sql`` : sql`and i.branch_id = any (${counted(s, at)})`} and ${isIn} limit 1)`

const isDescribed = sql`coalesce(m.described, (
  select d.state = 'in_use' and d.source <> ${PROVISIONAL} from cataloguing.title d where d.title_id = m.title_id))`

/** Both questions of words as PostgreSQL prints them, for who looks the words up elsewhere. */
export const wordsAsked = ({ words }: Search): { readonly own: Query; readonly abroad: Query } =>
  words === null
    ? { own: sql`null`, abroad: sql`null` }
    : { own: sql`${wordsOf(words)}::text`, abroad: sql`${wordsAbroad(words)}::text` }

/** What is asked of each match `m` that the index does not know; null where that is nothing. */
export function sieve(s: Search, at: Place): Query | null {
  const all = [...(s.available ? [standsThere(s, at)] : []), ...(s.described ? [isDescribed] : [])]
  return all.length === 0 ? null : join(all, sql` and `)
}
