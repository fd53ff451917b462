import type { pullList } from '@kaft/contract/logistics'
import type { OkOf } from '@kaft/contract/operation'

export type Pull = OkOf<typeof pullList>
export type PullLine = Pull['rows'][number]

/** Lines that somebody here may look for: not those that another branch is fetching. */
export const oursIn = (lines: readonly PullLine[]): readonly PullLine[] =>
  lines.filter(line => line.state !== 'elsewhere')

/** How many are looked for here, first for whoever picks up here (B), and from elsewhere too (N). */
export const pullCounts = (lines: readonly PullLine[]): { all: number; own: number; others: number } => {
  const ours = oursIn(lines)
  const own = ours.filter(line => line.own).length
  return { all: ours.length, own, others: ours.length - own }
}

/** The line that a scanned item stands on; null when nobody here looks for it. */
export const pulledBy = (lines: readonly PullLine[], code: string): PullLine | null =>
  lines.find(line => line.barcodes.includes(code.trim())) ?? null

/** The lines of a walk in order: what this branch claimed, in the order of the shelves, and what was put off last. */
export const walkOf = (lines: readonly PullLine[], later: readonly string[]): readonly PullLine[] => {
  const mine = lines.filter(line => line.state === 'here')
  const now = mine.filter(line => !later.includes(line.title_id))
  const put = mine.filter(line => later.includes(line.title_id))
  return [...now, ...put.toSorted((a, b) => later.indexOf(a.title_id) - later.indexOf(b.title_id))]
}

/** The walk turned to a shelf whose label was scanned: its lines first, the rest behind in their order. */
export const atShelf = (walk: readonly PullLine[], shelf: string | null): readonly PullLine[] =>
  shelf === null
    ? walk
    : [...walk.filter(line => line.shelf === shelf), ...walk.filter(line => line.shelf !== shelf)]

/** A shelf moved by some places, within the list. */
export const moved = (shelves: readonly string[], shelf: string, by: number): readonly string[] => {
  const at = shelves.indexOf(shelf)
  const to = Math.min(Math.max(at + by, 0), shelves.length - 1)
  return at < 0 || at === to ? shelves : shelves.toSpliced(at, 1).toSpliced(to, 0, shelf)
}
