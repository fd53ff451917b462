import { cleanText } from './clean-text.ts'
import {
  isControlField,
  type ControlField,
  type DataField,
  type MarcField,
  type MarcRecord,
} from './record.ts'

/** A record that the schema of the Library of Congress accepts, and what had to be changed for it, in words. */
export type Conformed = { record: MarcRecord; changes: string[] }

const CONTROL_TAG = /^00[1-9A-Za-z]$/
const DATA_TAG = /^(?:0[1-9A-Z][0-9A-Z]|0[1-9a-z][0-9a-z]|[1-9A-Z][0-9A-Z]{2}|[1-9a-z][0-9a-z]{2})$/
const INDICATOR = /^[0-9a-z ]$/
const SUBFIELD_CODE = /^[0-9A-Za-z!"#$%&'()*+,\-./:;<=>?{}_^`~[\]\\]$/
const LETTER_OR_DIGIT = /^[0-9A-Za-z]$/
const LETTER_DIGIT_OR_BLANK = /^[0-9A-Za-z ]$/
/** Leader/06 of a book: the least wrong type for a record that has none, since the schema refuses a blank. */
const TYPE_OF_TEXT = 'a'

/**
 * The leader as it is emitted: in Unicode (leader/09 `a`), with the fixed counts and entry map of MARC 21, and
 * a blank where a position holds what the schema refuses. Lengths are zeros; the ISO 2709 writer fills them.
 */
function conformLeader(leader: string, changes: string[]): string {
  const at = (position: number, allowed: RegExp, instead: string) => {
    const character = leader[position] ?? instead
    if (allowed.test(character)) return character
    changes.push(`leader/${String(position).padStart(2, '0')} '${character}' became '${instead}'`)
    return instead
  }
  const status = at(5, LETTER_DIGIT_OR_BLANK, 'n')
  const type = at(6, LETTER_OR_DIGIT, TYPE_OF_TEXT)
  const [level, control] = [at(7, LETTER_DIGIT_OR_BLANK, ' '), at(8, LETTER_DIGIT_OR_BLANK, ' ')]
  const rest = [17, 18, 19].map(position => at(position, LETTER_DIGIT_OR_BLANK, ' ')).join('')
  return `00000${status}${type}${level}${control}a2200000${rest}4500`
}

function conformControl(field: ControlField, changes: string[]): ControlField | undefined {
  if (!CONTROL_TAG.test(field.tag)) {
    changes.push(`control field ${JSON.stringify(field.tag)} was left out: no such tag may be`)
    return undefined
  }
  const value = cleanText(field.value)
  if (value === '') {
    changes.push(`control field ${field.tag} was left out: it is empty`)
    return undefined
  }
  return value === field.value ? field : { tag: field.tag, value }
}

function conformIndicator(field: DataField, which: 'ind1' | 'ind2', changes: string[]): string {
  const indicator = field[which]
  if (INDICATOR.test(indicator)) return indicator
  changes.push(`${field.tag} ${which} ${JSON.stringify(indicator)} became a blank`)
  return ' '
}

function conformData(field: DataField, changes: string[]): DataField | undefined {
  if (!DATA_TAG.test(field.tag)) {
    changes.push(`data field ${JSON.stringify(field.tag)} was left out: no such tag may be`)
    return undefined
  }
  const subfields = field.subfields.filter(part => SUBFIELD_CODE.test(part.code))
  for (const part of field.subfields) {
    if (!subfields.includes(part))
      changes.push(`${field.tag} subfield ${JSON.stringify(part.code)} was left out`)
  }
  if (subfields.length === 0) {
    changes.push(`data field ${field.tag} was left out: it has no subfields`)
    return undefined
  }
  return {
    tag: field.tag,
    ind1: conformIndicator(field, 'ind1', changes),
    ind2: conformIndicator(field, 'ind2', changes),
    subfields: subfields.map(({ code, value }) => ({ code, value: cleanText(value) })),
  }
}

/**
 * Makes a record such that MARC21slim.xsd accepts it, whatever it was read from: live records carry a `^` in the
 * leader or a `"` as indicator, and Kaft must take them and never pass them on. Control fields come first.
 */
export function conformRecord(record: MarcRecord): Conformed {
  const changes: string[] = []
  const controls: MarcField[] = []
  const data: MarcField[] = []
  for (const field of record.fields) {
    const kept = isControlField(field) ? conformControl(field, changes) : conformData(field, changes)
    if (kept === undefined) continue
    if (isControlField(kept)) controls.push(kept)
    else data.push(kept)
  }
  return {
    record: { leader: conformLeader(record.leader, changes), fields: [...controls, ...data] },
    changes,
  }
}
