import { type Static, Type } from 'typebox'
import { nothing, type Query, sql } from '../../../base/sql.ts'
import {
  counted,
  fitOf,
  lineOf,
  lookedAt,
  marks,
  ownBranches,
  type Place,
  type Search,
  sieve,
  standsThere,
  wordsAsked,
} from './search.store.ts'

/**
 * How many were looked at, and those of them that match, as bytes; see `match-bytes.rules.ts`. They come in several rows, each a part in base64, which
 * is shorter and read sooner than what `bytea` is written as: one text of a megabyte would cost its reader more than all that is done with it.
 */
export const Matched = Type.Object({ looked_at: Type.Integer(), part: Type.String() })
/** Threes of bytes are fours of letters, so that no part but the last is filled up. */
const PART = 3 * 16_384

export interface Told {
  /** A field whose own choice is left out. */
  readonly without?: string | null
  /** Whether it is told how well the words fit: what is counted alone is not ranked. */
  readonly ranked?: boolean
  readonly marked?: boolean
  /** Whether the branches that have each come along. */
  readonly listed?: boolean
}

const yearOf = sql`coalesce(m.year, (select t.year from cataloguing.title t where t.title_id = m.title_id), 0)::bigint`
const zero = sql`0`
const noMarks = sql`'\\x00'::bytea`

/** Of the titles that are looked at those that match. Nothing is put in order here: the program does that, as it counts. */
export function matchedTitles(
  s: Search,
  at: Place,
  { without = null, ranked = false, marked = false, listed = false }: Told,
): Query {
  // Of the third number the first half is how often it is lent, then the year, then how well the words fit: few numbers are sent sooner than many.
  const row = sql`int8send(m.title_id) || int8send(m.line) || int8send((m.popularity::bigint << 32) | ((${yearOf} & 65535) << 16) | m.fit)
    || ${marked ? sql`m.marks` : noMarks}${listed ? sql` || array_send(m.branches)` : sql``}`
  const columns = sql`s.title_id, s.popularity, s.year, s.described, ${lineOf(s)} as line, ${ranked ? fitOf(s) : zero} as fit
                 ${marked ? sql`, ${marks} as marks` : sql``}${listed ? sql`, s.branches` : sql``}`
  const sieved = sieve(s, at)
  return sql`
  with matched as materialized (
  select count(*)::integer as looked_at, coalesce(string_agg(${row}, '')${sieved ? sql` filter (where ${sieved})` : sql``}, '') as matches
    from (${lookedAt(s, at, { columns, without })}) as m)
  select x.looked_at, encode(substr(x.matches, g.start, ${PART}::integer), 'base64') as part
    from matched x cross join lateral generate_series(1, greatest(1, length(x.matches)), ${PART}::integer) as g(start) order by g.start`
}

/** The matches at any branch of the own library, each with the branches that have it; not asked where branches are not counted so. */
export const matchedAnywhere = (s: Search, at: Place, wanted: boolean): Query =>
  wanted ? matchedTitles(s, at, { without: 'branch', listed: true }) : nothing

/** What was typed as a whole: titles that are no more than that, and what a maker of that name made. */
export const Whole = Type.Object({ titles: Type.Unknown(), makers: Type.Unknown() })
const knownBy = (mark: string, most: number): Query =>
  mark === ''
    ? sql`''::bytea`
    : sql`(select coalesce(string_agg(int8send(w.title_id), ''), '') from (
            select w.title_id from cataloguing.title_search w where w.document @@ ${mark}::text::tsquery limit ${most}) as w)`
export const knownWhole = (
  { title, maker }: { readonly title: string; readonly maker: string },
  most: number,
): Query =>
  title === '' && maker === ''
    ? nothing
    : sql`select ${knownBy(title, most)} as titles, ${knownBy(maker, most)} as makers`

/** The marks of values that were chosen, in their order, in hexadecimal. */
export const ChosenMark = Type.Object({ mark: Type.String() })
export const marksOfChosen = (tags: readonly string[]): Query =>
  tags.length === 0
    ? nothing
    : sql`select encode(cataloguing.mark_of(u.tag), 'hex') as mark from unnest(${tags}::text[]) with ordinality as u(tag, place) order by u.place`

/** What a search in memory has to be told: the words as the dictionaries of the database understand them, and the branches that are meant. */
export const MemoryFacts = Type.Object({
  own: Type.Union([Type.String(), Type.Null()]),
  abroad: Type.Union([Type.String(), Type.Null()]),
  own_branches: Type.Array(Type.String()),
  asked_branches: Type.Array(Type.String()),
})
export type MemoryFacts = Static<typeof MemoryFacts>
export const factsForMemory = (s: Search, at: Place): Query => {
  const { own, abroad } = wordsAsked(s)
  return sql`select ${own} as own, ${abroad} as abroad, coalesce(${ownBranches(at)}, '{}')::text[] as own_branches,
                    coalesce(${counted(s, at)}, '{}')::text[] as asked_branches`
}

/** Of some titles those of which an item stands on a shelf now, as numbers of eight bytes in base64. */
export const Standing = Type.Object({ titles: Type.String() })
export const standingTitles = (s: Search, at: Place, title_ids: readonly string[]): Query => sql`
  select encode(coalesce(string_agg(int8send(m.title_id), ''), ''), 'base64') as titles
    from unnest(${title_ids}::bigint[]) as m(title_id) where ${standsThere(s, at)}`

/** Titles with how often each is lent, which tells the tier in which its row lies. */
export interface Placed {
  readonly title_ids: readonly string[]
  readonly popularities: readonly number[]
}
export const rowsOf = ({ title_ids, popularities }: Placed): Query => sql`
  unnest(${title_ids}::bigint[], ${popularities}::integer[]) with ordinality as u(title_id, popularity, place)
    join cataloguing.title_search h on h.title_id = u.title_id and h.tier = cataloguing.tier_of(u.popularity)`

/** Which of these titles the own library has. */
export const OwnTitle = Type.Object({ title_id: Type.String() })
export const ownTitles = (titles: Placed, at: Place): Query => sql`
  select h.title_id from ${rowsOf(titles)} where (h.branches && ${ownBranches(at)}) is true`
