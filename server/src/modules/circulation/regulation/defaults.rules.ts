import type { RegulationValueKey, ResolvedValues } from '@kaft/contract/regulation'

/**
 * What holds where no row says anything. These are named wherever they count ("standaard"), and there is none
 * for what a library must decide itself: without a row nothing can be lent, for no period.
 */
export const regulationDefaults: ResolvedValues = {
  loanable: false,
  period: null,
  fixed_due_on: null,
  min_age: null,
  limits: [],
  lending_fee: { cents: 0 },
  renewals: 0,
  renewal_period: null,
  renewal_from: 'due',
  max_total_days: null,
  renewal_refused_when_overdue: false,
  fine: { kind: 'none' },
  replacement_cents: null,
  reminders: { predue_days: null, steps: [], invoice_days: null },
  hold_allowed: true,
  hold_only_on_loan: false,
  hold_cost: { placing_cents: 0, pickup_cents: 0, not_collected_cents: 0 },
  max_holds: null,
  pickup_days: 7,
  block_debt_cents: null,
  block_overdue_days: null,
  block_within: 'library',
  book_drop: 'previous_opening',
}

/** Every value that a row can fix, in the order in which they are shown. */
export const valueKeys = Object.keys(regulationDefaults) as RegulationValueKey[]
