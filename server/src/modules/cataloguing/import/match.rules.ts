import type { ImportRules, MatchPoint } from '@kaft/contract'
import { fold } from '../words/fold.rules.ts'

/** What of a description is laid beside another. */
export interface Described {
  /** Its own number, and others that it bears (035). */
  readonly numbers: readonly string[]
  readonly isbns: readonly string[]
  readonly title: string
  readonly author: string | null
  readonly year: number | null
  readonly material: string
}
export interface Candidate extends Described {
  readonly title_id: string
  readonly source: string
}
export type Choice =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly candidate: Candidate; readonly weight: number }
  /** Two or more fit equally well: a person has to say which. */
  | { readonly kind: 'many'; readonly title_ids: readonly string[] }

const plain = (text: string | null): string =>
  fold(text ?? '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const share = (a: readonly string[], b: readonly string[]): boolean => a.some(one => b.includes(one))
/** Names are written in either order: the same words are the same name. */
const sameName = (a: string | null, b: string | null): boolean => {
  const [x, y] = [a, b].map(name => plain(name).split(' ').toSorted().join(' '))
  return x !== '' && x === y
}

const AGREES: Readonly<Record<MatchPoint, (a: Described, b: Described) => boolean>> = {
  number: (a, b) => share(a.numbers, b.numbers),
  isbn: (a, b) => share(a.isbns, b.isbns),
  title: (a, b) => plain(a.title) !== '' && plain(a.title) === plain(b.title),
  author: (a, b) => sameName(a.author, b.author),
  year: (a, b) => a.year !== null && a.year === b.year,
  material: (a, b) => a.material === b.material,
}

/** The sum of the weights of the points in which two descriptions agree. */
export const weigh = (a: Described, b: Described, match: ImportRules['match']): number =>
  match.reduce((sum, { point, weight }) => (AGREES[point](a, b) ? sum + weight : sum), 0)

/** Which of the titles that may be the same it is, by the rules of a profile. */
export function choose(
  record: Described,
  candidates: readonly Candidate[],
  { match, threshold }: Pick<ImportRules, 'match' | 'threshold'>,
): Choice {
  const weighed = candidates
    .map(candidate => ({ candidate, weight: weigh(record, candidate, match) }))
    .filter(w => w.weight >= threshold)
  const most = Math.max(...weighed.map(w => w.weight))
  const [first, ...more] = weighed.filter(w => w.weight === most)
  if (!first) return { kind: 'none' }
  return more.length === 0
    ? { kind: 'one', ...first }
    : { kind: 'many', title_ids: [first, ...more].map(w => w.candidate.title_id) }
}
