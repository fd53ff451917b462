import type { Ask, mailReceipt as op, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { receiptsOf } from '../../circulation/index.ts'
import { Delay, delayQuery } from '../plan/plan-events.store.ts'
import { delayOf } from '../plan/plan-events.ts'
import { Planned, planReceipt, Reach, reachQuery } from './mail-receipt.store.ts'

type Done = OkOf<typeof op>
/** A visit is of this day: whoever wants to know what they had earlier asks for their loans. */
const LONGEST_HOURS = 12

/**
 * Plans the mail with the receipt of a visit. It waits as every message that the desk causes, so that undo still corrects it: what it
 * says is read when it goes. @param mails whether this installation has a mail server
 */
export function mailReceipt(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
  mails: boolean,
): Promise<Done | Refusal | RefusedByRules> {
  const { patron_id } = params
  const { library_id, branch_id } = ctx.actor
  const now = ctx.now.toString()
  const earliest = ctx.now.subtract({ hours: LONGEST_HOURS }).toString()
  const since = Temporal.Instant.compare(body.since, earliest) < 0 ? earliest : body.since
  return once<Done>(
    ctx,
    { ...body, patron_id },
    {
      facts: [reachQuery(patron_id, dayOf(ctx.now)), delayQuery(library_id)],
      decide: async ([rows = [], setting = []], tx) => {
        const reach = oneOf(Reach, rows)
        tx.seen(reach ? patron_id : null, reach ? 'seen' : 'refused')
        if (!reach) return refuse('patron_unknown')
        if (reach.restricted) return refuse('processing_restricted')
        if (!mails || !reach.runs) return refuse('receipt_mail_off')
        if (!reach.has_email) return refuse('receipt_no_email')
        const [receipt] = await receiptsOf(tx, [{ patron_id, since, until: now }])
        if (!receipt) return refuse('receipt_empty')
        const not_before = ctx.now.add({ minutes: delayOf(oneOf(Delay, setting)?.value) }).toString()
        const of = { patron_id, branch_id, since, now, not_before, command_id: body.command_id }
        return {
          effects: [planReceipt({ ...of, library_id: reach.library_id })],
          answer: ([planned = []]) => {
            const message = oneOf(Planned, planned)
            if (!message) throw new Error('no receipt was planned')
            return { ...message, own: reach.library_id === library_id }
          },
        }
      },
    },
  )
}
