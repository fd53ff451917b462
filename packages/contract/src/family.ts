import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Barcode, Cents, closed, CommandId, Day, Id, Line, Nullable, OneOf } from './values.ts'

/*
 * Family (gezin): ties between patrons of one library, agreed to by whom they are about. Each is told from the side of
 * the patron who is open.
 */

/** What the other is to the open patron: child, parent or guardian, may collect for them, or is collected for by them. */
export const FamilyRole = OneOf(['child', 'guardian', 'collector', 'collects_for'])
export type FamilyRole = Static<typeof FamilyRole>
/** How it was agreed to: signed on paper, or said at the desk. */
export const Consent = OneOf(['paper', 'desk'])

export const FamilyMember = closed({
  link_id: Id,
  patron_id: Id,
  name: Type.String(),
  role: FamilyRole,
  card_tail: Type.String(),
  loans: Type.Integer(),
  /** What a child has at home, while the library shows that to a parent at this age; null where it does not. */
  titles: Nullable(Type.Array(closed({ title: Type.String(), due_on: Day }))),
  consent: Consent,
  since: Day,
  /** Whether the parent or guardian of this tie pays for the child. */
  pays: Type.Boolean(),
  /** What a child owes, told to the parent who pays; null for everyone else. */
  balance_cents: Nullable(Cents),
})
export type FamilyMember = Static<typeof FamilyMember>
/** The consent of a parent or guardian who has no record here. */
export const GuardianConsent = closed({
  given_by: Line(120),
  relation: OneOf(['parent', 'guardian']),
  consent: Consent,
})
export const Family = closed({
  patron_id: Id,
  members: Type.Array(FamilyMember),
  /** `online`: said in a form on the internet, until the desk has heard it too. */
  guardian_consent: Nullable(
    closed({ ...GuardianConsent.properties, consent: OneOf(['paper', 'desk', 'online']), on: Day }),
  ),
  /** So young that the library wants the consent of a parent or guardian, and there is none. */
  consent_missing: Type.Boolean(),
})
export type Family = Static<typeof Family>

const one = closed({ patron_id: Id })
const link = closed({ patron_id: Id, link_id: Id })

export const readFamily = operation({
  id: 'readFamily',
  method: 'GET',
  path: '/patrons/:patron_id/family',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'Who belongs to a patron: children, parents or guardians, and who collects for whom',
  params: one,
  ok: Family,
})
export const addFamily = operation({
  id: 'addFamily',
  method: 'POST',
  path: '/patrons/:patron_id/family',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Tie a patron to another one of the same library, with consent',
  params: one,
  body: closed({ command_id: CommandId, card: Barcode, role: FamilyRole, consent: Consent }),
  ok: Family,
  codes: [
    'card_unknown',
    'family_self',
    'family_twice',
    'family_other_library',
    'family_no_child',
    'patron_not_own',
  ],
})
export const removeFamily = operation({
  id: 'removeFamily',
  method: 'DELETE',
  path: '/patrons/:patron_id/family/:link_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Take a tie between two patrons away',
  params: link,
  ok: Family,
  codes: ['patron_not_own'],
})
export const restoreFamily = operation({
  id: 'restoreFamily',
  method: 'POST',
  path: '/patrons/:patron_id/family/:link_id/restore',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Put a tie back that was taken away today',
  params: link,
  body: closed({ command_id: CommandId }),
  ok: Family,
  codes: ['family_twice', 'patron_not_own'],
})
export const setPayer = operation({
  id: 'setPayer',
  method: 'PUT',
  path: '/patrons/:patron_id/family/:link_id/payer',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Which parent or guardian pays for a child: one at most',
  params: link,
  body: closed({ command_id: CommandId, pays: Type.Boolean() }),
  ok: Family,
  codes: ['family_no_payer', 'patron_not_own'],
})
export const giveConsent = operation({
  id: 'giveConsent',
  method: 'PUT',
  path: '/patrons/:patron_id/guardian-consent',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'A parent or guardian agrees that a child is a member',
  params: one,
  body: closed({ command_id: CommandId, ...GuardianConsent.properties }),
  ok: Family,
  codes: ['patron_not_own'],
})
export const withdrawConsent = operation({
  id: 'withdrawConsent',
  method: 'DELETE',
  path: '/patrons/:patron_id/guardian-consent',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Take that consent away',
  params: one,
  ok: Family,
  codes: ['patron_not_own'],
})
