import type { MoveReason } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import { isBirth, isEmail, type PatronFields } from '../fields.rules.ts'

/** What another system says of a patron, each field as far as it is known. */
export type MovedFields = Partial<PatronFields>

/**
 * A patron as the form would have it: what is not known is not known, what cannot be is left empty and told, and a
 * preference that the old system had not is the careful one. Who has no address for e-mail gets letters.
 */
export function tidyMoved(
  said: MovedFields & { readonly family_name: string },
  today: Day,
): { readonly fields: PatronFields; readonly left_out: { field: string; reason: MoveReason }[] } {
  const left_out: { field: string; reason: MoveReason }[] = []
  const leaveOut = (field: string, reason: MoveReason): null => {
    left_out.push({ field, reason })
    return null
  }
  const email = said.email && !isEmail(said.email) ? leaveOut('email', 'email_invalid') : (said.email ?? null)
  const birth_on =
    said.birth_on && !isBirth(said.birth_on, today)
      ? leaveOut('birth_on', 'birth_invalid')
      : (said.birth_on ?? null)
  const fields: PatronFields = {
    family_name: said.family_name,
    // A school or a town hall has one name.
    given_name: said.given_name ?? '–',
    birth_on,
    gender: said.gender ?? 'unknown',
    street: said.street ?? null,
    postcode: said.postcode ?? null,
    municipality: said.municipality ?? null,
    email,
    phone: said.phone ?? null,
    language: said.language ?? 'nl',
    message_channel: email === null ? 'letter' : (said.message_channel ?? 'email'),
    keep_history: said.keep_history ?? false,
    news: said.news ?? false,
  }
  return { fields, left_out }
}
