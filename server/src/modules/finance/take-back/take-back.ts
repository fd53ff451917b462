import type { BodyOf, takeBackEntry as op } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { lockAccountOf, reverseChargeQuery, Settled, settledFacts } from '../ledger/ledger.store.ts'
import { againstTakingBack } from './take-back.rules.ts'
import { LineRow, lineFacts, ownerOfLine, reverseUse, reverseWaiver } from './take-back.store.ts'

const Owner = Type.Object({ patron_id: Id })

/** Takes back a charge that was made by hand, with the waivers on it, one waiver, or a use of credit. */
export const takeBackEntry = (
  ctx: StaffCtx,
  entry_id: string,
  body: BodyOf<typeof op>,
): Promise<{ patron_id: string } | Refusal | RefusedByRules> =>
  once<{ patron_id: string }>(
    ctx,
    { ...body, entry_id },
    {
      facts: [lockAccountOf(ownerOfLine(entry_id)), lineFacts(ctx, entry_id), settledFacts(entry_id)],
      decide: ([locked, found, settled], tx) => {
        const owner = oneOf(Owner, locked ?? [])
        tx.seen(owner?.patron_id ?? null, owner ? 'seen' : 'refused')
        const line = oneOf(LineRow, found ?? [])
        if (!owner || !line) return refuse('charge_unknown')
        const paid_cents = oneOf(Settled, settled ?? [])?.paid_cents ?? 0
        const against = againstTakingBack({ ...line, paid_cents }, may(ctx)('finance.waive'))
        if (against !== null) return refuse(against)
        const reverse =
          line.kind === 'charge'
            ? reverseChargeQuery(ctx, { entry_id, reason: 'Teruggedraaid' })
            : line.kind === 'credit'
              ? reverseUse(ctx, entry_id)
              : reverseWaiver(ctx, entry_id)
        return { effects: [reverse], answer: () => ({ patron_id: owner.patron_id }) }
      },
    },
  )
