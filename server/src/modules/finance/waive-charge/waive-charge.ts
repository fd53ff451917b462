import type { waiveCharge as op, BodyOf } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { once } from '../../../base/command.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { type BookedLine, bookedIn } from '../ledger/booked.ts'
import { lockAccountOf, Settled, settledFacts } from '../ledger/ledger.store.ts'
import { bookWaiver, ownerOfCharge } from './waive-charge.store.ts'

const Owner = Type.Object({ patron_id: Id, library_id: Id })

/** Waives what is open of a charge. Only the library that the money is owed to gives up its claim. */
export const waiveCharge = (
  ctx: StaffCtx,
  entry_id: string,
  body: BodyOf<typeof op>,
): Promise<BookedLine | Refusal | RefusedByRules> =>
  once<BookedLine>(
    ctx,
    { ...body, entry_id },
    {
      facts: [lockAccountOf(ownerOfCharge(entry_id)), settledFacts(entry_id)],
      decide: ([locked, found], tx) => {
        const owner = oneOf(Owner, locked ?? [])
        tx.seen(owner?.patron_id ?? null, owner ? 'seen' : 'refused')
        const charge = oneOf(Settled, found ?? [])
        if (!owner || !charge) return refuse('charge_unknown')
        if (owner.library_id !== ctx.actor.library_id) return refuse('patron_not_own')
        if (charge.open_cents <= 0) return refuse('nothing_to_pay')
        const { open_cents } = charge
        return {
          effects: [bookWaiver(ctx, { entry_id, open_cents, reason: body.reason })],
          answer: ([rows]) => ({ patron_id: owner.patron_id, entry_id: bookedIn(rows) }),
        }
      },
    },
  )
