import type { Static } from 'typebox'
import { dayOf } from '../../../../base/dates.ts'
import type { OpenRow } from './open-loans.store.ts'
import type { OpenLoan } from './reterm.rules.ts'

/** The loan as the rules weigh it; null where its reader may no longer be seen, for whom nothing can be decided. */
export const openLoanOf = (row: Static<typeof OpenRow>): OpenLoan | null =>
  row.person && {
    branch_id: row.branch_id,
    item_type: row.item_type,
    shelf: row.shelf,
    acquired_on: row.acquired_on,
    membership_type: row.person.membership_type,
    birth_on: row.person.birth_on,
    member_until: row.member_until,
    lent_on: dayOf(row.lent_at),
    renewed_on: row.renewed_at === null ? null : dayOf(row.renewed_at),
    due_on: row.due_on,
    hourly: row.due_at !== null,
  }
