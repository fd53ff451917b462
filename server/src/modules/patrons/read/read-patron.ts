import type { Patron } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { decrypt } from '../../../base/keys.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { ageGroup } from '../ages.rules.ts'
import { cardTypeOf, membershipName } from '../memberships/membership-types.store.ts'
import { maskedNumber } from '../numbers.rules.ts'
import { PatronRow, patronQuery } from './read-patron.store.ts'

/** What the ciphertext of a number says that it is; the same must be said to open it. */
export const NUMBER = 'national_number'

/**
 * One patron with contact data, cards, membership, blocks and notes. Of the number only the check digits leave here.
 * @returns `patron_unknown` where the patron is not in scope
 */
export async function readPatron(ctx: StaffCtx, patron_id: string): Promise<Patron | Refusal> {
  const row = await transact(ctx, async tx => {
    const found = oneOf(PatronRow, (await tx.first([patronQuery(ctx, patron_id)]))[0] ?? [])
    tx.seen(found?.patron_id ?? null, found ? 'seen' : 'refused')
    return found
  })
  if (!row) return refuse('patron_unknown')
  const { membership_types, statement_shown_at, number_cipher, provenance, ...patron } = row
  return {
    ...patron,
    sources: Object.entries(provenance).map(([field, { from, at, by_name, reason }]) => ({
      field,
      from,
      on: dayOf(at),
      by: by_name,
      reason: reason ?? null,
    })),
    age_group: ageGroup(row.birth_on, dayOf(ctx.now)),
    national_number_masked: number_cipher && maskedNumber(decrypt(ctx.keys, number_cipher, NUMBER)),
    membership_name: membershipName(membership_types, row.membership_type),
    ...cardTypeOf(membership_types, row.membership_type),
    statement_shown_on: statement_shown_at && dayOf(statement_shown_at),
  }
}
