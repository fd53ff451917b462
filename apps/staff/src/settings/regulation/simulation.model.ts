import type { OkOf } from '@kaft/contract/operation'
import type { readSimulation } from '@kaft/contract/regulations'

export type Simulation = NonNullable<OkOf<typeof readSimulation>['simulation']>
export type Outcome = NonNullable<Simulation['outcome']>
export type Group = Outcome['all']
export type Split = keyof Outcome['by']

export const measures = [
  'refused',
  'renewals',
  'average_days',
  'late',
  'fine_cents',
  'average_wait_days',
] as const
export type MeasureKey = (typeof measures)[number]
export const splits = ['membership_type', 'item_type', 'branch_id'] as const

/** One line of the chart: both values, and how long their bars are, as shares of the longest. */
export interface Bar {
  readonly key: string | null
  /** Null where too few loans are to be told. */
  readonly loans: number | null
  readonly before: number | null
  readonly after: number | null
  readonly before_share: number
  readonly after_share: number
}

const valueOf = (of: Group['before'], measure: MeasureKey): number | null => of?.[measure] ?? null

/** The bars of a split for one measure, on one scale. */
export const barsOf = (groups: readonly Group[], measure: MeasureKey): readonly Bar[] => {
  const rows = groups.map(group => ({
    key: group.key,
    loans: group.loans,
    before: valueOf(group.before, measure),
    after: valueOf(group.after, measure),
  }))
  const most = Math.max(0, ...rows.flatMap(row => [row.before ?? 0, row.after ?? 0]))
  const share = (value: number | null): number => (most === 0 || value === null ? 0 : value / most)
  return rows.map(row => ({ ...row, before_share: share(row.before), after_share: share(row.after) }))
}

/** How far a run is, from 0 to 100; null until it is known. */
export const percentOf = ({ done, total }: Pick<Simulation, 'done' | 'total'>): number | null =>
  total === null ? null : total === 0 ? 100 : Math.floor((done / total) * 100)
