import type { FamilyRole } from '@kaft/contract'
import { ageOn, type Day, type PartialDay } from '../../../base/dates.ts'

/** From this age on nobody is a parent or guardian of someone here any more. */
export const OF_AGE = 18

/** A tie as it is stored: `patron_id` is the child, or the one for whom is collected. */
export interface Tie {
  readonly patron_id: string
  readonly other_id: string
  readonly kind: 'guardian' | 'collector'
}

/** The tie that makes `other` this to `open`. */
export function tieOf(open: string, other: string, role: FamilyRole): Tie {
  const kind = role === 'child' || role === 'guardian' ? 'guardian' : 'collector'
  return role === 'guardian' || role === 'collector'
    ? { patron_id: open, other_id: other, kind }
    : { patron_id: other, other_id: open, kind }
}

/** What the other one of a tie is to `open`. */
export function roleIn(tie: Tie, open: string): FamilyRole {
  if (tie.kind === 'guardian') return tie.patron_id === open ? 'guardian' : 'child'
  return tie.patron_id === open ? 'collector' : 'collects_for'
}

/** Whoever has an unknown age may be a child, and may be grown up: neither is taken for granted. */
const ageOf = (birth_on: PartialDay | null, today: Day): number | null =>
  birth_on === null ? null : ageOn(birth_on, today)

export const isOfAge = (birth_on: PartialDay | null, today: Day): boolean =>
  (ageOf(birth_on, today) ?? 0) >= OF_AGE

/** Whether a parent sees what this child has at home: only under the age that the library sets. */
export function showsTitles(birth_on: PartialDay | null, today: Day, until_age: number): boolean {
  const age = ageOf(birth_on, today)
  return age !== null && age < until_age
}

/** Whether the library wants a parent or guardian to agree: only where the age is known and under the one that it sets. */
export function needsConsent(birth_on: PartialDay | null, today: Day, until_age: number): boolean {
  const age = ageOf(birth_on, today)
  return age !== null && age < until_age
}

interface Someone {
  readonly patron_id: string
  readonly library_id: string
  readonly birth_on: PartialDay | null
}
export type FamilyFault = 'family_self' | 'family_other_library' | 'family_no_child' | 'family_twice'

/** Why these two cannot be tied so, or null. */
export function faultOf(
  of: { readonly open: Someone; readonly other: Someone; readonly role: FamilyRole },
  ties: readonly Tie[],
  today: Day,
): FamilyFault | null {
  const { open, other, role } = of
  if (open.patron_id === other.patron_id) return 'family_self'
  if (open.library_id !== other.library_id) return 'family_other_library'
  const tie = tieOf(open.patron_id, other.patron_id, role)
  const child = tie.patron_id === open.patron_id ? open : other
  if (tie.kind === 'guardian' && isOfAge(child.birth_on, today)) return 'family_no_child'
  const same = (t: Tie): boolean =>
    t.patron_id === tie.patron_id && t.other_id === tie.other_id && t.kind === tie.kind
  return ties.some(same) ? 'family_twice' : null
}
