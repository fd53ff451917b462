import type { HiddenBecause } from '@kaft/contract'

/** What all libraries of an area counted in one month: the area `*` is Flanders. */
export interface Sum {
  readonly area: string
  readonly kind: string
  readonly part: string
  readonly n: number
  /** Readers behind it; null where one of the libraries does not know how many they were. */
  readonly readers: number | null
  /** Readers of the library that has most of them. */
  readonly most_readers: number | null
  /** Libraries that counted something. */
  readonly libraries: number
}
export interface Shown {
  readonly area: string
  readonly kind: string
  readonly part: string
  readonly n: number | null
  readonly hidden: HiddenBecause | null
}

export const FLANDERS = '*'
/** Each library knows its own figure, so of two the other's would be the rest. */
const LEAST_LIBRARIES = 3

const keyOf = (of: { readonly kind: string; readonly part: string }): string => `${of.kind} ${of.part}`

/**
 * What may be read of figures over libraries (P48), by ADR 37. Whoever reads one knows the exact figure of their own library, that of
 * their region and that of Flanders. So what is left without the library that has most readers must be a cell that is large enough, and
 * so must what lies between a region and Flanders, and between a total and its parts. What is shown is rounded to the smallest cell, so
 * that no difference is exact. Items are nobody's, and shown as they are.
 */
export function protect(sums: readonly Sum[], smallest_cell: number): Shown[] {
  const flanders = new Map(sums.filter(sum => sum.area === FLANDERS).map(sum => [keyOf(sum), sum]))
  const judged = sums.map(sum => ({
    sum,
    hidden: sum.kind === 'items' ? null : hiddenBecause(sum, flanders.get(keyOf(sum)), smallest_cell),
  }))
  const tables = Map.groupBy(judged, ({ sum }) => `${sum.area} ${sum.kind}`)
  const beside = new Set([...tables.values()].flatMap(table => hiddenBeside(table, smallest_cell)))
  return judged.map(({ sum, hidden }) => {
    const { area, kind, part, n } = sum
    const because = hidden ?? (beside.has(sum) ? ('difference' as const) : null)
    const shown = kind === 'items' ? n : Math.round(n / smallest_cell) * smallest_cell
    return { area, kind, part, n: because === null ? shown : null, hidden: because }
  })
}

function hiddenBecause(sum: Sum, flanders: Sum | undefined, smallest_cell: number): HiddenBecause | null {
  if (sum.n === 0) return null
  if (sum.libraries < LEAST_LIBRARIES) return 'few_libraries'
  if (others(sum) < smallest_cell) return 'few_readers'
  if (sum.area === FLANDERS || !flanders || flanders.n === sum.n) return null
  const libraries = flanders.libraries - sum.libraries
  const readers = (flanders.readers ?? 0) - (sum.readers ?? 0)
  return libraries < LEAST_LIBRARIES || readers < smallest_cell ? 'difference' : null
}

/** Readers that are not of the library that has most of them; where nobody knows how many, none. */
const others = (sum: Sum): number => (sum.readers ?? 0) - (sum.most_readers ?? 0)

/**
 * Parts that must be hidden beside those that are: a hidden one would be the total without the others. Hidden together they are at
 * least two, and of enough readers; the smallest are hidden first.
 */
function hiddenBeside(
  table: readonly { readonly sum: Sum; readonly hidden: HiddenBecause | null }[],
  smallest_cell: number,
): Sum[] {
  const parts = table.filter(({ sum }) => sum.part !== 'all' && sum.n > 0)
  const gone = parts.filter(part => part.hidden !== null).map(part => part.sum)
  if (gone.length === 0) return []
  const left = parts.filter(part => part.hidden === null).map(part => part.sum)
  left.sort((a, b) => others(a) - others(b))
  const more: Sum[] = []
  const readers = () => [...gone, ...more].reduce((all, sum) => all + others(sum), 0)
  while (left.length > 0 && (gone.length + more.length < 2 || readers() < smallest_cell))
    more.push(...left.splice(0, 1))
  return more
}
