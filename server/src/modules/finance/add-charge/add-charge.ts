import type { addCharge as op, BodyOf } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { once } from '../../../base/command.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { type BookedLine, bookedIn } from '../ledger/booked.ts'
import { chargeQuery, lockAccountOf } from '../ledger/ledger.store.ts'

const Owner = Type.Object({ patron_id: Id, library_id: Id })

/** Books a charge by hand on the account of a patron in scope. */
export const addCharge = (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<BookedLine | Refusal | RefusedByRules> =>
  once<BookedLine>(
    ctx,
    { ...body, patron_id },
    {
      facts: [lockAccountOf(patron_id)],
      decide: ([locked], tx) => {
        const owner = oneOf(Owner, locked ?? [])
        tx.seen(owner?.patron_id ?? null, owner ? 'seen' : 'refused')
        if (!owner) return refuse('patron_unknown')
        const { charge_kind, amount_cents, reason } = body
        return {
          effects: [chargeQuery(ctx, { ...owner, charge_kind, amount_cents, reason })],
          answer: ([rows]) => ({ patron_id, entry_id: bookedIn(rows) }),
        }
      },
    },
  )
