import { controlField, type DataField, fields, isControlField, type MarcRecord, subfields } from './record.ts'
import { trimIsbd } from './trim-isbd.ts'

/** What a heading names: the kinds of authority records that descriptions point to. */
export type NamedKind =
  | 'person'
  | 'body'
  | 'meeting'
  | 'title'
  | 'event'
  | 'period'
  | 'topic'
  | 'place'
  | 'genre'
  | 'medium'

/** A heading as a field has it. */
export type HeadingForm = {
  kind: NamedKind
  /** As people read it: "Multatuli, 1820-1887". */
  text: string
  /** Its words without dates and titles of honour: what people type. */
  bare: string
  /** The title alone of a work that is filed under its maker ($t and its parts); null of anything else. */
  title: string | null
  /** By what two headings are known to be one: the comparison form of NACO. */
  norm: string
  /** Text and norm without subdivisions ($v $x $y $z), where it has some. */
  main: string | null
  base: string | null
}
export type HeadingInRecord = HeadingForm & { at: number; numbers: string[] }

/** By the last two digits of a tag; MARC 21 uses the same ones for headings in descriptions and in authority records. */
const KINDS: Readonly<Record<string, NamedKind>> = {
  '00': 'person',
  '10': 'body',
  '11': 'meeting',
  '30': 'title',
  '47': 'event',
  '48': 'period',
  '50': 'topic',
  '51': 'place',
  '55': 'genre',
  '62': 'medium',
}
/** Subfields that are part of a heading; $e is one only of a meeting, where it names a unit of it. */
const PARTS: Readonly<Record<string, string>> = {
  '00': 'abcdfghjklmnopqrst',
  '10': 'abcdfghklmnoprst',
  '11': 'acdefghklnpqst',
  '30': 'adfghklmnoprst',
  '47': 'acdg',
  '48': 'a',
  '50': 'abcdg',
  '51': 'abg',
  '55': 'abc',
  '62': 'a',
}
const SUBDIVISIONS = 'vxyz'
/** Of names: what is typed; dates ($d), fuller forms ($q) and titles of honour ($c) are not. */
const BARE: Readonly<Record<string, string>> = { '00': 'abt', '10': 'abtn', '11': 'aent' }

/** Fields of descriptions whose headings are kept in authority records. */
const IN_TITLES = new Set(
  '100 110 111 130 600 610 611 630 647 648 650 651 655 700 710 711 730 800 810 811 830'.split(' '),
)
/** Open Vlacc keeps genres among the subjects, and says so in $9. */
const VLACC_GENRE = /^[vjm]ge$/

/** Letters that Unicode does not take apart into a letter and a mark (NACO, Appendix A). */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
}

const ASCII = /^[ -~]*$/
const letters = (value: string): string =>
  value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıħ]/gu, c => LETTERS[c] ?? c)

/** Stands for the comma that stays, while all other punctuation goes. */
const KEPT = '\ufffc'
const NO_SIGN = /[^\p{L}\p{N}&+#@♭♯\ufffc]+/gu
const ROUND_COMMA = / *\ufffc */u

/**
 * One subfield in the comparison form of "Authority File Comparison Rules (NACO Normalization)", Appendix A (Library of
 * Congress, PCC, revised 2009): no case and no diacritics; apostrophes, brackets and the signs of transliteration go; the
 * signs & + # @ ♭ ♯ stay; all other punctuation is a blank; blanks in a row are one. The first comma of the first
 * subfield stays unless it ends it, so that "Chung, Hui" and "Chung Hui" are two.
 */
export function nacoForm(value: string, first = false): string {
  const plain = (ASCII.test(value) ? value.toLowerCase() : letters(value))
    .replace(/['’‘`´ʼʻʹʺʿʾ[\]]/gu, '')
    .trim()
  const comma = first ? plain.indexOf(',') : -1
  const marked =
    comma > 0 && comma < plain.length - 1 ? `${plain.slice(0, comma)}${KEPT}${plain.slice(comma + 1)}` : plain
  return marked.replace(NO_SIGN, ' ').replace(ROUND_COMMA, ',').trim()
}

const MOST = 400
type Part = { code: string; value: string }

const normOf = (parts: readonly Part[]): string =>
  parts
    .map(({ code, value }, i) => {
      const form = nacoForm(value, i === 0)
      return form === '' ? '' : i === 0 && code === 'a' ? form : `$${code}${form}`
    })
    .join('')
    .slice(0, MOST)
    .toWellFormed()

const trimmed = (parts: readonly Part[]): string[] => parts.map(p => trimIsbd(p.value.trim())).filter(Boolean)

/** What stands before a part where people read it; records write it or leave it to the program (ISBD, RDA). */
const BEFORE: Readonly<Record<string, string>> = {
  d: ', ',
  c: ', ',
  t: '. ',
  n: '. ',
  p: '. ',
  l: '. ',
  k: '. ',
}
const BEFORE_OF_BODY: typeof BEFORE = { ...BEFORE, b: '. ', d: ' ', c: ' ', n: ' ' }
const BEFORE_OF_MEETING: typeof BEFORE = { t: '. ', e: '. ' }

/** The same text for the same heading, whichever way its record is punctuated. */
function textOf(tag: string, parts: readonly Part[], under: readonly Part[]): string {
  const before = tag.endsWith('10') ? BEFORE_OF_BODY : tag.endsWith('11') ? BEFORE_OF_MEETING : BEFORE
  let name = ''
  for (const { code, value } of parts) {
    const part = trimIsbd(value.trim())
    if (part === '') continue
    const sign = before[code] ?? ' '
    const gap = name.endsWith('.') && sign === '. ' ? ' ' : sign
    name += name === '' ? part : `${gap}${part}`
  }
  return [name, ...trimmed(under)].filter(Boolean).join(' -- ')
}

/**
 * Headings of fields that were met lately: in a file the same makers and subjects come again and again, and to compare and to print
 * one takes longer than all else that is read of its field. It is always the one that would be made anew.
 */
const lately = new Map<string, HeadingForm | null>()
const MOST_LATELY = 5_000
function partsOf({ tag, subfields: parts }: DataField): string {
  let all = tag
  for (const { code, value } of parts) all += `\u001f${code}\u001f${value.length}\u001f${value}`
  return all
}

/** The heading that a field of a description or of an authority record holds; null when it holds none. */
export function headingOf(field: DataField): HeadingForm | null {
  const parts = partsOf(field)
  const known = lately.get(parts)
  if (known !== undefined) return known
  const heading = madeOf(field)
  if (lately.size >= MOST_LATELY) lately.clear()
  lately.set(parts, heading)
  return heading
}

function madeOf(field: DataField): HeadingForm | null {
  const last = field.tag.slice(1)
  const [kind, codes] = [KINDS[last], PARTS[last]]
  if (kind === undefined || codes === undefined) return null
  // Of an added entry or a series $x is an ISSN and $v a number in it (MARC 21 Bibliographic, 7XX and 8XX).
  const isDivided = !'78'.includes(field.tag[0] ?? '')
  const main = field.subfields.filter(p => codes.includes(p.code))
  const under = isDivided ? field.subfields.filter(p => SUBDIVISIONS.includes(p.code)) : []
  const norm = normOf([...main, ...under])
  const text = textOf(field.tag, main, under)
  if (norm === '' || text === '') return null
  const isGenre = kind === 'topic' && subfields(field, '9').some(v => VLACC_GENRE.test(v))
  const isWork =
    (kind === 'person' || kind === 'body' || kind === 'meeting') && main.some(p => p.code === 't')
  const title = main.slice(main.findIndex(p => p.code === 't')).filter(p => 'tnp'.includes(p.code))
  const bare = main.filter(p => (BARE[last] ?? codes).includes(p.code))
  return {
    kind: isGenre ? 'genre' : isWork ? 'title' : kind,
    text: text.slice(0, MOST).toWellFormed(),
    bare: [...trimmed(bare), ...trimmed(under)].join(' ').slice(0, MOST).toWellFormed(),
    title: isWork ? trimmed(title).join(' ').slice(0, MOST).toWellFormed() || null : null,
    norm,
    main: under.length > 0 ? textOf(field.tag, main, []).slice(0, MOST).toWellFormed() || null : null,
    base: under.length > 0 ? normOf(main) || null : null,
  }
}

/** $0 as it is compared: without blanks; an address by what stands behind its last stroke as well. */
export function numbersOf(field: DataField): string[] {
  return [
    ...new Set(
      subfields(field, '0')
        .map(n => n.replace(/\s+/g, ''))
        .filter(n => n !== '' && n.length <= 200),
    ),
  ]
}

/** The headings of a description that authority records keep, each with its place among the fields. */
export function headingsIn(record: MarcRecord): HeadingInRecord[] {
  return record.fields.flatMap((field, at) => {
    if (isControlField(field) || !IN_TITLES.has(field.tag)) return []
    const heading = headingOf(field)
    return heading === null ? [] : [{ ...heading, at, numbers: numbersOf(field) }]
  })
}

/** $w/0 (MARC 21 Authority, "Tracings and references"): how another heading is related. */
const RELATIONS: Readonly<Record<string, Relation>> = {
  a: 'earlier',
  b: 'later',
  g: 'broader',
  h: 'narrower',
}
export type Relation = 'earlier' | 'later' | 'broader' | 'narrower' | 'other'
export type AuthorityName = HeadingForm & { role: 'heading' | 'see' | 'also'; relation: Relation }

/** 1XX, 4XX and 5XX of an authority record: the heading, what leads to it, and what stands beside it. */
export function authorityNames(record: MarcRecord): AuthorityName[] {
  const roles = { '1': 'heading', '4': 'see', '5': 'also' } as const
  return record.fields.flatMap(field => {
    const role = (roles as Record<string, AuthorityName['role']>)[field.tag[0] ?? '']
    const heading = isControlField(field) || role === undefined ? null : headingOf(field)
    if (heading === null || role === undefined || isControlField(field)) return []
    return [{ ...heading, role, relation: RELATIONS[subfields(field, 'w')[0]?.[0] ?? ''] ?? 'other' }]
  })
}

/** The field with the heading of an authority record: its first 1XX. */
export const headingField = (record: MarcRecord): DataField | undefined =>
  record.fields.find(
    (f): f is DataField => !isControlField(f) && f.tag.startsWith('1') && headingOf(f) !== null,
  )

/** Numbers by which descriptions may point to an authority record in $0: its own with whose it is, and those of others. */
export function authorityNumbers(record: MarcRecord, source: string): string[] {
  const own = controlField(record, '001')?.trim() ?? ''
  const agency = controlField(record, '003')?.trim() ?? ''
  const others = [...fields(record, '010', '024', '035')].flatMap(f => subfields(f, 'a'))
  const all = [
    ...(own === '' ? [] : [`(${source})${own}`, ...(agency === '' ? [] : [`(${agency})${own}`])]),
    ...others,
  ]
  return [...new Set(all.map(n => n.replace(/\s+/g, '')).filter(n => n !== '' && n.length <= 200))]
}

/**
 * A field of a description with the heading of an authority record in the place of its own: what is no part of the
 * heading stays (relators, volumes, $9 …), so do subdivisions that the authority record does not have, and the sign that
 * ended the heading. `number` becomes its $0.
 */
export function withHeading(field: DataField, heading: DataField, number: string): DataField {
  const codes = PARTS[field.tag.slice(1)] ?? 'a'
  const isDivided = !'78'.includes(field.tag[0] ?? '')
  const hasOwn = heading.subfields.some(p => SUBDIVISIONS.includes(p.code))
  const isHeading = (code: string) =>
    codes.includes(code) || (isDivided && hasOwn && SUBDIVISIONS.includes(code))
  const before = field.subfields.findLastIndex(p => isHeading(p.code))
  // The full stop of an initial belongs to the name; one behind a word, a year or a bracket only ends the field.
  const ends = /(?<=[\p{L}\d][\p{L}\d)-])[.,]$/u.exec(field.subfields[before]?.value.trim() ?? '')?.[0] ?? ''
  const taken = heading.subfields.filter(p => isHeading(p.code)).map(p => ({ ...p }))
  const last = taken.at(-1)
  if (last && !/[.,)?!-]$/.test(last.value.trim())) last.value = `${last.value.trim()}${ends}`
  const rest = field.subfields.filter(p => !isHeading(p.code) && p.code !== '0')
  // What stood before the heading stays before it: $i of an added entry, $6 of a linked field.
  const lead = field.subfields.findIndex(p => isHeading(p.code))
  const first = rest.filter(p => field.subfields.indexOf(p) < lead)
  const behind = rest.filter(p => field.subfields.indexOf(p) > lead)
  // The first indicator of a person says how the name is written, in both formats.
  const ind1 = field.tag.endsWith('00') ? heading.ind1 : field.ind1
  return { ...field, ind1, subfields: [...first, ...taken, ...behind, { code: '0', value: number }] }
}

/** The heading of a field by itself, as an authority record would have it: no relators, volumes, numbers or subdivisions. */
export function ownHeading(field: DataField): DataField {
  const codes = PARTS[field.tag.slice(1)] ?? 'a'
  const parts = field.subfields.filter(p => codes.includes(p.code))
  return {
    ...field,
    subfields: parts.map((p, i) => (i === parts.length - 1 ? { ...p, value: trimIsbd(p.value.trim()) } : p)),
  }
}
