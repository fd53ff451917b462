import type { PatronHead } from '@kaft/contract'
import type { Row } from '../../../base/db.ts'
import type { Finding } from '../../../base/decision.ts'
import { allOf } from '../../../base/row.ts'
import { ageGroup } from '../ages.rules.ts'
import { cardTypeOf, membershipName } from '../memberships/membership-types.store.ts'
import { PatronHeadRow } from './head.store.ts'
import { recordFindings } from './head.rules.ts'

/** The name as staff read it: given name first. */
export const nameOf = (p: { readonly given_name: string; readonly family_name: string }): string =>
  `${p.given_name} ${p.family_name}`

/**
 * The head of a patron as the contract shows it.
 * @param more findings of the floor above (debt, overdue loans), behind those of the record itself
 */
export function toHead(row: PatronHeadRow, more: readonly Finding[] = []): PatronHead {
  const { patron_id, library_id, library_name, membership_type, member_until, card_tail, loans, notes } = row
  return {
    patron_id,
    library_id,
    library_name,
    name: nameOf(row),
    age_group: ageGroup(row.birth_on, row.today),
    membership_type,
    membership_name: membershipName(row.membership_types, membership_type),
    ...cardTypeOf(row.membership_types, membership_type),
    member_until,
    card_tail,
    loans,
    holds_ready: row.holds_ready,
    balance_cents: row.balance_cents,
    findings: [...recordFindings(row), ...more],
    notes,
  }
}

/** The heads of the rows of `patronHeadQuery`, each checked. */
export const headsOf = (rows: readonly Row[], more: readonly Finding[] = []): PatronHead[] =>
  allOf(PatronHeadRow, rows).map(row => toHead(row, more))
