import type { GridCell, RegulationRow, ResolvedValues } from '@kaft/contract'
import type { Static } from 'typebox'
import type { Day } from '../../../../base/dates.ts'
import type { CompiledRegulation } from '../compile.rules.ts'
import { canonical } from '../diff.rules.ts'
import { type RegulationQuery, type Resolved, resolve } from '../resolve.rules.ts'

export type Cell = Static<typeof GridCell>

/** What the grid is asked for: one branch or all alike, one day, lending. */
export interface GridAsk {
  readonly membership_types: readonly string[]
  readonly item_types: readonly string[]
  readonly branch_id: string | null
  readonly on: Day
}

const queryOf = (ask: GridAsk, membership_type: string, item_type: string): RegulationQuery => ({
  branch_id: ask.branch_id,
  membership_type,
  age: null,
  item_type,
  shelf: null,
  item_age_days: null,
  action: 'loan',
  on: ask.on,
})

/** The tightest limit that a loan of this type meets. */
const tightest = (values: ResolvedValues, item_type: string): number | null => {
  const meets = values.limits.filter(
    ({ of }) => of === 'all' || of === 'same_item_type' || of.includes(item_type),
  )
  return meets.length === 0 ? null : Math.min(...meets.map(limit => limit.max))
}

/** The row that names just this pair, if the version has one: what the editor of a cell changes. */
const ownRow = (
  compiled: CompiledRegulation,
  membership_type: string,
  item_type: string,
): RegulationRow | null => {
  const pair = canonical({ membership_type, item_type })
  for (const { row } of compiled.rows.values()) if (canonical(row.selectors) === pair) return row
  return null
}

/** What holds, whatever the numbers of the rows: a row that was only renumbered changed nothing for anyone. */
const bare = ({ values }: Resolved): string =>
  canonical({ ...values, limits: values.limits.map(limit => ({ ...limit, row_no: 0 })) })

/**
 * What a version says for each membership type and item type: the few values that people know a regulation by, the row
 * they come from, and whether another version says otherwise.
 */
export const gridOf = (
  compiled: CompiledRegulation,
  other: CompiledRegulation | null,
  ask: GridAsk,
): Cell[] =>
  ask.membership_types.flatMap(membership_type =>
    ask.item_types.map(item_type => {
      const query = queryOf(ask, membership_type, item_type)
      const resolved = resolve(compiled, query)
      const { values, source } = resolved
      const row_no = source.period ?? source.loanable
      const hole = source.loanable === null || (values.loanable && values.period === null)
      return {
        membership_type,
        item_type,
        state: hole ? 'hole' : values.loanable ? 'loanable' : 'not_loanable',
        period: values.period,
        renewals: values.renewals,
        limit: tightest(values, item_type),
        row_no,
        own_row_no: ownRow(compiled, membership_type, item_type)?.row_no ?? null,
        changed: other !== null && bare(resolved) !== bare(resolve(other, query)),
      } satisfies Cell
    }),
  )
