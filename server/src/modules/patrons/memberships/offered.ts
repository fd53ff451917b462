import type { TariffFacts } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { chargeQuery } from '../../finance/index.ts'
import { conditionsOf } from './derive.rules.ts'
import { type Fee, feeFor, fitsAge, type Offer, type Term } from './membership.rules.ts'
import { Covered, coveredQuery } from './membership.store.ts'
import { membershipTypes, Offers } from './membership-types.store.ts'

/**
 * The membership that is asked for, if this library offers it to someone of this age, address, category and tariff.
 * @param rows of `offersQuery`
 */
export function offered(
  ctx: StaffCtx,
  rows: readonly Row[],
  ask: { readonly membership_type: string } & Pick<TariffFacts, 'birth_on'> & Partial<TariffFacts>,
): Offer | Refusal {
  const today = dayOf(ctx.now)
  const offer = membershipTypes(oneOf(Offers, rows)?.membership_types).find(
    t => t.type === ask.membership_type,
  )
  if (!offer) return refuse('membership_type_unknown')
  const { name, from_age, to_age } = offer
  if (!fitsAge(offer, ask.birth_on, today)) return refuse('membership_type_age', { name, from_age, to_age })
  const person = { postcode: null, category: null, social_until: null, ...ask }
  const missed = conditionsOf(offer, person, today).some(
    ({ asks, met }) => !met && (asks === 'postcode' || asks === 'category' || asks === 'social'),
  )
  return missed ? refuse('membership_type_tariff', { name }) : offer
}

/** What a patron of the own library pays for this membership, once the record is there. */
export async function feeOf(
  tx: Tx,
  patron_id: string,
  next: { readonly offer: Offer; readonly term: Term },
): Promise<Fee> {
  // Whether somebody paid elsewhere is asked only where there is something to pay.
  const [rows] = next.offer.fee_cents === 0 ? [[]] : await tx.more([coveredQuery(patron_id)])
  return feeFor(next.offer, next.term, oneOf(Covered, rows ?? [])?.covered ?? false)
}

/** The fee on the account; nothing where the membership is free. */
export const chargeFee = (ctx: StaffCtx, patron_id: string, { fee_cents }: Fee, { name }: Offer): Query[] =>
  fee_cents === 0
    ? []
    : [
        chargeQuery(ctx, {
          library_id: ctx.actor.library_id,
          patron_id,
          charge_kind: 'membership',
          amount_cents: fee_cents,
          reason: name,
        }),
      ]
