import type { RegulationRow, RegulationValues } from '@kaft/contract'
import type { Library, World } from './world.ts'

/** The house default of tests: 28 days, two renewals, ten cents a day, at most 20 items, dvds a week and four at most. */
export const plainRows = (more: RegulationValues = {}): RegulationRow[] => [
  {
    row_no: 1,
    selectors: {},
    values: {
      loanable: true,
      period: { n: 28, unit: 'days' },
      renewals: 2,
      renewal_from: 'renewal_day',
      pickup_days: 7,
      hold_allowed: true,
      fine: { kind: 'per_day', amount_cents: 10 },
      limits: [{ within: 'library', of: 'all', max: 20 }],
      block_debt_cents: 1000,
      ...more,
    },
  },
  {
    row_no: 2,
    selectors: { item_type: 'dvd' },
    values: { period: { n: 7, unit: 'days' }, limits: [{ within: 'library', of: 'same_item_type', max: 4 }] },
  },
]

/** Puts a regulation in force at a library since a year. */
export async function aRegulation(
  world: World,
  library: Library,
  rows: readonly RegulationRow[] = plainRows(),
): Promise<string> {
  const [made] = await world.rows(
    `insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at)
     values ($1, '2026-1', 'active', '2025-11-01', 'test', now(), now()) returning version_id`,
    [library.library_id],
  )
  for (const row of rows) {
    await world.rows(
      'insert into circulation.regulation_row (version_id, row_no, rule) values ($1, $2, $3)',
      [made!.version_id, row.row_no, JSON.stringify(row)],
    )
  }
  await world.rows('update organisation.library set epoch = epoch + 1 where library_id = $1', [
    library.library_id,
  ])
  return made!.version_id!
}
