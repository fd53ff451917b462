import { conformRecord } from './conform.ts'
import { isControlField, type MarcField, type MarcRecord } from './record.ts'

export const MARCXML_NAMESPACE = 'http://www.loc.gov/MARC21/slim'

const SPECIAL = /[&<>"]/g
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  return text.replace(SPECIAL, character => ESCAPES[character] ?? character)
}

function printField(field: MarcField): string {
  if (isControlField(field)) return `<controlfield tag="${field.tag}">${escape(field.value)}</controlfield>`
  const parts = field.subfields.map(
    ({ code, value }) => `<subfield code="${escape(code)}">${escape(value)}</subfield>`,
  )
  const { tag, ind1, ind2 } = field
  return `<datafield tag="${tag}" ind1="${ind1}" ind2="${ind2}">${parts.join('')}</datafield>`
}

/**
 * One `record` element, valid against MARC21slim.xsd whatever the record was read from. With `standalone` it
 * declares the namespace itself (to stand in an OAI-PMH or SRU answer); without, its collection must.
 */
export function writeMarcxmlRecord(record: MarcRecord, standalone = true): string {
  const { record: conformed } = conformRecord(record)
  const namespace = standalone ? ` xmlns="${MARCXML_NAMESPACE}"` : ''
  const body = conformed.fields.map(printField).join('')
  return `<record${namespace}><leader>${conformed.leader}</leader>${body}</record>`
}

/** A whole MARCXML document, record by record, as pieces of text to stream out. */
export async function* printMarcxml(
  records: AsyncIterable<MarcRecord> | Iterable<MarcRecord>,
): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="${MARCXML_NAMESPACE}">\n`
  for await (const record of records) yield `${writeMarcxmlRecord(record, false)}\n`
  yield '</collection>\n'
}
