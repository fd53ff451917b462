import { type Query, sql } from '../../../base/sql.ts'
import type { Meaning, WordsMeaning } from './understand.rules.ts'

/** @param abroad also as records in other languages than Dutch have the words */
export const wordsOfQuery = (query: string, abroad: boolean): Query =>
  sql`(select cataloguing.words_query(${query}::text, null, null, null, ${abroad}))`

/** The same words where they bear a weight: those of titles bear A, those of subtitles, makers and series B. */
const weighted = (query: string, weight: 'A' | 'B'): Query =>
  sql`(select cataloguing.weighing(cataloguing.words_query(${query}::text, null, null, null, true), ${weight}))`

/** A value and not "exists", which the planner may answer by reading every title. */
const titleOf = (where: Query): Query =>
  sql`(select ${where} from cataloguing.title t where t.title_id = s.title_id)`
const subtitle = sql`coalesce(t.subtitle, '')`
const makers = sql`concat_ws(' ', t.author, array_to_string(t.contributors, ' '))`

/**
 * The index holds the words of makers together with those of subtitle and series; what it finds is looked at once more: by the
 * weight that the words have in the row, and only where that does not tell in the columns that were asked. "is true" keeps
 * that away from the index.
 */
function wordsCondition({ part, query, exactly }: WordsMeaning): Query {
  const asked = wordsOfQuery(query, true)
  const found = sql`s.document @@ ${asked}`
  if (part === 'any' || part === 'subject') return found
  if (part === 'title' && exactly !== null)
    return sql`(${found} and (s.document @@ ${weighted(query, 'A')} and ${titleOf(sql`public.unaccent(lower(t.title)) = public.unaccent(lower(${exactly}::text))`)}) is true)`
  if (part === 'title')
    return sql`(${found} and (s.document @@ ${weighted(query, 'A')} or ${titleOf(
      sql`t.subtitle is not null and (cataloguing.search_document(t.title, ${subtitle}, '', '{}', '{eng,fre,ger}') || cataloguing.search_document('', t.title, '', '{}', '{eng,fre,ger}')) @@ ${asked}`,
    )}) is true)`
  return sql`(${found} and (s.document @@ ${weighted(query, 'B')} and ${titleOf(sql`cataloguing.search_document('', ${makers}, '', '{}') @@ ${asked}`)}) is true)`
}

const decades = (from: number, until: number): string[] => {
  const found: string[] = []
  for (let decade = Math.floor(Math.max(from, 1400) / 10) * 10; decade <= Math.min(until, 2100); decade += 10)
    found.push(`decade:${decade}`)
  return found
}

/** The condition on a row `s` of the search table that a question means. */
export function conditionOf(m: Meaning): Query {
  switch (m.is) {
    case 'and':
      return sql`(${conditionOf(m.left)} and ${conditionOf(m.right)})`
    case 'or':
      return sql`(${conditionOf(m.left)} or ${conditionOf(m.right)})`
    case 'not':
      return sql`(${conditionOf(m.left)} and not ${conditionOf(m.right)})`
    case 'words':
      return wordsCondition(m)
    case 'marks':
      return sql`s.document @@ ${m.query}::text::tsquery`
    case 'number':
      return sql`s.title_id = any (array(select n.title_id from cataloguing.title_isbn n where n.isbn = any (${m.numbers}::text[])))`
    case 'tag':
      return sql`s.tags && ${m.tags}::text[]`
    case 'year':
      return sql`(s.tags && ${decades(m.from, m.until)}::text[]
        and (coalesce(s.year, (select t.year from cataloguing.title t where t.title_id = s.title_id)) between ${m.from}::integer and ${m.until}::integer) is true)`
    case 'library':
      return sql`s.branches && array(select b.branch_id from organisation.branch b join organisation.library l on l.library_id = b.library_id
        where lower(l.code) = lower(${m.code}::text))`
    case 'record':
      return sql`s.title_id = any (array(select t.title_id from cataloguing.title t
        where t.title_id = ${m.title_id}::bigint or t.control_number = ${m.control_number}::text))`
    case 'changed':
      return sql`s.title_id = any (array(select t.title_id from cataloguing.title t
        where (${m.from}::timestamptz is null or t.changed_at >= ${m.from}::timestamptz)
          and (${m.until}::timestamptz is null or t.changed_at < ${m.until}::timestamptz) limit 100000))`
  }
}

/** The words that were asked for and not refused, to rank by: the parts of `not` say what is not wanted. */
export function askedWords(m: Meaning): WordsMeaning[] {
  if (m.is === 'words') return [m]
  if (m.is === 'not') return askedWords(m.left)
  return m.is === 'and' || m.is === 'or' ? [...askedWords(m.left), ...askedWords(m.right)] : []
}
