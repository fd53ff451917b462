import { type DataField, fields, type MarcRecord, subfield, subfields } from './record.ts'

/** Where a file keeps its items: a field per item, and the subfield of each datum. Several codes are tried in turn. */
export type HoldingsLayout = {
  tag: string
  barcode: string
  branch?: string
  shelf?: string
  call_number?: string
  item_type?: string
  price?: string
  note?: string
}

/**
 * The layout that is taken unless an import says otherwise: 852 of MARC 21 Holdings (b branch, c shelving
 * location, h and i call number, p piece designation), with two subfields that libraries add for loan class
 * and price.
 */
export const DEFAULT_HOLDINGS: HoldingsLayout = {
  tag: '852',
  barcode: 'p',
  branch: 'b',
  shelf: 'c',
  call_number: 'hi',
  item_type: 'y',
  price: '9',
  note: 'z',
}

/** One item of a record, texts as they stand in the file. `price_cents` is null when there is none to read. */
export type Holding = {
  barcode: string
  branch: string | null
  shelf: string | null
  call_number: string | null
  item_type: string | null
  price_cents: number | null
  note: string | null
}

/** Why a holdings field gave no item, or what in it could not be read. `field` is its number among them, from 1. */
export type HoldingProblem = {
  field: number
  code: 'barcode_missing' | 'barcode_repeated' | 'price_unreadable'
  value: string
}

/**
 * Reads an amount in euro as cents: `12`, `12.5`, `12,50`, `€ 1.234,50`, `EUR 12.50`. Undefined when it is none,
 * and when it could be two amounts (`12,505`).
 */
export function parsePriceCents(text: string): number | undefined {
  const plain = text.replace(/€|euro|EUR/gi, '').replace(/\s/g, '')
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+(?=\.\d)|\d{1,7})(?:[.,](\d{1,2}))?$/.exec(plain)
  if (match === null) return undefined
  const whole = Number((match[1] ?? '').replace(/[.,]/g, ''))
  return whole * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

function textOf(field: DataField, codes: string | undefined): string | null {
  if (codes === undefined) return null
  const text = subfields(field, codes)
    .map(value => value.trim())
    .filter(Boolean)
    .join(' ')
  return text === '' ? null : text
}

/** The items that a record's holdings fields name, and what could not be read. Never throws. */
export function extractHoldings(
  record: MarcRecord,
  layout: HoldingsLayout = DEFAULT_HOLDINGS,
): { holdings: Holding[]; problems: HoldingProblem[] } {
  const holdings: Holding[] = []
  const problems: HoldingProblem[] = []
  const seen = new Set<string>()
  for (const [index, field] of fields(record, layout.tag).entries()) {
    const number = index + 1
    const barcode = subfield(field, layout.barcode)?.trim() ?? ''
    if (barcode === '' || seen.has(barcode)) {
      problems.push({
        field: number,
        code: barcode === '' ? 'barcode_missing' : 'barcode_repeated',
        value: barcode,
      })
      continue
    }
    seen.add(barcode)
    const price = textOf(field, layout.price)
    const cents = price === null ? undefined : parsePriceCents(price)
    if (price !== null && cents === undefined)
      problems.push({ field: number, code: 'price_unreadable', value: price })
    holdings.push({
      barcode,
      branch: textOf(field, layout.branch),
      shelf: textOf(field, layout.shelf),
      call_number: textOf(field, layout.call_number),
      item_type: textOf(field, layout.item_type),
      price_cents: cents ?? null,
      note: textOf(field, layout.note),
    })
  }
  return { holdings, problems }
}
