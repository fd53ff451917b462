import { type Departure, type DepartureCheck, departureChecks } from '@kaft/contract'
import type { Accepted, DepartureRow, Looked } from './departure.store.ts'

/** What was accepted holds as long as no more of it is open than then. */
export function checksOf(looked: Looked | null, accepted: Accepted): DepartureCheck[] {
  if (looked === null) return []
  return departureChecks.map(code => {
    const count = looked.open[code] ?? 0
    const said = accepted[code]
    const holds = said !== undefined && count <= said.count
    return {
      code,
      count,
      state: count === 0 ? 'empty' : holds ? 'accepted' : 'open',
      reason: count > 0 && holds ? said.reason : null,
    }
  })
}

export const isSettled = (checks: readonly DepartureCheck[]): boolean =>
  checks.every(check => check.state !== 'open')

/** Why the erasure cannot begin; nothing, and it can. The last day has to be over: until then the library works. */
export function missingFor(
  row: Pick<DepartureRow, 'state' | 'leaves_on' | 'report' | 'looked_at' | 'exported_at' | 'accepted'> & {
    /** How many files there are: somebody who was erased meanwhile took the export along. */
    readonly files: number
  },
  today: string,
): Departure['missing'] {
  const { state, report, looked_at, exported_at } = row
  const fresh = report !== null && looked_at !== null && (exported_at === null || looked_at >= exported_at)
  return [
    ...(state === 'announced' ? (['confirm'] as const) : []),
    ...(row.leaves_on >= today ? (['day'] as const) : []),
    ...(exported_at === null || row.files === 0 ? (['export'] as const) : []),
    ...(fresh ? [] : (['look'] as const)),
    ...(fresh && !isSettled(checksOf(report, row.accepted)) ? (['settle'] as const) : []),
  ]
}
