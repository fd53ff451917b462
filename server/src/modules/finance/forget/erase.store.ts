import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Words that the program itself writes beside a line, and reads: they say nothing of anybody. */
const ours = ['credit_used', 'deposit_returned', 'found_again', 'small_old_debt']

const accounts = (ids: readonly string[]): Query =>
  sql`(select a.account_id from finance.account a where a.patron_id = any (${ids}::bigint[]))`

/**
 * The lines of the ledger stay, as accounting asks, and lead to nobody (P150): the account that tied them to a person goes,
 * and so does what was written beside them and what they were about.
 */
export function eraseFinance({ patron_ids: ids, part }: Erased): readonly ErasureStep[] {
  if (part !== 'everything' && part !== 'history') return []
  const lines = sql`select e.entry_id from finance.entry e where e.account_id in ${accounts(ids)}`
  const settled = sql`(e.kind <> 'charge' or e.amount_cents + coalesce((select sum(l.amount_cents) from finance.entry l where l.charge_id = e.entry_id), 0) <= 0)`
  const abouts: ErasureStep = {
    table: 'finance.charge_about',
    rows: sql`finance.charge_about b`,
    where:
      part === 'everything' ? sql`b.entry_id in (${lines})` : sql`b.entry_id in (${lines} and ${settled})`,
    set: null,
  }
  if (part === 'history') return [abouts]
  return [
    abouts,
    {
      table: 'finance.entry',
      rows: sql`finance.entry e`,
      where: sql`e.account_id in ${accounts(ids)} and e.reason is not null and e.reason <> all (${ours}::text[])`,
      set: sql`reason = null`,
    },
    {
      table: 'finance.account',
      rows: sql`finance.account a`,
      where: sql`a.patron_id = any (${ids}::bigint[])`,
      set: null,
    },
  ]
}
