import type { Departure, DepartureCheck } from '@kaft/contract/departures'
import type { State } from '@kaft/ui/tokens'

export const stateOf: Readonly<Record<Departure['state'], State>> = {
  announced: 'ask',
  confirmed: 'ask',
  erasing: 'move',
  left: 'ok',
  stopped: 'stop',
}
/** Until the erasure begins all of it can be called off. */
export const mayStop = (state: Departure['state']): boolean => state === 'announced' || state === 'confirmed'
export const isWorking = ({ state, wants }: Pick<Departure, 'state' | 'wants'>): boolean =>
  state === 'erasing' || wants !== null

export const checkState: Readonly<Record<DepartureCheck['state'], State>> = {
  empty: 'ok',
  open: 'stop',
  accepted: 'ask',
}
/**
 * What is open comes first, then what was accepted; what is in order closes the list. What is asked of the export alone is not said to be in
 * order before there is one.
 */
export const inOrder = (checks: readonly DepartureCheck[], exported: boolean): DepartureCheck[] => {
  const place = { open: 0, accepted: 1, empty: 2 } as const
  return checks
    .filter(({ code }) => exported || (code !== 'not_fetched' && code !== 'done_since_export'))
    .toSorted((a, b) => place[a.state] - place[b.state])
}
export const isMoney = (code: DepartureCheck['code']): boolean =>
  code === 'open_costs' || code === 'open_credit'

const UNITS = ['B', 'kB', 'MB', 'GB'] as const
/** Bytes in the unit in which they are read most easily. */
export function sizeOf(bytes: number): { readonly n: number; readonly unit: (typeof UNITS)[number] } {
  let n = bytes
  let at = 0
  while (n >= 1000 && at < UNITS.length - 1) {
    n /= 1000
    at++
  }
  return { n: at === 0 || n >= 100 ? Math.round(n) : Math.round(n * 10) / 10, unit: UNITS[at] ?? 'GB' }
}

/** As it is written: a part of ten only where there is one. */
export const sizeWord = (
  { n, unit }: ReturnType<typeof sizeOf>,
  f: { readonly count: (n: number) => string; readonly decimal: (n: number) => string },
): string => `${Number.isInteger(n) ? f.count(n) : f.decimal(n)} ${unit}`
