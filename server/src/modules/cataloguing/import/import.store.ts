import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'
import { heldAt, popularity } from '../search/held.store.ts'
import { marksOf } from './marks.rules.ts'
import type { TitleRow } from './title-row.ts'

/** Parts the values of a list in one text: no field of a record can hold it (ISO 2709 keeps it for subfields). */
const UNIT = '\u001f'
const listed = (values: readonly string[]): string => values.join(UNIT)

/** The texts of a search row in one array a column. */
export interface Indexed {
  readonly title_id: string
  readonly row: TitleRow
}

/** One import of a source at a time; the second is told so, and does not wait. */
export const lockSource = (source: string): Query =>
  sql`select pg_try_advisory_lock(hashtextextended('kaft import ' || ${source}::text, 0)) as free`
export const unlockSource = (source: string): Query =>
  sql`select pg_advisory_unlock(hashtextextended('kaft import ' || ${source}::text, 0))`
export const Free = Type.Object({ free: Type.Boolean() })

export const Branch = Type.Object({ branch_id: Id, library_id: Id, code: Type.String(), name: Type.String() })
/** The branches of the library with this code, or of all libraries when the code is null. */
export const branchesOf = (library: string | null): Query =>
  sql`select b.branch_id, b.library_id, b.code, b.name from organisation.branch b join organisation.library l on l.library_id = b.library_id
       where l.code = ${library}::text or ${library}::text is null order by b.code`

export const Stored = Type.Object({
  title_id: Id,
  control_number: Type.String(),
  record_hash: Type.Unknown(),
  title: Type.String(),
  author: Type.Union([Type.String(), Type.Null()]),
  series: Type.Union([Type.String(), Type.Null()]),
  /** The title that stands for it, where it was merged into another. */
  led_to: Type.Union([Id, Type.Null()]),
})
/** The titles of a source that stand under these numbers. */
export const storedTitles = (source: string, numbers: readonly string[]): Query =>
  sql`select title_id, control_number, record_hash, title, author, series,
        case when state = 'merged' then cataloguing.stands_as(title_id) end as led_to from cataloguing.title
       where source = ${source} and control_number = any (${numbers}::text[])`

const rowsOf = (rows: readonly TitleRow[]): Query => {
  const of = <K extends keyof TitleRow>(key: K) => rows.map(r => r[key])
  const lists = (key: 'isbns' | 'subjects' | 'contributors') => rows.map(r => listed(r[key]))
  return sql`
    (select control_number, record, record_hash, title, subtitle, author, year, material, language, audience, series, publisher, extent, summary,
            string_to_array(isbns, ${UNIT}) as isbns, string_to_array(subjects, ${UNIT}) as subjects, string_to_array(contributors, ${UNIT}) as contributors
       from unnest(${of('control_number')}::text[], ${of('record')}::bytea[], ${of('hash')}::bytea[], ${of('title')}::text[], ${of('subtitle')}::text[],
         ${of('author')}::text[], ${of('year')}::integer[], ${of('material')}::text[], ${of('language')}::text[], ${of('audience')}::text[],
         ${of('series')}::text[], ${of('publisher')}::text[], ${of('extent')}::text[], ${of('summary')}::text[], ${lists('isbns')}::text[],
         ${lists('subjects')}::text[], ${lists('contributors')}::text[])
         as a(control_number, record, record_hash, title, subtitle, author, year, material, language, audience, series, publisher, extent, summary,
              isbns, subjects, contributors)) as a`
}

export const Made = Type.Object({ title_id: Id, control_number: Type.String() })
export const insertTitles = (source: string, at: string, rows: readonly TitleRow[]): Query => sql`
  insert into cataloguing.title (source, control_number, record, record_hash, title, subtitle, author, year, material, language, audience, series,
    publisher, extent, summary, isbns, subjects, contributors, changed_at)
  select ${source}, a.control_number, a.record, a.record_hash, a.title, a.subtitle, a.author, a.year, a.material, a.language, a.audience, a.series,
    a.publisher, a.extent, a.summary, a.isbns, a.subjects, a.contributors, ${at}::timestamptz from ${rowsOf(rows)}
  returning title_id, control_number`

/** A title that was known by another number takes the number and the source of the new description. */
export const updateTitles = (source: string, at: string, rows: readonly Indexed[]): Query => sql`
  update cataloguing.title t
     set source = ${source}, control_number = a.control_number, record = a.record, record_hash = a.record_hash, title = a.title, subtitle = a.subtitle, author = a.author, year = a.year,
         material = a.material, language = a.language, audience = a.audience, series = a.series, publisher = a.publisher, extent = a.extent,
         summary = a.summary, isbns = a.isbns, subjects = a.subjects, contributors = a.contributors, changed_at = ${at}::timestamptz
    from ${rowsOf(rows.map(r => r.row))}
    join unnest(${rows.map(r => r.row.control_number)}::text[], ${rows.map(r => r.title_id)}::bigint[]) as x(control_number, title_id)
      on x.control_number = a.control_number
   where t.title_id = x.title_id`

/** The columns of a search row that are made of a record; see `searchRows`. */
export const MADE = sql`document, tags, marks, year, described, work`
const madeOf = (row: Query): Query =>
  sql`${row}.document, ${row}.tags, ${row}.marks, ${row}.year, ${row}.described, ${row}.work`

/** What search rows say of titles that are written, and of the works that they are editions of. */
export const searchRows = (rows: readonly Indexed[]): Query => sql`
  (select d.title_id, d.document, d.tags, d.marks,
          coalesce(t.year, 0)::smallint as year, t.source <> ${PROVISIONAL} as described, w.work
     from (
     select a.title_id, cataloguing.search_document(a.titles, a.makers, a.others, string_to_array(a.wholes, ${UNIT}), string_to_array(a.languages, ${UNIT})) as document,
            string_to_array(a.tags, ${UNIT}) as tags, a.marks
     from unnest(${rows.map(r => r.title_id)}::bigint[], ${rows.map(r => r.row.words[0])}::text[], ${rows.map(r => r.row.words[1])}::text[],
       ${rows.map(r => r.row.words[2])}::text[], ${rows.map(r => listed(r.row.tags))}::text[], ${rows.map(r => listed(r.row.wholes))}::text[],
       ${rows.map(r => listed(r.row.languages))}::text[], ${rows.map(r => marksOf(r.row.tags))}::bytea[])
       as a(title_id, titles, makers, others, tags, wholes, languages, marks) offset 0) as d
     join cataloguing.title t on t.title_id = d.title_id left join cataloguing.title_work w on w.title_id = d.title_id) as a`

/** Search rows of new titles; their items are there already. */
export const insertSearch = (rows: readonly Indexed[]): Query => sql`
  insert into cataloguing.title_search (title_id, tier, popularity, branches, ${MADE})
  select b.title_id, cataloguing.tier_of(b.popularity), b.popularity, b.branches, ${madeOf(sql`b`)}
    from (select a.*, ${popularity(sql`a.title_id`)} as popularity, ${heldAt(sql`a.title_id`)} as branches from ${searchRows(rows)} offset 0) as b`

export const updateSearch = (rows: readonly Indexed[]): Query => sql`
  update cataloguing.title_search s set (${MADE}) = row(${madeOf(sql`a`)}) from ${searchRows(rows)} where s.title_id = a.title_id`

/** Standard numbers of titles that were written; those of changed titles are forgotten first, in a statement of its own. */
export const forgetNumbers = (title_ids: readonly string[]): Query =>
  sql`delete from cataloguing.title_isbn where title_id = any (${title_ids}::bigint[])`
export const insertNumbers = (rows: readonly Indexed[]): Query => {
  const all = rows.flatMap(r => r.row.numbers.map(number => [number, r.title_id] as const))
  return sql`insert into cataloguing.title_isbn (isbn, title_id)
    select * from unnest(${all.map(a => a[0])}::text[], ${all.map(a => a[1])}::bigint[]) on conflict do nothing`
}

/** Adds to how many titles hold a word. In the order of words, so that two imports never wait for each other in a ring. */
export const countWords = (counts: ReadonlyMap<string, number>): Query => {
  const words = [...counts.keys()]
  return sql`insert into cataloguing.word as w (word, titles)
    select a.word, a.titles from unnest(${words}::text[], ${words.map(w => counts.get(w) ?? 0)}::integer[]) as a(word, titles) order by a.word collate "C"
    on conflict (word) do update set titles = greatest(0, w.titles + excluded.titles)`
}

/**
 * What an import wrote is put in order: the planner's figures, and the rows that wait at the end of the search index.
 * A role that may not do this gets a warning, no fault.
 */
export const settle: Query = sql`vacuum (analyze, skip_locked)
  cataloguing.title, cataloguing.title_search, cataloguing.title_isbn, cataloguing.word, cataloguing.heading, cataloguing.title_heading,
  cataloguing.authority, cataloguing.authority_name, inventory.item`
