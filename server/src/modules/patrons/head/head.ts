import { type PatronHead, settings } from '@kaft/contract'
import type { Row } from '../../../base/db.ts'
import type { Finding } from '../../../base/decision.ts'
import { allOf, matches } from '../../../base/row.ts'
import { ageGroup } from '../ages.rules.ts'
import { cardTypeOf, membershipName } from '../memberships/membership-types.store.ts'
import { needsConsent } from '../family/family.rules.ts'
import { consentAge } from '../family/family.ts'
import { isContactDue } from '../contact/contact.rules.ts'
import { PatronHeadRow } from './head.store.ts'
import { recordFindings } from './head.rules.ts'

/** A child of the own library whose parent or guardian did not agree yet; a class card is no child. */
const lacksConsent = (row: PatronHeadRow): boolean =>
  row.own &&
  !row.consented &&
  cardTypeOf(row.membership_types, row.membership_type).card_type === undefined &&
  needsConsent(row.birth_on, row.today, consentAge(row.consent_until_age))

const months = (stored: unknown): number => {
  const rule = settings['patrons.contact_check_months']
  return (matches(rule.value, stored) ? stored : rule.default) as number
}

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
    findings: [...recordFindings({ ...row, consent_missing: lacksConsent(row) }), ...more],
    notes,
    ...(row.own &&
    (row.came_over || isContactDue(row.contact_checked_on, months(row.contact_check_months), row.today))
      ? { contact_due: true, ...(row.came_over ? { came_over: true } : {}) }
      : {}),
  }
}

/** The heads of the rows of `patronHeadQuery`, each checked. */
export const headsOf = (rows: readonly Row[], more: readonly Finding[] = []): PatronHead[] =>
  allOf(PatronHeadRow, rows).map(row => toHead(row, more))
