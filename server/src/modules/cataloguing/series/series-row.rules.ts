import type { TitleFacts } from '@kaft/marc'
import { wholeTitle } from '../words/fold.rules.ts'

/** A title as a volume of a series, as it is stored. */
export interface SeriesRow {
  /** The name without article, case and signs: by it two statements are one series. */
  readonly key: string
  readonly name: string
  readonly volume: string | null
  readonly number: number | null
}

const MOST = 10
const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }
const IS_ROMAN = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/

function roman(text: string): number | null {
  if (text === '' || !IS_ROMAN.test(text)) return null
  const values = [...text].map(c => ROMAN[c] ?? 0)
  return values.reduce((sum, v, i) => sum + (v < (values[i + 1] ?? 0) ? -v : v), 0)
}

/**
 * The number of a volume, however it is written: "deel 3", "3", "III", "[3]", "vol. 3 en 4", "3a" (behind 3, before 4).
 * Null where it says no number.
 */
export function volumeNumber(text: string | null): number | null {
  if (text === null) return null
  const plain = text.toLowerCase()
  const digits = /(\d{1,6})(?:[.,](\d{1,2})\b|\s?([a-z])\b)?/.exec(plain)
  if (digits) {
    const [, whole = '0', part, letter] = digits
    if (part !== undefined) return Number(`${whole}.${part}`)
    return Number(whole) + (letter === undefined ? 0 : (letter.charCodeAt(0) - 96) / 100)
  }
  for (const word of plain.match(/[a-z]+/g) ?? []) {
    const value = roman(word)
    if (value !== null) return value
  }
  return null
}

const cut = (text: string): string => (text.length > 300 ? text.slice(0, 300).toWellFormed() : text)

/** The series of a description, each once, with the number of the volume in it. */
export function seriesRows(series: TitleFacts['series']): SeriesRow[] {
  const found = new Map<string, SeriesRow>()
  for (const { title, volume } of series) {
    const key = wholeTitle(title)?.slice(1) ?? ''
    if (key === '' || found.has(key) || found.size >= MOST) continue
    found.set(key, {
      key,
      name: cut(title),
      volume: volume === null ? null : cut(volume),
      number: volumeNumber(volume),
    })
  }
  return [...found.values()]
}
