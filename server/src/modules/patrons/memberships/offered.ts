import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { chargeQuery } from '../../finance/index.ts'
import { fitsAge, type Offer } from './membership.rules.ts'
import { membershipTypes, Offers } from './membership-types.store.ts'

/**
 * The membership that is asked for, if this library offers it to someone of this age.
 * @param rows of `offersQuery`
 */
export function offered(
  ctx: StaffCtx,
  rows: readonly Row[],
  ask: { readonly membership_type: string; readonly birth_on: string | null },
): Offer | Refusal {
  const types = membershipTypes(oneOf(Offers, rows)?.membership_types)
  const offer = types.find(t => t.type === ask.membership_type)
  if (!offer) return refuse('membership_type_unknown')
  const { name, from_age, to_age } = offer
  return fitsAge(offer, ask.birth_on, dayOf(ctx.now))
    ? offer
    : refuse('membership_type_age', { name, from_age, to_age })
}

/** The fee on the account; nothing where the membership is free. */
export const feeOf = (ctx: StaffCtx, patron_id: string, offer: Offer): Query[] =>
  offer.fee_cents === 0
    ? []
    : [
        chargeQuery(ctx, {
          library_id: ctx.actor.library_id,
          patron_id,
          charge_kind: 'membership',
          amount_cents: offer.fee_cents,
          reason: offer.name,
        }),
      ]
