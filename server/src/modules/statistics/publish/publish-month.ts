import { figureRule } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { protect } from './publish.rules.ts'
import { publish, RuleRow, storedRule, SumRow, sumsOf } from './publish.store.ts'

/**
 * The statement that writes down the figures of regions and of Flanders of one month: protected here, and only so. Null where no
 * library counted anything.
 * @param ask asks the database, in the transaction of the caller
 */
export async function publishMonth(
  ask: (query: Query) => Promise<readonly Row[]>,
  { month, at }: { readonly month: Day; readonly at: string },
): Promise<Query | null> {
  const rule = oneOf(RuleRow, await ask(storedRule))?.value ?? figureRule
  const shown = protect(allOf(SumRow, await ask(sumsOf(month, rule))), rule.smallest_cell)
  return shown.length === 0 ? null : publish(month, { smallest_cell: rule.smallest_cell, at, shown })
}
