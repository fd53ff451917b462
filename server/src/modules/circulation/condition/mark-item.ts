import { type BodyOf, heavyMarks, type ItemOutcome, type markItem as op } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { refreshHeld } from '../../cataloguing/index.ts'
import { beginConditionQuery, endConditionsQuery, itemStateQuery } from '../../inventory/index.ts'
import { commandOf } from '../answer/command.ts'
import { type KeptOutcome, outcomeOf } from '../answer/outcome.ts'
import { putOnShelf } from '../checkin/checkin.store.ts'
import { eventQuery } from '../events/event.store.ts'
import { ItemFacts, itemFacts, itemIs, lockItem } from '../facts/item-facts.store.ts'
import { before } from '../undo/before.rules.ts'
import { decideMark, type Marked } from './mark.rules.ts'
import { waitAgain } from './mark.store.ts'

const ItemRow = Type.Object({ item: ItemFacts })
type Ask = BodyOf<typeof op> & { readonly item_id: string }

/**
 * Says what an item is like. What cannot be lent leaves the hold shelf or its crate, and whoever it was for waits
 * again in the old place.
 * @returns the item as it is now, or `item_out`, `item_as_said`, `item_lost`; `item_unknown` outside of the scope
 */
export async function markItem(ctx: StaffCtx, ask: Ask): Promise<ItemOutcome | Refusal | RefusedByRules> {
  const heavy = heavyMarks.includes(ask.mark)
  if (heavy && !may(ctx)('inventory.change')) return refuse('no_leave')
  const what = itemIs(ask)
  const { at } = commandOf(ctx, ask)
  const done = await once<KeptOutcome>(ctx, ask, {
    facts: [lockItem(what), itemFacts(what, { day: dayOf(at) })],
    decide: ([, rows = []]) => {
      const item = oneOf(ItemRow, rows)?.item
      // A partner's item may be damaged here; whether it stays in its collection is for its own library to say.
      if (!item || (heavy && item.library_id !== ctx.actor.library_id)) return refuse('item_unknown')
      const decided = decideMark(ask.mark, item, ctx.actor.branch_id)
      if (!decided.go) return refusedBy(decided.findings)
      const event_id = uuid7(ctx.now)
      return {
        effects: effectsOf(ctx, { item, marked: decided.marked, event_id, at, note: ask.note ?? null }),
        answer: () => ({
          item_id: item.item_id,
          state: decided.marked.state,
          loan_id: null,
          charged: [],
          findings: [],
          event_id,
        }),
      }
    },
  })
  return outcomeOf(ctx, done)
}

interface Marking {
  readonly item: ItemFacts
  readonly marked: Marked
  readonly event_id: string
  readonly at: string
  readonly note: string | null
}

function effectsOf(ctx: StaffCtx, { item, marked, event_id, at, note }: Marking): Query[] {
  const { item_id, title_id } = item
  const shelved = marked.state === 'withdrawn' || item.state === 'withdrawn'
  return [
    ...(marked.bumps ? [waitAgain(marked.bumps)] : []),
    ...(marked.moves ? [putOnShelf(item_id, ctx.actor.branch_id, at)] : []),
    ...(marked.state === item.state ? [] : [itemStateQuery(item_id, marked.state)]),
    ...(marked.ends.length > 0
      ? [endConditionsQuery({ item_id, kinds: marked.ends, ended: marked.ended, event_id, at })]
      : []),
    ...(marked.begins ? [beginConditionQuery({ item_id, kind: marked.begins, note, event_id, at })] : []),
    ...(shelved ? [refreshHeld([title_id], at)] : []),
    eventQuery(ctx, {
      event_id,
      kind: marked.kind,
      occurred_at: at,
      item_id,
      hold_id: marked.bumps,
      person: null,
      undo: before(item, marked.bumps),
    }),
  ]
}
