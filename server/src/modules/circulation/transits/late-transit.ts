import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { beginConditionQuery, itemMissingQuery } from '../../inventory/index.ts'
import { putOnShelf } from '../checkin/checkin.store.ts'
import { type EventKind, eventQuery } from '../events/event.store.ts'
import { itemIs, lockItem } from '../facts/item-facts.store.ts'
import { seekItem, TransitFacts, transitFacts, travelForNobody, waitOn } from './transit.store.ts'

type Said = Promise<{ readonly event_id: string } | Refusal | RefusedByRules>
interface Ask {
  readonly command_id: string
  readonly item_id: string
}

/** What stood there before, as undo puts it back; a hold as the item's own, so that it comes back with it. */
const before = (t: TransitFacts) => ({
  status: {
    status: t.status,
    branch_id: t.branch_id,
    to_branch_id: t.to_branch_id,
    loan_id: null,
    hold_id: t.hold_id,
    due_on: null,
  },
  hold:
    t.hold_id === null || t.hold_state === null
      ? null
      : {
          hold_id: t.hold_id,
          state: t.hold_state,
          item_id: t.item_id,
          hold_code: t.hold_code,
          ready_until: t.ready_until,
        },
})

/** Something about an item that is on its way for long; it must still be on its way, to or from the own library. */
function onLate(
  ctx: StaffCtx,
  ask: Ask,
  kind: EventKind,
  effects: (t: TransitFacts, event_id: string) => readonly Query[],
): Said {
  const { item_id } = ask
  return once(ctx, ask, {
    facts: [lockItem(itemIs({ item_id })), transitFacts(ctx, item_id)],
    decide: rows => {
      const transit = oneOf(TransitFacts, rows[1] ?? [])
      if (!transit?.ours) return refuse('not_found')
      if (transit.status !== 'in_transit' || transit.state !== 'in_use')
        return refusedBy([{ code: 'transit_over', weight: 'stop', about: {} }])
      const event_id = uuid7(ctx.now)
      return {
        effects: [
          ...effects(transit, event_id),
          eventQuery(ctx, {
            event_id,
            kind,
            occurred_at: ctx.now.toString(),
            item_id,
            hold_id: transit.hold_id,
            person: null,
            undo: before(transit),
          }),
        ],
        answer: () => ({ event_id }),
      }
    },
  })
}

/** Somebody looks for it: both ends see that, so that nobody looks twice or gives it up meanwhile. */
export const seekTransit = (ctx: StaffCtx, ask: Ask): Said =>
  onLate(ctx, ask, 'transit_sought', () => [seekItem(ctx, ask.item_id)])

/** It stands on its shelf: it never left, or came without being scanned. */
export const shelveTransit = (ctx: StaffCtx, ask: Ask): Said =>
  onLate(ctx, ask, 'transit_found', t => [
    ...waitOn(t, ctx.now.toString()),
    putOnShelf(t.item_id, t.home_branch_id, ctx.now.toString()),
  ])

/** It is lost: missing from now on, until somebody scans it. */
export const loseTransit = (ctx: StaffCtx, ask: Ask): Said =>
  onLate(ctx, ask, 'transit_lost', (t, event_id) => [
    ...waitOn(t, ctx.now.toString()),
    travelForNobody(t.item_id),
    itemMissingQuery([t.item_id]),
    beginConditionQuery({
      item_id: t.item_id,
      kind: 'missing',
      note: null,
      event_id,
      at: ctx.now.toString(),
    }),
  ])
