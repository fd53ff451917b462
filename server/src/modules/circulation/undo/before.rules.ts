import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { ItemFacts } from '../facts/item-facts.store.ts'

const HoldBefore = Nullable(
  Type.Object({
    hold_id: Id,
    state: Type.String(),
    item_id: Nullable(Id),
    hold_code: Nullable(Type.String()),
    ready_until: Nullable(Day),
  }),
)

/** What stood there before a desk action, so that undo puts back exactly that. Kept with the event, ids and days only. */
export const Before = Type.Object({
  /** Absent where the action left the state of the item alone. */
  item_state: Type.Optional(Type.String()),
  status: Nullable(
    Type.Object({
      status: Type.String(),
      branch_id: Id,
      to_branch_id: Nullable(Id),
      loan_id: Nullable(Id),
      hold_id: Nullable(Id),
      due_on: Nullable(Day),
      due_at: Type.Optional(Nullable(Type.String())),
    }),
  ),
  hold: HoldBefore,
  /** The hold of another whose caught item was lent all the same, while the patron's own hold was filled. */
  bumped: Type.Optional(HoldBefore),
})
export type Before = Type.Static<typeof Before>

/** The item's status, and the hold that the action is about to change, as they are now. */
export const before = (item: ItemFacts, hold_id: string | null): Before => ({
  item_state: item.state,
  status: {
    status: item.status,
    branch_id: item.at_branch_id,
    to_branch_id: item.to_branch_id,
    loan_id: item.loan?.loan_id ?? null,
    hold_id: item.hold?.hold_id ?? null,
    due_on: item.due_on,
    due_at: item.due_at,
  },
  hold: hold_id === null ? null : holdBefore(item, hold_id),
})

const holdBefore = (item: ItemFacts, hold_id: string): NonNullable<Before['hold']> =>
  item.hold?.hold_id === hold_id
    ? {
        hold_id,
        state: item.hold.state,
        item_id: item.item_id,
        hold_code: item.hold.hold_code,
        ready_until: item.hold.ready_until,
      }
    : { hold_id, state: 'waiting', item_id: null, hold_code: null, ready_until: null }
