import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { refusedBy } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { eventQuery } from '../events/event.store.ts'
import { holdCharge } from './charges.ts'
import { openHold } from './end-hold.ts'
import { whyNotKept } from './keep-hold.rules.ts'
import { EndedRow, endedFacts, keepQueries } from './keep-hold.store.ts'
import { OpenHold } from './open-hold.store.ts'
import { showHold } from './show-holds.ts'

/**
 * A reader who cancelled by mistake keeps the hold after all: at its place in the queue, with what it cost, and with the item that
 * lay ready unless somebody else was promised it meanwhile.
 */
export async function keepHold(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly hold_id: string },
) {
  const { hold_id } = ask
  const event_id = uuid7(ctx.now)
  const kept = await once<{ event_id: string }>(ctx, ask, {
    facts: [...openHold(hold_id), endedFacts(hold_id)],
    decide: (rows, tx) => {
      const hold = oneOf(OpenHold, rows[3] ?? [])
      const ended = oneOf(EndedRow, rows[4] ?? [])
      tx.seen(hold?.person.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold || !ended) return refuse('not_found')
      const { event } = ended
      const undo = event?.undo ?? null
      const findings = whyNotKept({ ...ended, was: undo?.whole ?? null }, ctx.now)
      if (findings.length > 0 || event === null || undo === null) return refusedBy(findings)
      const { title_id, person } = hold
      const item_id = undo.whole.item_id
      const costs = undo.again.flatMap(amount_cents =>
        holdCharge(ctx, person, { hold_id, title_id, item_id, amount_cents }),
      )
      const undone = eventQuery(ctx, {
        event_id,
        kind: 'undo',
        occurred_at: ctx.now.toString(),
        item_id,
        hold_id,
        person,
        undoes: event.event_id,
      })
      return {
        effects: [...keepQueries(hold_id, undo.whole), ...costs, undone],
        answer: () => ({ event_id }),
      }
    },
  })
  if (isRefusal(kept) || 'findings_refused' in kept) return kept
  return { hold: await showHold(ctx, hold_id), event_id: kept.event_id }
}
