import type { Code } from './codes.ts'
import type { Leave } from './leave.ts'

/**
 * Which leave passes which question. A code that is not here can never be passed: it is a stop for everyone.
 * Self-service and the readers' screens hold none of these leaves, so each question is a refusal there.
 */
export const overrides = {
  patron_expired: 'circulation.override.light',
  limit_reached: 'circulation.override.light',
  item_on_loan_elsewhere: 'circulation.override.light',
  renewals_exhausted: 'circulation.override.light',
  renewal_when_overdue: 'circulation.override.light',
  renewal_too_soon: 'circulation.override.light',
  deposit_needed: 'circulation.override.heavy',
  debt_age_block: 'circulation.override.heavy',
  too_many_overdue: 'circulation.override.heavy',
  max_total_reached: 'circulation.override.heavy',
  reserved_by_another: 'circulation.override.heavy',
  debt_block: 'circulation.override.heavy',
  overdue_block: 'circulation.override.heavy',
  patron_blocked: 'circulation.override.heavy',
  membership_not_accepted: 'circulation.override.heavy',
  merge_birth_differs: 'patrons.merge',
  merge_name_differs: 'patrons.merge',
  title_merge_material: 'cataloguing.change',
  title_merge_isbn: 'cataloguing.change',
  title_merge_central: 'consortium.libraries',
  age_too_low: 'circulation.override.heavy',
  item_not_loanable: 'circulation.override.heavy',
  held_for_another: 'circulation.override.heavy',
  item_missing: 'circulation.override.light',
  item_damaged: 'circulation.override.light',
  item_incomplete: 'circulation.override.light',
  item_note: 'circulation.lend',
  item_available_here: 'circulation.hold',
  ibl_own_item: 'circulation.override.light',
  hold_already_on_loan: 'circulation.override.light',
} as const satisfies Partial<Record<Code, Leave>>
export type Overridable = keyof typeof overrides
