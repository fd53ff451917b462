import type { renewMembership as op, BodyOf } from '@kaft/contract'
import { isRefusal } from '../../../base/ctx.ts'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { changeOwn } from '../own/own-patron.ts'
import { termOf } from './membership.rules.ts'
import { renewTo } from './membership.store.ts'
import { offersQuery } from './membership-types.store.ts'
import { feeOf, offered } from './offered.ts'

/** Renews or changes the membership of a patron of the own library, and charges its fee. */
export const renewMembership = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof op>) =>
  changeOwn(ctx, { patron_id, body, facts: [offersQuery] }, (patron, [offers]) => {
    const { membership_type } = body
    const offer = offered(ctx, offers ?? [], { membership_type, birth_on: patron.birth_on })
    if (isRefusal(offer)) return offer
    const term = termOf(offer, patron.member_until, dayOf(ctx.now))
    return {
      effects: [renewTo(ctx, patron_id, { offer, term }), ...feeOf(ctx, patron_id, offer)],
      answer: () => ({ patron_id }),
    }
  })
