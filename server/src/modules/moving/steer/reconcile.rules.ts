import type { MoveCount, MoveKind, MoveTally } from '@kaft/contract'

/** What stands here of a kind, counted now. */
export interface Here {
  readonly count: number
  readonly cents: number
  /** Of those, what the last whole export did not hold any more. */
  readonly kept: number
}

/**
 * One kind, counted on both sides. The last whole export says everything that there was; of later ones with changes
 * only, what was new is added. What did not come over is told on the side of the old system, so that both sides must
 * come out even, to the cent.
 */
export function countOf(kind: MoveKind, passes: readonly MoveTally[], here: Here): MoveCount {
  const all = passes.toSorted((a, b) => a.pass - b.pass)
  const from = all.findLastIndex(t => t.whole)
  const last = all[from]
  const later = all.slice(from + 1)
  const sum = (of: (t: MoveTally) => number): number => later.reduce((n, t) => n + of(t), last ? of(last) : 0)
  const known = later.reduce((n, t) => n + t.same + t.changed, 0)
  const source = sum(t => t.read) - known
  const refused = sum(t => t.refused)
  const left_behind = sum(t => t.left_behind)
  const money = kind === 'charges'
  const source_cents = money ? sum(t => t.read_cents) : null
  const refused_cents = money ? sum(t => t.refused_cents) : null
  const even = source - refused - left_behind + here.kept === here.count
  const cents = !money || (source_cents ?? 0) - (refused_cents ?? 0) === here.cents
  return {
    kind,
    source,
    refused,
    left_behind,
    kept: here.kept,
    here: here.count,
    source_cents,
    refused_cents,
    here_cents: money ? here.cents : null,
    fits: even && cents,
  }
}
