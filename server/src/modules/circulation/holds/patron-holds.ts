import { Hold, type OkOf, type patronHolds as holdsOp } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { patronSeen } from '../facts/patron-facts.store.ts'
import { openHoldsOf } from './hold.store.ts'

/** Open holds of a patron with their place in the queue. */
export const patronHolds = (ctx: StaffCtx, patron_id: string): Promise<OkOf<typeof holdsOp> | Refusal> =>
  transact(ctx, async tx => {
    const [known, rows] = await tx.first([patronSeen(patron_id), openHoldsOf(patron_id)])
    tx.seen(known?.length ? patron_id : null, known?.length ? 'seen' : 'refused')
    return known?.length ? { rows: allOf(Hold, rows ?? []) } : refuse('patron_unknown')
  })
