import { type DoublePoint, doublePoints, type DoubleRule } from '@kaft/contract'
import { fold } from '../words/fold.rules.ts'

/** A description as it is laid beside another. */
export interface Laid {
  readonly title: string
  readonly author: string | null
  readonly year: number | null
  readonly publisher: string | null
  readonly extent: string | null
  readonly material: string
  /** ISBN, EAN and ISSN without hyphens. */
  readonly numbers: readonly string[]
  /** Its own number, and others that its record bears (035), with and without who gave them. */
  readonly borne: readonly string[]
  readonly provisional: boolean
}
export interface Weighed {
  readonly weight: number
  readonly agrees: readonly DoublePoint[]
  readonly differs: readonly DoublePoint[]
}

const plain = (text: string | null): string =>
  fold(text ?? '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const ordered = (text: string | null): string => plain(text).split(' ').toSorted().join(' ')
/** "Uitgeverij Lannoo nv" and "Lannoo" are one publisher. */
const house = (text: string | null): string =>
  plain(text)
    .replace(
      /\b(?:uitgeverij|uitgevers|uitgave|publishers?|publishing|press|verlag|editions?|nv|bv|inc|ltd)\b/gu,
      ' ',
    )
    .replace(/ +/gu, ' ')
    .trim()
/** Of "311 p. : ill. ; 20 cm" the pages: how high a book is, each cataloguer measures anew. */
const pages = (text: string | null): string => /\d+/.exec(text ?? '')?.[0] ?? ''

type Verdict = 'agrees' | 'differs' | null
const same = (a: string, b: string): Verdict => (a === '' || b === '' ? null : a === b ? 'agrees' : 'differs')

/** A title that begins as the other one does may have its subtitle behind it: that says nothing either way. */
function titles(a: string, b: string): Verdict {
  const [x, y] = [plain(a), plain(b)]
  return x !== y && (x.startsWith(`${y} `) || y.startsWith(`${x} `)) ? null : same(x, y)
}

/** A year on the cover and one in the colophon differ by one. */
function years(a: number | null, b: number | null): Verdict {
  if (a === null || b === null) return null
  return a === b ? 'agrees' : Math.abs(a - b) === 1 ? null : 'differs'
}

/** A number can only agree: one title has several, and another list of them is no contradiction. */
function numbers(a: readonly string[], b: readonly string[]): Verdict {
  return a.some(one => b.includes(one)) ? 'agrees' : null
}
const issnsOf = (all: readonly string[]): string[] => all.filter(one => one.length === 8)
const othersOf = (all: readonly string[]): string[] => all.filter(one => one.length !== 8)

const VERDICTS: Readonly<Record<DoublePoint, (a: Laid, b: Laid) => Verdict>> = {
  isbn: (a, b) => numbers(othersOf(a.numbers), othersOf(b.numbers)),
  issn: (a, b) => numbers(issnsOf(a.numbers), issnsOf(b.numbers)),
  number: (a, b) => numbers(a.borne, b.borne),
  title: (a, b) => titles(a.title, b.title),
  author: (a, b) => same(ordered(a.author), ordered(b.author)),
  year: (a, b) => years(a.year, b.year),
  publisher: (a, b) => same(house(a.publisher), house(b.publisher)),
  extent: (a, b) => same(pages(a.extent), pages(b.extent)),
  // A desk that types a title in haste does not say what it is.
  material: (a, b) => (a.provisional || b.provisional ? null : same(a.material, b.material)),
}

/** In what two descriptions agree and differ, and what that weighs. */
export function weighPair(a: Laid, b: Laid, { points }: Pick<DoubleRule, 'points'>): Weighed {
  const said = doublePoints.map(point => [point, VERDICTS[point](a, b)] as const)
  const agrees = said.flatMap(([point, verdict]) => (verdict === 'agrees' ? [point] : []))
  const differs = said.flatMap(([point, verdict]) => (verdict === 'differs' ? [point] : []))
  const weight =
    agrees.reduce((sum, point) => sum + points[point].agrees, 0) -
    differs.reduce((sum, point) => sum + points[point].differs, 0)
  return { weight, agrees, differs }
}

/** Whether two are proposed as one. */
export const isProposed = (a: Laid, b: Laid, weighed: Weighed, rule: DoubleRule): boolean =>
  weighed.weight >= (a.provisional || b.provisional ? rule.provisional_threshold : rule.threshold)
