import { checkNumber } from './check-number.ts'
import { brokenLinks } from './linked.ts'
import { isControlField, isControlTag, type DataField, type MarcField, type MarcRecord } from './record.ts'

/** A field of a declared format: its name in Dutch and English, whether it may stand more than once, and its parts. */
export type FieldFormat = {
  nl: string
  en: string
  repeats: boolean
  /** Allowed values of each indicator, `#` for a blank; absent for control fields. */
  ind1?: string
  ind2?: string
  /** Codes of subfields; those before the bar may repeat, those behind it may not: `ab|c`. */
  codes?: string
  /** Subfields that must be there. */
  needs?: string
}
export type Format = {
  name: string
  fields: Readonly<Record<string, FieldFormat>>
  /** Fields without which there is no record of this format. */
  required: readonly string[]
  /** Whether a field that the format does not name is a fault, or only noticed. */
  closed: boolean
  /** Of headings or holdings and not of descriptions: the leader and 008 have other values (MARC 21 Authority, Holdings). */
  kind?: 'authority' | 'holdings'
}

export type FaultCode =
  | 'field_required'
  | 'field_unknown'
  | 'field_repeated'
  | 'indicator_wrong'
  | 'subfield_unknown'
  | 'subfield_repeated'
  | 'subfield_missing'
  | 'subfield_empty'
  | 'tag_wrong'
  | 'leader_wrong'
  | 'fixed_length'
  | 'fixed_value'
  | 'number_wrong'
  | 'language_unknown'
  | 'link_broken'
  | 'code_unknown'

/** What is wrong in a record, and where: the field by its place, -1 for the leader and for what is missing. */
export type FormatFault = {
  code: FaultCode
  /** `stop`: it cannot be kept so. `ask`: it can, and somebody should look. */
  weight: 'stop' | 'ask'
  at: number
  tag: string
  /** The subfield, the position, or the value that would be right. */
  about: string
}

type Say = (code: FaultCode, weight: 'stop' | 'ask', about?: string) => void

const allowed = (pattern: string | undefined, value: string): boolean =>
  pattern === undefined || pattern.includes(value === ' ' ? '#' : value)

/** A blank as cataloguers write it. */
const shown = (ind: string): string => (ind === ' ' ? '#' : ind)

function checkData(field: DataField, format: FieldFormat, say: Say): void {
  if (!allowed(format.ind1, field.ind1)) say('indicator_wrong', 'ask', `1: ${shown(field.ind1)}`)
  if (!allowed(format.ind2, field.ind2)) say('indicator_wrong', 'ask', `2: ${shown(field.ind2)}`)
  const [many = '', one = ''] = (format.codes ?? '').split('|')
  const seen = new Set<string>()
  for (const { code, value } of field.subfields) {
    if (value.trim() === '') say('subfield_empty', 'ask', code)
    if (format.codes !== undefined && !many.includes(code) && !one.includes(code))
      say('subfield_unknown', 'ask', code)
    if (one.includes(code) && seen.has(code)) say('subfield_repeated', 'ask', code)
    seen.add(code)
  }
  for (const code of format.needs ?? '') if (!seen.has(code)) say('subfield_missing', 'stop', code)
}

/** Numbers whose last digit says whether they are right, and where they stand. */
const NUMBERS: readonly (readonly [tag: string, ind1: string, kind: 'isbn' | 'issn' | 'ean' | 'ismn'])[] = [
  ['020', '#', 'isbn'],
  ['022', '#01', 'issn'],
  ['024', '3', 'ean'],
  ['024', '2', 'ismn'],
]

function checkNumbers(field: DataField, say: Say): void {
  const kind = NUMBERS.find(([tag, ind1]) => tag === field.tag && allowed(ind1, field.ind1))?.[2]
  if (kind === undefined) return
  for (const { code, value } of field.subfields) {
    if (code !== 'a') continue
    // Binding and price stand behind the number in older records; the number is what stands before the first blank.
    const checked = checkNumber(kind, value.trim().replace(/[\s:(].*$/s, '') || value)
    if (!checked.ok) say('number_wrong', 'ask', checked.reason === 'check_digit' ? checked.expected : '')
  }
}

/** Positions of the leader with a list of values (MARC 21 Bibliographic, Leader). */
const LEADER: readonly (readonly [position: number, values: string])[] = [
  [5, 'acdnp'],
  [6, 'acdefgijkmoprt'],
  [7, 'abcdims'],
  [8, '#a'],
  [17, '#1234578uz'],
  [18, '#acinu'],
  [19, '#abc'],
]

/** The same of MARC 21 Authority, Leader. */
const AUTHORITY_LEADER: typeof LEADER = [
  [5, 'acdnosx'],
  [6, 'z'],
  [17, '#no'],
]

/** The same of MARC 21 Holdings, Leader. */
const HOLDINGS_LEADER: typeof LEADER = [
  [5, 'cdn'],
  [6, 'uvxy'],
  [17, '12345muz'],
  [18, 'in#'],
]

const LEADERS = { title: LEADER, authority: AUTHORITY_LEADER, holdings: HOLDINGS_LEADER }

function checkLeader(leader: string, table: typeof LEADER, say: Say): void {
  if (leader.length !== 24) return say('leader_wrong', 'stop', '24')
  for (const [position, values] of table) {
    const value = leader[position] ?? ' '
    if (!allowed(values, value))
      say('leader_wrong', position === 6 || position === 7 ? 'stop' : 'ask', `${position}: ${value}`)
  }
}

/** Types of date in 008/06, and a year of four digits where they ask one. */
function checkFixed(value: string, say: Say): void {
  if (value.length !== 40) return say('fixed_length', 'ask', '40')
  if (!'bcdeikmnpqrstu|'.includes(value[6] ?? '')) say('fixed_value', 'ask', '06')
  if (!/^[\du|# ]{4}$/.test(value.slice(7, 11))) say('fixed_value', 'ask', '07-10')
  if (!/^(?:[a-z]{3}|\|{3}|#{3}| {3})$/.test(value.slice(35, 38))) say('fixed_value', 'ask', '35-37')
}

/** MARC 21 Holdings, 008: positions with a list of values; blanks and fill characters say that nobody told. */
const HOLDINGS_FIXED: readonly (readonly [position: number, values: string])[] = [
  [6, '012345'],
  [7, 'cdefglmnpquz'],
  [12, '012345678'],
  [16, '01234'],
  [20, 'abclu'],
  [21, 'abu'],
  [25, '01'],
]
function checkHoldingsFixed(value: string, say: Say): void {
  if (value.length !== 32) return say('fixed_length', 'ask', '32')
  for (const [position, values] of HOLDINGS_FIXED)
    if (!`${values}|# `.includes(value[position] ?? ''))
      say('fixed_value', 'ask', String(position).padStart(2, '0'))
  if (!/^[\d|# ]{3}$/.test(value.slice(17, 20))) say('fixed_value', 'ask', '17-19')
}
const CHECK_FIXED = { title: checkFixed, holdings: checkHoldingsFixed, authority: () => undefined }

/** Of numbering that leads to captions by $8 ("1.2" to "1"), what leads to none (Holdings, 853-855 and 863-865). */
function captionsMissing(record: MarcRecord): { at: number; tag: string; link: string }[] {
  const linkOf = (field: MarcField): string =>
    isControlField(field) ? '' : (field.subfields.find(s => s.code === '8')?.value ?? '')
  const captions = new Set(
    record.fields.filter(f => /^85[345]$/.test(f.tag)).map(f => `86${f.tag[2]} ${linkOf(f).split('.')[0]}`),
  )
  return record.fields.flatMap((field, at) => {
    const link = linkOf(field)
    if (!/^86[345]$/.test(field.tag) || captions.has(`${field.tag} ${link.split('.')[0]}`)) return []
    return [{ at, tag: field.tag, link: link === '' ? '8' : link }]
  })
}

/** Values of $a that come from a list: reading levels, SISO (three digits, a full stop, three more at most), and NUR (three digits). */
const LISTS: Readonly<Record<string, RegExp>> = {
  '095': /^(?:[A-Z]{1,5}\s+)?\d{3}(?:\.\d{1,3})?(?:\s.*)?$/,
  '090': /\b(?:Start|[ME][3-7]|Plus)\b/,
  '096': /^\d{3}$/,
}

function checkField(field: MarcField, format: Format, say: Say): void {
  if (!/^[0-9A-Za-z]{3}$/.test(field.tag) || isControlTag(field.tag) !== isControlField(field))
    return say('tag_wrong', 'stop')
  const known = format.fields[field.tag]
  if (known === undefined) say('field_unknown', format.closed ? 'stop' : 'ask')
  if (isControlField(field)) {
    if (field.value.trim() === '') say('subfield_empty', 'stop')
    if (field.tag === '008') CHECK_FIXED[format.kind ?? 'title'](field.value, say)
    return
  }
  if (field.subfields.length === 0) return say('subfield_missing', 'stop', 'a')
  if (known !== undefined) checkData(field, known, say)
  checkNumbers(field, say)
  const list = LISTS[field.tag]
  if (list && !format.closed && known !== undefined)
    for (const { code, value } of field.subfields)
      if (code === 'a' && !list.test(value.trim())) say('code_unknown', 'ask', value)
}

/**
 * Lays a record beside a declared format and says all that does not fit, each with its place. Pure, and the same in the
 * editor and at the server: what the editor shows red, the server refuses.
 */
export function checkFormat(record: MarcRecord, format: Format): FormatFault[] {
  const faults: FormatFault[] = []
  const sayAt =
    (at: number, tag: string): Say =>
    (code, weight, about = '') =>
      void faults.push({ code, weight, at, tag, about })
  checkLeader(record.leader, LEADERS[format.kind ?? 'title'], sayAt(-1, 'LDR'))
  const seen = new Set<string>()
  for (const [at, field] of record.fields.entries()) {
    const say = sayAt(at, field.tag)
    checkField(field, format, say)
    if (seen.has(field.tag) && format.fields[field.tag]?.repeats === false) say('field_repeated', 'ask')
    seen.add(field.tag)
  }
  for (const tag of format.required) if (!seen.has(tag)) sayAt(-1, tag)('field_required', 'stop')
  if (format.kind === 'holdings')
    for (const { at, tag, link } of captionsMissing(record)) sayAt(at, tag)('link_broken', 'ask', link)
  for (const link of brokenLinks(record)) sayAt(-1, link.slice(0, 3))('link_broken', 'ask', link.slice(4))
  return faults
}
