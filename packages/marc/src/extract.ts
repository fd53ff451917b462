import { type ClassOf, extractClasses, type Scheme } from './classes.ts'
import { extractMaterial, type Material } from './material.ts'
import { type Contributor, extractContributors } from './names.ts'
import { normaliseEan, normaliseIsbn, normaliseIssn } from './normalise.ts'
import {
  controlField,
  type DataField,
  fields,
  firstSubfield,
  type MarcRecord,
  positions,
  subfield,
  subfields,
} from './record.ts'
import {
  type AgeRange,
  agesInWords,
  type Audience,
  audienceByHeadings,
  extractGenres,
  extractSubjects,
} from './subjects.ts'
import { trimBracketed, trimIsbd } from './trim-isbd.ts'

/** What lending, searching and shelving need of a record. Absent facts are null, never invented. */
export type TitleFacts = AgeRange & {
  /** 001, and 003 that says whose number it is. */
  control_number: string | null
  control_source: string | null
  /** 245 $a with part number and name ($n $p), without ISBD punctuation; empty if the record has no title. */
  title: string
  subtitle: string | null
  responsibility: string | null
  /** The title from its first word that counts for sorting (245, second indicator). */
  title_sort: string
  contributors: Contributor[]
  year: number | null
  /** ISO 639-2/B codes, the language of the text first. */
  languages: string[]
  material: Material
  /** ISBN-13, valid ones only. */
  isbns: string[]
  issns: string[]
  eans: string[]
  series: { title: string; volume: string | null }[]
  subjects: string[]
  genres: string[]
  audience: Audience | null
  fiction: boolean | null
  summary: string | null
  edition: string | null
  publisher: string | null
  place: string | null
  extent: string | null
  /** Shelf classifications of Flemish libraries: SISO, NUR and the reading level AVI. */
  siso: string | null
  nur: string | null
  avi: string | null
  /** All of them, with ZIZO and the class of music. */
  classes: ClassOf[]
  /** 590-599, and any note that says whose it is ($5): what a library adds for its own. */
  local_notes: string[]
}

const NO_LANGUAGE = new Set(['zxx', 'und', 'mul', 'mis', '|||', '   '])

/** What cataloguers write where place or publisher is unknown (ISBD, RDA). */
const UNKNOWN_IMPRINT = /^(?:s\.?\s?[ln]|z\.?\s?[pu]|.*not identified|.*niet ge[iï]dentificeerd)\.?$/i

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

function once<T>(values: (T | undefined)[]): T[] {
  return [...new Set(values.filter(value => value !== undefined))]
}

type TitleParts = Pick<TitleFacts, 'title' | 'subtitle' | 'responsibility' | 'title_sort'>

/** 245: $n follows a full stop, $p a comma behind $n and else a full stop (ISBD, area 1). */
function extractTitleParts(record: MarcRecord): TitleParts {
  const field = fields(record, '245')[0] ?? fields(record, '130', '240')[0]
  if (field === undefined) return { title: '', subtitle: null, responsibility: null, title_sort: '' }
  let title = ''
  let previous = ''
  for (const { code, value } of field.subfields) {
    const part = trimIsbd(value)
    if (!'anp'.includes(code) || part === '') continue
    if (title !== '') title += code === 'p' && previous === 'n' ? ', ' : '. '
    title += part
    previous = code
  }
  const skipped = field.tag === '245' && /[1-9]/.test(field.ind2) ? Number(field.ind2) : 0
  const sorted = title.slice(skipped).trim()
  return {
    title,
    subtitle: orNull(subfields(field, 'b').map(trimIsbd).join(' : ')),
    responsibility: orNull(trimIsbd(subfield(field, 'c') ?? '')),
    title_sort: sorted === '' ? title : sorted,
  }
}

/** The imprint: 264 with second indicator 1 (publication), else 260, else another 264. */
function imprint(record: MarcRecord): DataField | undefined {
  const statements = fields(record, '264')
  return statements.find(field => field.ind2 === '1') ?? fields(record, '260')[0] ?? statements[0]
}

function imprintPart(published: DataField | undefined, code: 'a' | 'b'): string | null {
  const text = trimBracketed(published === undefined ? '' : (subfield(published, code) ?? ''))
  return UNKNOWN_IMPRINT.test(text) ? null : orNull(text)
}

/** The first date of 008/07-10, which 008/06 explains, else the first year in the imprint. */
function extractYear(record: MarcRecord, published: DataField | undefined): number | null {
  const fixed = controlField(record, '008')
  const date = positions(fixed, 7, 4)
  if (/^\d{4}$/.test(date) && date !== '0000' && date !== '9999' && !'bn|'.includes(positions(fixed, 6)))
    return Number(date)
  const written = published === undefined ? '' : subfields(published, 'c').join(' ')
  const year = /(?:^|\D)(1[0-9]{3}|20[0-9]{2})(?:\D|$)/.exec(written)?.[1]
  return year === undefined ? null : Number(year)
}

/** 008/35-37, then 041 $a (text) and $d (sung or spoken), where older records run the codes together. */
function extractLanguages(record: MarcRecord): string[] {
  const coded = fields(record, '041')
    .filter(field => field.ind2 !== '7')
    .flatMap(field => subfields(field, 'ad'))
    .flatMap(value => value.toLowerCase().match(/[a-z]{3}/g) ?? [])
  const fixed = positions(controlField(record, '008'), 35, 3).toLowerCase()
  return once([fixed, ...coded].filter(code => /^[a-z]{3}$/.test(code) && !NO_LANGUAGE.has(code)))
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Series as they are traced (8xx), then those of 490 that are not traced. */
function extractSeries(record: MarcRecord): TitleFacts['series'] {
  const found = new Map<string, { title: string; volume: string | null }>()
  for (const field of fields(record, '830', '800', '810', '811', '490', '440')) {
    const title = trimIsbd(
      subfields(field, field.tag.startsWith('80') || field.tag.startsWith('81') ? 't' : 'anp').join(' '),
    )
    const volume = orNull(trimIsbd(subfield(field, 'v') ?? ''))
    const known = found.get(folded(title))
    if (known !== undefined) known.volume ??= volume
    else if (title !== '') found.set(folded(title), { title, volume })
  }
  return [...found.values()]
}

/** Books, music, video and computer files have the audience in 008/22; maps and serials do not. */
function audienceByFixed(record: MarcRecord): Audience | null {
  const type = positions(record.leader, 6)
  const hasAudience = 'acdgijkmort'.includes(type) && !'bis'.includes(positions(record.leader, 7))
  const code = positions(controlField(record, '008'), 22)
  if (!hasAudience || code === ' ') return null
  if ('abcdj'.includes(code)) return 'youth'
  return 'efg'.includes(code) ? 'adult' : null
}

const AGES_BY_CODE: Readonly<Record<string, AgeRange>> = {
  a: { age_from: 0, age_to: 5 },
  b: { age_from: 6, age_to: 8 },
  c: { age_from: 9, age_to: 13 },
  d: { age_from: 14, age_to: 17 },
}

function extractAges(record: MarcRecord, byFixed: Audience | null): AgeRange {
  const words = agesInWords(record)
  if (words.age_from !== null || byFixed !== 'youth') return words
  return AGES_BY_CODE[positions(controlField(record, '008'), 22)] ?? words
}

/** 008/33 of books: 0 and the factual forms against 1 and the literary ones; Open Vlacc uses 0, 1 and 2. */
function extractFiction(record: MarcRecord): boolean | null {
  if (!'at'.includes(positions(record.leader, 6)) || 'bis'.includes(positions(record.leader, 7))) return null
  const form = positions(controlField(record, '008'), 33)
  if ('1cdfjmp'.includes(form)) return true
  return '0ehis'.includes(form) ? false : null
}

/** Local fields: 59X by the format, and notes with $5 (institution to which the field applies). */
const extractLocalNotes = (record: MarcRecord): string[] =>
  once(
    record.fields.flatMap(field => {
      if ('value' in field || !/^5\d\d$/.test(field.tag)) return []
      const isLocal = field.tag.startsWith('59') || subfield(field, '5') !== undefined
      return isLocal ? [orNull(subfields(field, 'a').join(' ').trim()) ?? undefined] : []
    }),
  )

function extractNumbers(record: MarcRecord): Pick<TitleFacts, 'isbns' | 'issns' | 'eans'> {
  const eans = fields(record, '024')
    .filter(field => '13'.includes(field.ind1))
    .flatMap(field => subfields(field, 'a'))
  const books = fields(record, '020').flatMap(field => subfields(field, 'a'))
  const valid = once(eans.map(normaliseEan))
  return {
    isbns: once([...books, ...valid].map(normaliseIsbn)),
    issns: once(
      fields(record, '022')
        .flatMap(field => subfields(field, 'a'))
        .map(normaliseIssn),
    ),
    eans: valid,
  }
}

function extractSummary(record: MarcRecord): string | null {
  const notes = fields(record, '520').filter(field => field.ind1 !== '4')
  return orNull(
    notes
      .map(field => subfields(field, 'ab').join(' ').trim())
      .filter(Boolean)
      .join('\n\n'),
  )
}

/**
 * Reads out of a bibliographic record (MARC 21 Bibliographic; the habits of Open Vlacc where they differ) what
 * lending needs. Never throws; a record without a title has an empty one, which the importer must refuse.
 */
export function extractTitle(record: MarcRecord): TitleFacts {
  const published = imprint(record)
  const byFixed = audienceByFixed(record)
  const description = fields(record, '300')[0]
  const classes = extractClasses(record)
  const first = (scheme: Scheme): string | null => classes.find(c => c.scheme === scheme)?.value ?? null
  return {
    control_number: orNull(controlField(record, '001')?.trim()),
    control_source: orNull(controlField(record, '003')?.trim()),
    ...extractTitleParts(record),
    contributors: extractContributors(record),
    year: extractYear(record, published),
    languages: extractLanguages(record),
    material: extractMaterial(record),
    ...extractNumbers(record),
    series: extractSeries(record),
    subjects: extractSubjects(record),
    genres: extractGenres(record),
    audience: byFixed ?? audienceByHeadings(record),
    ...extractAges(record, byFixed),
    fiction: extractFiction(record),
    summary: extractSummary(record),
    edition: orNull(trimBracketed(firstSubfield(record, '250', 'a') ?? '')),
    publisher: imprintPart(published, 'b'),
    place: imprintPart(published, 'a'),
    extent: orNull(trimIsbd(description === undefined ? '' : subfields(description, 'abce').join(' '))),
    siso: first('siso'),
    nur: first('nur'),
    avi: first('avi'),
    classes,
    local_notes: extractLocalNotes(record),
  }
}
