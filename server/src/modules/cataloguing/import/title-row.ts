import { hash } from 'node:crypto'
import {
  conformRecord,
  type Contributor,
  extractTitle,
  inOwnScript,
  type MarcRecord,
  printMarcJson,
  type TitleFacts,
} from '@kaft/marc'
import { type HeadingRow, headingRows } from '../authorities/heading-row.rules.ts'
import { type SeriesRow, seriesRows } from '../series/series-row.rules.ts'
import { workOf } from '../works/work-number.ts'
import { indexText, markedWords, spellings, wholeMakers, wholeTitles } from '../words/fold.rules.ts'
import { type OtherTitles, otherTitles } from '../words/other-titles.rules.ts'

/** What is stored of a record, apart from its items. */
export interface TitleRow {
  readonly control_number: string
  readonly record: Buffer
  readonly hash: Buffer
  readonly title: string
  readonly subtitle: string | null
  readonly author: string | null
  readonly year: number | null
  readonly material: string
  readonly language: string | null
  readonly audience: string | null
  readonly series: string | null
  readonly publisher: string | null
  readonly extent: string | null
  readonly summary: string | null
  readonly isbns: readonly string[]
  readonly subjects: readonly string[]
  readonly contributors: readonly string[]
  /** ISBN, EAN and ISSN without hyphens: what a scanner or a form may ask for. */
  readonly numbers: readonly string[]
  readonly tags: readonly string[]
  /** Words in titles, words of makers and series, and all other words, as the index reads them. */
  readonly words: readonly [titles: string, makers: string, others: string]
  /** The title as one word, and what of it stands before an other title; its first makers, each as one; and the words of publisher and series, marked as such. */
  readonly wholes: readonly string[]
  /** By whose stemmers its words are indexed beside the Dutch one, if there is one. */
  readonly languages: readonly string[]
  /** What authority records keep: names, works, subjects, genres. */
  readonly headings: readonly HeadingRow[]
  /** The number of the work that it is an edition of; null where no rule names one. */
  readonly work: string | null
  readonly volumes: readonly SeriesRow[]
}
export interface RowRefused {
  readonly reason: 'title_missing' | 'not_a_title' | 'number_too_long'
  readonly detail: string
}

/** Counts up when the rows made of an unchanged record change, so that a repeated import writes them anew. */
export const FORM = 5
const MOST_NUMBER = 200
const MOST_TEXT = 2_000
const MOST_TAG = 200
const MOST_LIST = 60

/** "Elsschot, Willem" as people say it: Willem Elsschot. What follows a second comma stays behind the name. */
export function spoken({ name, kind }: Pick<Contributor, 'name' | 'kind'>): string {
  if (kind !== 'person') return name
  const [family, given, ...rest] = name.split(', ')
  return given === undefined || family === undefined ? name : [`${given} ${family}`, ...rest].join(', ')
}

const cut = (text: string | null, most = MOST_TEXT): string | null =>
  text === null ? null : text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text

const once = (texts: readonly string[]): readonly string[] =>
  texts.length < 2 ? texts : [...new Set(texts)].slice(0, MOST_LIST)

/** A record without a number of its own is known by what names the work: the same description is the same title. */
const keyOfContent = (f: TitleFacts): string => {
  const names = [
    f.title,
    f.subtitle,
    f.contributors[0]?.name,
    f.year,
    f.edition,
    f.publisher,
    f.material,
    f.isbns[0],
  ]
  return `zonder-${hash('sha256', JSON.stringify(names), 'base64url').slice(0, 22)}`
}

/** A class as it stands; SISO also without the letters before it, and by its main class: 614 finds J 614.8. */
function classTags({ scheme, value }: TitleFacts['classes'][number]): string[] {
  const [number, main] = scheme === 'siso' ? (/(\d{3})(?:\.\d+)?/.exec(value) ?? []) : []
  return once([value.toLowerCase(), number ?? '', main ?? ''])
    .filter(Boolean)
    .map(v => `${scheme}:${v}`)
}

function tagsOf(f: TitleFacts, author: string | null): readonly string[] {
  const all = [
    `material:${f.material}`,
    ...f.languages.slice(0, 3).map(l => `language:${l}`),
    ...(f.audience ? [`audience:${f.audience}`] : []),
    ...(f.year === null ? [] : [`decade:${String(Math.floor(f.year / 10) * 10).padStart(4, '0')}`]),
    ...(author === null ? [] : [`author:${author}`]),
    ...f.series.slice(0, 3).map(s => `series:${s.title}`),
    ...f.genres.slice(0, MOST_LIST).map(g => `genre:${g}`),
    ...f.classes.slice(0, 20).flatMap(classTags),
    ...[...f.subjects, ...f.genres].slice(0, MOST_LIST).map(s => `subject:${s}`),
  ]
  return once(all.map(tag => tag.slice(0, MOST_TAG).toWellFormed()))
}

/** What a record of the other MARC 21 formats describes, by leader/06: a heading with a uniform title has a 130 too. */
const otherKind = (leader: string): string | undefined =>
  ({ z: 'authorities', u: 'holdings', v: 'holdings', x: 'holdings', y: 'holdings', w: 'a classification' })[
    leader[6] ?? ''
  ]

interface Named {
  readonly names: readonly string[]
  readonly series: readonly string[]
  readonly other: OtherTitles
}
/** What the index reads of a record; titles and names as they are written in their own script (880) as well. */
function wordsIn(record: MarcRecord, f: TitleFacts, { names, series, other }: Named): TitleRow['words'] {
  const own = record.fields.some(field => field.tag === '880') ? extractTitle(inOwnScript(record)) : null
  return [
    indexText(f.title, ...other.same, own?.title ?? null),
    indexText(
      f.subtitle,
      ...other.beside,
      ...names,
      ...series,
      own?.subtitle ?? null,
      ...(own?.contributors.map(spoken) ?? []),
    ),
    indexText(...f.subjects, ...f.genres, ...f.classes.map(c => c.value), ...f.local_notes),
  ]
}

/**
 * The rows that a record becomes. Fields that hold items (`without`) are left out of what is stored: items live in
 * their own table, and an item that changes must not change the title.
 */
export function titleRow(read: MarcRecord, without: string | null): TitleRow | RowRefused {
  const kind = otherKind(read.leader)
  if (kind) return { reason: 'not_a_title', detail: `it is a record of ${kind}, and describes no title` }
  const { record } = conformRecord({ ...read, fields: read.fields.filter(f => f.tag !== without) })
  const f = extractTitle(record)
  if (f.title === '') return { reason: 'title_missing', detail: 'the record has no title in 245, 130 or 240' }
  const control_number = f.control_number ?? keyOfContent(f)
  if (control_number.length > MOST_NUMBER) {
    const detail = `the control number in 001 has ${control_number.length} characters, and may have ${MOST_NUMBER}`
    return { reason: 'number_too_long', detail }
  }
  const json = printMarcJson(record)
  const names = once(f.contributors.map(spoken))
  const other = otherTitles(record)
  const main = f.contributors.find(c => c.is_main) ?? f.contributors.find(c => c.role === 'aut')
  const author = main ? cut(spoken(main), 300) : null
  const series = f.series.map(s => (s.volume === null ? s.title : `${s.title} ; ${s.volume}`))
  return {
    control_number,
    record: Buffer.from(json),
    hash: hash('sha256', `${FORM} ${control_number}\n${json}`, 'buffer'),
    title: cut(f.title) ?? '',
    subtitle: cut(f.subtitle),
    author,
    year: f.year,
    material: f.material,
    language: f.languages[0] ?? null,
    audience: f.audience,
    series: cut(series[0] ?? null),
    publisher: cut(f.publisher),
    extent: cut(f.extent),
    summary: cut(f.summary, 20_000),
    isbns: once(f.isbns),
    subjects: once([...f.subjects, ...f.genres]),
    contributors: names.filter(name => name !== author),
    numbers: once([...f.isbns, ...f.eans, ...f.issns.map(n => n.replace('-', ''))]),
    tags: tagsOf(f, author),
    words: wordsIn(record, f, { names, series, other }),
    wholes: [
      ...new Set([f.title, ...other.same].flatMap(wholeTitles)),
      ...f.contributors.slice(0, 3).flatMap(c => wholeMakers({ name: spoken(c), heading: c.name })),
      ...markedWords('publisher', f.publisher),
      ...markedWords('series', ...f.series.map(s => s.title)),
    ],
    languages: f.languages.slice(0, 3),
    headings: headingRows(record),
    work: workOf(record),
    volumes: seriesRows(f.series),
  }
}

/** The words that may be offered as a near spelling: those of title, author and series. */
export const wordsOfTitle = (row: Pick<TitleRow, 'title' | 'author' | 'series'>): string[] =>
  spellings(row.title, row.author, row.series)
