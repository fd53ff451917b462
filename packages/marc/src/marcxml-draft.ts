import { cleanText } from './clean-text.ts'
import type { MarcWarning, MarcWarningCode } from './read.ts'
import { BOOK_LEADER, type DataField, isControlTag, type MarcRecord } from './record.ts'

/**
 * A record while its elements come in. `element` is the one whose text is being gathered, `tag` and `code`
 * its attributes, `field` the data field around it.
 */
export type Draft = {
  leader: string | undefined
  record: MarcRecord
  warnings: MarcWarning[]
  field: DataField | undefined
  element: 'leader' | 'controlfield' | 'subfield' | undefined
  tag: string
  code: string
  text: string
}

const LEADER_LENGTH = 24
const TAG = /^[!-~]{3}$/
/** Elements that may stand around a record's own without a word: those of harvested and wrapped records. */
const ENVELOPE = new Set(['header', 'metadata', 'about', 'recordData', 'recordSchema', 'recordPacking'])

export function startDraft(): Draft {
  return {
    leader: undefined,
    record: { leader: BOOK_LEADER, fields: [] },
    warnings: [],
    field: undefined,
    element: undefined,
    tag: '',
    code: '',
    text: '',
  }
}

/** Whether anything of a MARC record has been seen: an envelope that is called `record` too has nothing. */
export function isBlankDraft(draft: Draft): boolean {
  return draft.leader === undefined && draft.record.fields.length === 0 && draft.field === undefined
}

function warn(draft: Draft, code: MarcWarningCode, tag?: string): void {
  draft.warnings.push(tag === undefined ? { code } : { code, tag })
}

type Attributes = Record<string, string>

function indicator(attributes: Attributes, name: 'ind1' | 'ind2', draft: Draft): string {
  const value = attributes[name]
  if (value?.length === 1) return value
  warn(draft, 'indicators_wrong', draft.tag)
  return value?.[0] ?? ' '
}

function openDataField(draft: Draft, attributes: Attributes): void {
  const tag = attributes['tag'] ?? ''
  draft.tag = tag
  if (!TAG.test(tag)) warn(draft, 'tag_wrong', tag)
  draft.field = {
    tag,
    ind1: indicator(attributes, 'ind1', draft),
    ind2: indicator(attributes, 'ind2', draft),
    subfields: [],
  }
}

/** An element inside a record begins. */
export function openElement(draft: Draft, name: string, attributes: Attributes): void {
  draft.text = ''
  draft.element = undefined
  if (name === 'datafield') openDataField(draft, attributes)
  else if (name === 'leader') draft.element = 'leader'
  else if (name === 'controlfield') {
    draft.element = 'controlfield'
    draft.tag = attributes['tag'] ?? ''
    if (!TAG.test(draft.tag)) warn(draft, 'tag_wrong', draft.tag)
  } else if (name === 'subfield') {
    draft.element = 'subfield'
    draft.code = attributes['code'] ?? ''
    if (draft.code === '') warn(draft, 'subfield_without_code', draft.tag)
  } else if (!ENVELOPE.has(name)) warn(draft, 'element_unknown', name)
}

function takeLeader(draft: Draft, text: string): void {
  draft.leader = text.padEnd(LEADER_LENGTH, ' ').slice(0, LEADER_LENGTH)
  if (text.length !== LEADER_LENGTH) warn(draft, 'leader_mended')
}

function takeControlField(draft: Draft, text: string): void {
  if (!TAG.test(draft.tag)) return
  if (text === '') warn(draft, 'field_empty', draft.tag)
  else if (isControlTag(draft.tag)) draft.record.fields.push({ tag: draft.tag, value: text })
  else {
    warn(draft, 'subfields_missing', draft.tag)
    const subfields = [{ code: 'a', value: text }]
    draft.record.fields.push({ tag: draft.tag, ind1: ' ', ind2: ' ', subfields })
  }
}

function closeDataField(draft: Draft): void {
  const { field } = draft
  draft.field = undefined
  if (field === undefined || !TAG.test(field.tag)) return
  if (field.subfields.length === 0) warn(draft, 'field_empty', field.tag)
  else if (isControlTag(field.tag)) {
    warn(draft, 'indicators_wrong', field.tag)
    draft.record.fields.push({ tag: field.tag, value: field.subfields.map(part => part.value).join('') })
  } else draft.record.fields.push(field)
}

/** An element inside a record ends: what was gathered goes to its place. */
export function closeElement(draft: Draft, name: string): void {
  if (name === 'datafield') closeDataField(draft)
  else if (name === draft.element) {
    const text = cleanText(draft.text)
    if (name === 'leader') takeLeader(draft, text)
    else if (name === 'controlfield') takeControlField(draft, text)
    else if (draft.code !== '') draft.field?.subfields.push({ code: draft.code, value: text })
  }
  draft.element = undefined
}

function holdsReplacement({ fields }: MarcRecord): boolean {
  return fields.some(field =>
    'value' in field
      ? field.value.includes('\ufffd')
      : field.subfields.some(part => part.value.includes('\ufffd')),
  )
}

/** The finished record, with the last warnings. */
export function finishDraft(draft: Draft): { record: MarcRecord; warnings: MarcWarning[] } {
  if (draft.leader === undefined) warn(draft, 'leader_missing')
  else draft.record.leader = draft.leader
  if (holdsReplacement(draft.record)) warn(draft, 'utf8_invalid')
  return { record: draft.record, warnings: draft.warnings }
}
