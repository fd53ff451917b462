import type { Label } from '../print/label.ts'
import type { ReceiptLine } from '../print/receipt.ts'

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most && value.isWellFormed()
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const MOST_LINES = 400
const styles = new Set(['title', 'bold', 'rule'])

/** The lines of a receipt as a page asks them; null where they are none. */
export function readReceipt(body: unknown): ReceiptLine[] | null {
  const lines = isRecord(body) ? body['lines'] : null
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > MOST_LINES) return null
  const read: ReceiptLine[] = []
  for (const line of lines) {
    if (!isRecord(line) || !isText(line['text'], 500)) return null
    const { text, end, style } = line
    if (end !== undefined && !isText(end, 20)) return null
    if (style !== undefined && !(typeof style === 'string' && styles.has(style))) return null
    read.push({
      text,
      ...(end === undefined ? {} : { end }),
      ...(style === undefined ? {} : { style: style as 'title' }),
    })
  }
  return read
}

export function readLabel(body: unknown): Label | null {
  if (!isRecord(body)) return null
  const { lines, barcode, copies } = body
  if (!Array.isArray(lines) || lines.length > 8 || !lines.every(line => isText(line, 60))) return null
  if (barcode !== undefined && !isText(barcode, 64)) return null
  if (copies !== undefined && !(Number.isInteger(copies) && Number(copies) >= 1 && Number(copies) <= 50))
    return null
  if (lines.length === 0 && barcode === undefined) return null
  return {
    lines,
    ...(barcode === undefined ? {} : { barcode }),
    ...(copies === undefined ? {} : { copies: Number(copies) }),
  }
}

/** An amount to pay, in cents: up to a thousand euro. */
export const readAmount = (body: unknown): number | null => {
  const cents = isRecord(body) ? body['cents'] : null
  return typeof cents === 'number' && Number.isInteger(cents) && cents > 0 && cents <= 100_000 ? cents : null
}

export function readSecurity(body: unknown): { readonly uid: string; readonly on: boolean } | null {
  if (!isRecord(body)) return null
  const { uid, on } = body
  return typeof uid === 'string' && /^[0-9A-Fa-f]{8,32}$/.test(uid) && typeof on === 'boolean'
    ? { uid, on }
    : null
}
