import type { Estimate } from '@kaft/contract'

/** One item that may serve a queue: on a shelf, promised to someone, or out since so many days. */
export interface Copy {
  readonly status: 'available' | 'promised' | 'on_loan'
  readonly days_out: number
}
/** So many returns after so many days out. */
export interface Stay {
  readonly days: number
  readonly returns: number
}
export interface EstimateFacts {
  readonly copies: readonly Copy[]
  /** How many who are served first. */
  readonly ahead: number
  /** How long items of this title stayed out, and items of its types at this library. */
  readonly of_title: readonly Stay[]
  readonly of_type: readonly Stay[]
}

/** So few returns say nothing: one long holiday would be the estimate. */
export const ENOUGH = { title: 8, item_type: 30 }
/** Between two readers an item is put ready, waits on the hold shelf and is picked up. */
export const TURN_DAYS = 3
/** What stands on a shelf is fetched on the next round. */
const FROM_SHELF = { low_days: 0, mid_days: 1, high_days: 3 }

export interface Quartiles {
  readonly low: number
  readonly mid: number
  readonly high: number
}

const total = (stays: readonly Stay[]): number => stays.reduce((sum, s) => sum + s.returns, 0)

/** The days out that a quarter, a half and three quarters of all returns did not pass. */
export function quartilesOf(stays: readonly Stay[]): Quartiles {
  const sorted = [...stays].sort((a, b) => a.days - b.days)
  const all = total(sorted)
  const at = (part: number): number => {
    let seen = 0
    for (const { days, returns } of sorted) {
      seen += returns
      if (seen >= all * part) return days
    }
    return sorted.at(-1)?.days ?? 0
  }
  return { low: at(0.25), mid: at(0.5), high: at(0.75) }
}

/** How much longer an item stays out that is out so long already: what is late already is not expected tomorrow for sure. */
const remaining = (q: Quartiles, days_out: number): number => {
  if (days_out < q.mid) return q.mid - days_out
  if (days_out < q.high) return Math.max(1, q.high - days_out)
  return Math.max(1, Math.round((q.high - q.mid) / 2))
}

interface Line {
  free_in: number
  /** How many stays lie before that: each adds to the doubt. */
  stays: number
}
const lineOf = (copy: Copy, q: Quartiles): Line => {
  if (copy.status === 'available') return { free_in: 0, stays: 0 }
  if (copy.status === 'promised') return { free_in: TURN_DAYS + q.mid, stays: 1 }
  return { free_in: remaining(q, copy.days_out), stays: 1 }
}

/** Lets everyone ahead take the item that is free first, one after the other; answers the line that is left. */
function served(lines: Line[], ahead: number, q: Quartiles): Line {
  const first = () => lines.reduce((a, b) => (b.free_in < a.free_in ? b : a))
  for (let i = 0; i < ahead; i++) {
    const line = first()
    line.free_in += TURN_DAYS + q.mid
    line.stays += 1
  }
  return first()
}

/**
 * When a hold may be served: half of such waits fall within the band. Stays that follow each other differ by
 * chance, so the band of a chain widens with the root of its length, not with the length.
 * @returns null where no item can serve it, or too little history says how long items stay out
 */
export function estimate(f: EstimateFacts): Estimate | null {
  if (f.copies.length === 0) return null
  const own = total(f.of_title) >= ENOUGH.title
  const stays = own ? f.of_title : f.of_type
  const returns = total(stays)
  const known = { copies: f.copies.length, ahead: f.ahead, returns }
  if (f.copies.filter(c => c.status === 'available').length > f.ahead)
    return { ...FROM_SHELF, ...known, learned_from: 'shelf' }
  if (!own && returns < ENOUGH.item_type) return null
  const q = quartilesOf(stays)
  const line = served(
    f.copies.map(c => lineOf(c, q)),
    f.ahead,
    q,
  )
  const mid_days = line.free_in + 1
  const spread = Math.sqrt(Math.max(1, line.stays))
  return {
    low_days: Math.max(0, Math.round(mid_days - spread * (q.mid - q.low))),
    mid_days,
    high_days: Math.round(mid_days + spread * (q.high - q.mid)),
    ...known,
    learned_from: own ? 'title' : 'item_type',
  }
}
