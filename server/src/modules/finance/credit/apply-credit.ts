import type { applyCredit as op, BodyOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { bookedIn, type BookedLine } from '../ledger/booked.ts'
import { lockAccountOf } from '../ledger/ledger.store.ts'
import { creditFacts, OpenCharge, openCharges, Owned, useCredit } from './apply-credit.store.ts'
import { divideCredit } from './apply-credit.rules.ts'

/**
 * Settles what is open with the credit of the patron, oldest first.
 * @returns the line that takes what was used from the credit, by which all of it is taken back; or `nothing_to_pay` where there is no credit or nothing open
 */
export const applyCredit = (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<BookedLine | Refusal | RefusedByRules> =>
  once<BookedLine>(ctx, body, {
    facts: [lockAccountOf(patron_id), creditFacts(patron_id), openCharges(patron_id)],
    decide: ([, found = [], open = []], tx) => {
      const owner = oneOf(Owned, found)
      tx.seen(owner?.patron_id ?? null, owner ? 'seen' : 'refused')
      if (!owner) return refuse('patron_unknown')
      const charges = allOf(OpenCharge, open)
      const lines = divideCredit(charges, owner.credit_cents)
      const [first] = charges
      if (!first || lines.length === 0) return refuse('nothing_to_pay')
      const { library_id } = owner
      return {
        effects: [useCredit(ctx, { library_id, account_id: first.account_id, lines })],
        answer: ([rows]) => ({ patron_id, entry_id: bookedIn(rows) }),
      }
    },
  })
