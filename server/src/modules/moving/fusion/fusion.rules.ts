import type { FusionCount, FusionMap, FusionReport } from '@kaft/contract'

/** Words in use, and what they become. A word that nobody mapped stays as it is, if the other library knows it. */
interface Used {
  readonly word: string
  readonly count: number
}
export const becoming = (
  used: readonly Used[],
  map: Readonly<Record<string, string>>,
  known: ReadonlySet<string>,
): FusionReport['membership_types'] =>
  used.map(({ word, count }) => {
    const becomes = map[word] ?? word
    return { word, count, becomes, known: known.has(becomes) }
  })

/** Types of membership that the other library does not know: without a word there, a patron could not lend. */
export const unmapped = (report: Pick<FusionReport, 'membership_types'>): string[] =>
  report.membership_types.filter(t => !t.known).map(t => t.word)

export const mapped = (map: FusionMap, kind: keyof FusionMap, word: string): string => map[kind][word] ?? word

/** What is counted on both sides, in the order in which it is shown. */
export const countedKinds = [
  'records',
  'cards',
  'memberships',
  'loans',
  'holds',
  'items',
  'accounts',
  'balance',
] as const
export type CountedKind = (typeof countedKinds)[number]

/** What stood before beside what came; money to the cent. */
export const countsOf = (
  before: Readonly<Record<CountedKind, number>> | null,
  came: ReadonlyMap<string, number>,
): FusionCount[] =>
  before === null
    ? []
    : countedKinds.map(kind => {
        const here = came.get(kind) ?? 0
        return { kind, before: before[kind], came: here, fits: before[kind] === here }
      })

/** A code that another one has already, made one of its own: the code of the library that was behind it. */
export const suffixOf = (library_code: string): string => `-${library_code}`
