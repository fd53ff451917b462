import { headingsIn, type MarcRecord } from '@kaft/marc'
import { wordsOf } from '../words/fold.rules.ts'

/** A heading of a title as it is stored. */
export interface HeadingRow {
  readonly kind: string
  readonly norm: string
  /** Text and norm without subdivisions. */
  readonly main: string | null
  readonly base: string | null
  /** $0; empty where the field has none. */
  readonly number: string
  readonly text: string
  readonly key: string
}

const MOST_WORDS = 12
const MOST_HEADINGS = 200

/** A name as people type it, in whichever order: its words in the order of the alphabet. */
export const keyOf = (text: string): string =>
  wordsOf(text)
    .slice(0, MOST_WORDS)
    .map(w => w.joined)
    .toSorted()
    .join(' ')

/** Of several numbers the one that says whose it is: `(VLACC)77` before an address. */
const numberOf = (numbers: readonly string[]): string =>
  numbers.find(n => n.startsWith('(')) ?? numbers[0] ?? ''

/** The headings of a description, each once. */
export function headingRows(record: MarcRecord): HeadingRow[] {
  const found = new Map<string, HeadingRow>()
  for (const { kind, norm, main, base, numbers, text, bare } of headingsIn(record)) {
    const row = { kind, norm, main, base, number: numberOf(numbers), text, key: keyOf(bare) }
    const id = JSON.stringify([row.text, row.kind, row.number])
    if (!found.has(id) && found.size < MOST_HEADINGS) found.set(id, row)
  }
  return [...found.values()]
}
