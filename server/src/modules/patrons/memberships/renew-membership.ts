import type { renewMembership as op, BodyOf } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { shaped } from '../../../base/row.ts'
import { changeOwn } from '../own/own-patron.ts'
import { termOf } from './membership.rules.ts'
import { renewTo, TariffRow, tariffQuery } from './membership.store.ts'
import { offersQuery } from './membership-types.store.ts'
import { chargeFee, feeOf, offered } from './offered.ts'

/** Renews or changes the membership of a patron of the own library, and charges its fee. */
export const renewMembership = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof op>) =>
  changeOwn(
    ctx,
    { patron_id, body, facts: [offersQuery, tariffQuery(patron_id)] },
    async (patron, [offers, tariffs], tx) => {
      const { deceased, ...person } = shaped(TariffRow, tariffs?.[0])
      if (deceased) return refuse('patron_deceased')
      const offer = offered(ctx, offers ?? [], { ...person, membership_type: body.membership_type })
      if (isRefusal(offer)) return offer
      const term = termOf(offer, patron.member_until, dayOf(ctx.now))
      const fee = await feeOf(tx, patron_id, { offer, term })
      return {
        effects: [renewTo(ctx, patron_id, { offer, term, fee }), ...chargeFee(ctx, patron_id, fee, offer)],
        answer: () => ({ patron_id }),
      }
    },
  )
