import type { BodyOf, markPrinted as op, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import type { Refusal, StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { reverseChargeQuery } from '../../finance/index.ts'
import { asking, book } from '../send/book.ts'
import { deliveriesOf } from '../send/deliveries.rules.ts'
import { Draft, draftsQuery, dropMessages } from '../send/send.store.ts'
import { noLongerTrue } from '../send/still-true.rules.ts'
import {
  lockThese,
  Printed,
  printedMessages,
  printedQuery,
  thesePrintable,
  unprintMessages,
} from './letters.store.ts'

type Done = OkOf<typeof op>

/**
 * Letters go out: from here on the reader was told. A reminder costs what the regulation says, once for each letter; an
 * invoice books what it asks, in the same transaction. What no longer holds is dropped and named.
 */
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
        now,
      }),
    ],
    decide: async ([, rows = []], tx) => {
      const drafts = allOf(Draft, rows)
      const today = dayOf(ctx.now)
      // Somebody may have brought it back between the printer and this click: then it is not asked for.
      const dropped = drafts.flatMap(d => {
        const reason = noLongerTrue(d, today)
        return reason ? [{ message_id: d.message_id, reason }] : []
      })
      const gone = new Set(dropped.map(d => d.message_id))
      const going = drafts.filter(d => !gone.has(d.message_id))
      const effects: Query[] = dropped.length > 0 ? [dropMessages(dropped, now)] : []
      let charged_cents = 0
      for (const delivery of deliveriesOf(await asking(ctx, tx, { library_id, drafts: going }))) {
        const [{ patron_id }] = delivery.drafts
        if (patron_id !== null) tx.seen(patron_id)
        const booked = await book(ctx, tx, { library_id, delivery })
        charged_cents += booked.cents
        const ids = delivery.drafts.map(d => d.message_id)
        effects.push(printedMessages(ids, { delivery_id: uuid7(ctx.now), staff_id, booked, now }))
      }
      const done = { message_ids: going.map(d => d.message_id), dropped_ids: [...gone], charged_cents }
      return { effects, answer: () => done }
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
      const charges = [...new Set(printed.flatMap(p => [...(p.charge_id ? [p.charge_id] : []), ...p.booked]))]
      const ids = printed.map(p => p.message_id)
      return {
        effects: [
          ...charges.map(entry_id => reverseChargeQuery(ctx, { entry_id, reason: 'undo' })),
          unprintMessages(ids),
        ],
        answer: done => ({
          message_ids: ids,
          dropped_ids: [],
          charged_cents: done
            .slice(0, charges.length)
            .reduce((sum, r) => sum + Number(r[0]?.['amount_cents'] ?? 0), 0),
        }),
      }
    },
  })
}
