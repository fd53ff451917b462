import { type DataField, dataField, isControlField, type MarcField, type MarcRecord } from '@kaft/marc'
import type { Item } from './find.ts'

/** Of a holdings record, what anyone may read: barcodes ($p) and notes of staff ($x) stay within. */
const SAID = /^(?:852|85[345]|86[3-8])$/
const WITHIN = new Set(['p', 'x'])

function told(field: MarcField, library_code: string): DataField[] {
  if (!SAID.test(field.tag) || isControlField(field)) return []
  const open = field.subfields.filter(({ code }) => !WITHIN.has(code) && code !== '5')
  if (open.length === 0) return []
  // $5 says whose field it is, so that a catalogue of many libraries can tell them apart.
  return [{ ...field, subfields: [...open, { code: '5', value: library_code }] }]
}

const place = (i: Item): DataField => {
  const parts: readonly (readonly [string, string | null])[] = [
    ['a', i.library_code],
    ['b', i.branch_code],
    ['c', i.shelf],
    ['h', i.call_number],
    ['y', i.item_type],
    ['5', i.library_code],
  ]
  return dataField(
    '852',
    '  ',
    parts.flatMap(([code, value]): [string, string][] => (value === null ? [] : [[code, value]])),
  )
}

/**
 * A description with what libraries have of it: holdings as they are said, and an 852 for each item. 852 to 878 that the
 * description came with are those of where it was copied from, and stay out.
 */
export function withHeld(
  record: MarcRecord,
  of: {
    readonly holdings: readonly { readonly library_code: string; readonly record: MarcRecord }[]
    readonly items: readonly Item[]
  },
): MarcRecord {
  const own = record.fields.filter(({ tag }) => !SAID.test(tag) && !/^87[678]$/.test(tag))
  const held = of.holdings.flatMap(h => h.record.fields.flatMap(field => told(field, h.library_code)))
  return { ...record, fields: [...own, ...held, ...of.items.map(place)] }
}
