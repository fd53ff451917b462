import type { RegulationValueKey, ResolvedValues } from '@kaft/contract/regulation'

/**
 * What holds where no row says anything. These are named wherever they count ("standaard"), and there is none
 * for what a library must decide itself: without a row nothing can be lent, for no period.
 */
export const regulationDefaults: ResolvedValues = {
  loanable: false,
  period: null,
  fixed_due_on: null,
  due_on_closed: 'next_open_day',
  cap_at_membership_end: true,
  min_age: null,
  label_age: 'ignored',
  desk_only: [],
  limits: [],
  deposit_cents: 0,
  lending_fee: { cents: 0 },
  renewals: 0,
  renewal_period: null,
  renewal_from: 'due',
  max_total_days: null,
  renewal_not_before_days: null,
  renewal_refused_when_overdue: false,
  renewal_when_reserved: 'if_other_copy',
  renewal_when_expired: false,
  fine: { kind: 'none' },
  suspension: null,
  replacement_cents: null,
  loss_admin_cents: 0,
  ibl_cents: 0,
  reminders: { predue_days: null, steps: [], invoice_days: null },
  hold_allowed: true,
  hold_only_on_loan: false,
  hold_cost: { placing_cents: 0, pickup_cents: 0, not_collected_cents: 0 },
  max_holds: null,
  max_holds_per_title: 1,
  pickup_days: 7,
  block_debt_cents: null,
  block_debt_days: null,
  block_overdue_days: null,
  block_overdue_count: null,
  block_weight: 'ask',
  block_within: 'library',
  book_drop: 'previous_opening',
  auto_renew: false,
}

/** Every value that a row can fix, in the order in which they are shown. */
export const valueKeys = Object.keys(regulationDefaults) as RegulationValueKey[]
