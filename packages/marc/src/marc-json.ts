import { cleanText } from './clean-text.ts'
import { isControlField, isControlTag, type MarcField, type MarcRecord, type Subfield } from './record.ts'

/**
 * MARC-in-JSON, as most library programs exchange it (Ross Singer's proposal of 2010): a list of objects with one key,
 * so that the order of fields and of subfields is kept, and the same code may stand twice.
 */
export type MarcJson = {
  leader: string
  fields: Record<string, string | MarcJsonData>[]
}
type MarcJsonData = { ind1: string; ind2: string; subfields: Record<string, string>[] }

/** A record as MARC-in-JSON. */
export function toMarcJson({ leader, fields }: MarcRecord): MarcJson {
  return {
    leader,
    fields: fields.map(f =>
      isControlField(f)
        ? { [f.tag]: f.value }
        : {
            [f.tag]: { ind1: f.ind1, ind2: f.ind2, subfields: f.subfields.map(s => ({ [s.code]: s.value })) },
          },
    ),
  }
}

/** What stands between quotes in JSON as it is. */
const AS_IT_IS = /^[ !#-[\]-~]*$/
const quoted = (text: string): string => (AS_IT_IS.test(text) ? `"${text}"` : JSON.stringify(text))
const printField = (f: MarcField): string => {
  if (isControlField(f)) return `{${quoted(f.tag)}:${quoted(f.value)}}`
  let parts = ''
  for (const { code, value } of f.subfields)
    parts += `${parts === '' ? '' : ','}{${quoted(code)}:${quoted(value)}}`
  return `{${quoted(f.tag)}:{"ind1":${quoted(f.ind1)},"ind2":${quoted(f.ind2)},"subfields":[${parts}]}}`
}

/**
 * The text of it: one line, the same for equal records. It is that of `JSON.stringify(toMarcJson(record))`, to the letter, since hashes are
 * made of it; but objects whose keys are data are slow, and an import prints each record.
 */
export function printMarcJson({ leader, fields }: MarcRecord): string {
  return `{"leader":${quoted(leader)},"fields":[${fields.map(printField).join(',')}]}`
}

export type MarcJsonRead = { ok: true; record: MarcRecord } | { ok: false; detail: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The one key and value of an object; the forms in use never have more. */
function only(value: unknown): [string, unknown] | undefined {
  if (!isObject(value)) return undefined
  const entries = Object.entries(value)
  return entries.length === 1 ? entries[0] : undefined
}

function subfieldOf(value: unknown): Subfield | undefined {
  const [code, text] = only(value) ?? []
  // A code has one character; files in use have some with more, and those are not to be lost here.
  if (code === undefined || code === '' || typeof text !== 'string') return undefined
  return { code, value: cleanText(text) }
}

function dataFieldOf(tag: string, value: Record<string, unknown>): MarcField | undefined {
  const { ind1 = ' ', ind2 = ' ', subfields } = value
  if (typeof ind1 !== 'string' || typeof ind2 !== 'string' || !Array.isArray(subfields)) return undefined
  const parts = subfields.map(subfieldOf)
  if (parts.some(part => part === undefined)) return undefined
  return {
    tag,
    ind1: ind1[0] ?? ' ',
    ind2: ind2[0] ?? ' ',
    subfields: parts.filter(part => part !== undefined),
  }
}

function fieldOf(value: unknown): MarcField | undefined {
  const [tag, content] = only(value) ?? []
  if (tag === undefined || !/^[!-~]{3}$/.test(tag)) return undefined
  if (typeof content === 'string') return isControlTag(tag) ? { tag, value: cleanText(content) } : undefined
  return isObject(content) && !isControlTag(tag) ? dataFieldOf(tag, content) : undefined
}

/** Reads a value that came out of JSON as a record. Never throws; the detail names the first field that is none. */
export function fromMarcJson(value: unknown): MarcJsonRead {
  if (!isObject(value)) return { ok: false, detail: 'not an object with leader and fields' }
  const { leader, fields } = value
  if (typeof leader !== 'string') return { ok: false, detail: 'no leader' }
  if (!Array.isArray(fields)) return { ok: false, detail: 'no list of fields' }
  const read: MarcField[] = []
  for (const [index, field] of fields.entries()) {
    const made = fieldOf(field)
    if (made === undefined) return { ok: false, detail: `field no. ${index + 1} is no field of MARC-in-JSON` }
    read.push(made)
  }
  return { ok: true, record: { leader: cleanText(leader).padEnd(24, ' ').slice(0, 24), fields: read } }
}

/** Reads one record from its text. */
export function parseMarcJson(text: string): MarcJsonRead {
  try {
    return fromMarcJson(JSON.parse(text))
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
