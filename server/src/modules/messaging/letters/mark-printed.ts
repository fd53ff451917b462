import type { BodyOf, markPrinted as op, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import type { Refusal, StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { reverseChargeQuery } from '../../finance/index.ts'
import { costOf, deliveriesOf } from '../send/deliveries.rules.ts'
import { charge } from '../send/send-mails.ts'
import { Draft, draftsQuery } from '../send/send.store.ts'
import {
  lockThese,
  Printed,
  printedMessages,
  printedQuery,
  thesePrintable,
  unprintMessages,
} from './letters.store.ts'

type Done = OkOf<typeof op>

/** Letters go out: from here on the reader was told, and a reminder costs what the regulation says, once for each letter. */
export const markPrinted = (
  ctx: StaffCtx,
  body: BodyOf<typeof op>,
): Promise<Done | Refusal | RefusedByRules> => {
  const { library_id, staff_id } = ctx.actor
  const now = ctx.now.toString()
  return once<Done>(ctx, body, {
    facts: [
      lockThese(library_id, body.message_ids),
      draftsQuery(thesePrintable(library_id, body.message_ids), {
        most: body.message_ids.length,
        today: dayOf(ctx.now),
      }),
    ],
    decide: async ([, rows = []], tx) => {
      const drafts = allOf(Draft, rows)
      const effects: Query[] = []
      let charged_cents = 0
      for (const delivery of deliveriesOf(drafts)) {
        const cost_cents = costOf(delivery.drafts)
        const [first] = delivery.drafts
        tx.seen(first.patron_id)
        const charge_id = first.person ? await charge(ctx, tx, { library_id, first, cost_cents }) : null
        charged_cents += charge_id === null ? 0 : cost_cents
        const ids = delivery.drafts.map(d => d.message_id)
        effects.push(printedMessages(ids, { delivery_id: uuid7(ctx.now), staff_id, charge_id, now }))
      }
      return { effects, answer: () => ({ message_ids: drafts.map(d => d.message_id), charged_cents }) }
    },
  })
}

/** The letters did not go out: they wait again, and what they cost is taken back where nothing was paid on it. */
export const unmarkPrinted = (
  ctx: StaffCtx,
  body: BodyOf<typeof op>,
): Promise<Done | Refusal | RefusedByRules> => {
  const { library_id } = ctx.actor
  return once<Done>(ctx, body, {
    facts: [lockThese(library_id, body.message_ids), printedQuery(library_id, body.message_ids)],
    decide: ([, rows = []]) => {
      const printed = allOf(Printed, rows)
      const charges = [...new Set(printed.flatMap(p => p.charge_id ?? []))]
      const ids = printed.map(p => p.message_id)
      return {
        effects: [
          ...charges.map(entry_id => reverseChargeQuery(ctx, { entry_id, reason: 'undo' })),
          unprintMessages(ids),
        ],
        answer: done => ({
          message_ids: ids,
          charged_cents: done
            .slice(0, charges.length)
            .reduce((sum, r) => sum + Number(r[0]?.['amount_cents'] ?? 0), 0),
        }),
      }
    },
  })
}
