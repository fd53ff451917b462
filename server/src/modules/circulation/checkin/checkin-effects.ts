import type { StaffCtx } from '../../../base/ctx.ts'
import { refundQuery } from '../../finance/index.ts'
import type { Done } from '../answer/answer.ts'
import type { DeskCommand } from '../answer/command.ts'
import { alongWith, carried } from '../crates/carried.ts'
import { type EventKind, eventWrites, type FrozenPerson } from '../events/event.store.ts'
import { frozenItem, type ItemFacts } from '../facts/item-facts.store.ts'
import type { RefundDecision } from '../lost/found-again.rules.ts'
import { before } from '../undo/before.rules.ts'
import type { Checkin } from './checkin.rules.ts'
import { endLoanWrites, placeItem } from './checkin.store.ts'
import { foundQueries } from './found.ts'
import { owedQueries } from './owed-queries.ts'

/** A return that was decided, and everything that its effects are made of. */
export interface Returned {
  readonly facts: { readonly item: ItemFacts; readonly person: FrozenPerson | null }
  readonly decided: Checkin
  readonly refund: RefundDecision | null
  readonly command: DeskCommand
  readonly event_id: string
  readonly on: string
  readonly reason: string | null
  readonly pulled: boolean
  readonly by_reader: boolean
  /** The trip of the crate that it goes into. */
  readonly trip_id: string | null
  /** False where it only goes into a crate. */
  readonly moves: boolean
  readonly cleared_by: string | null
}
const KINDS = { taken_back: 'checkin', found_again: 'item_found' } as const
/** What only goes into a crate is packed; anything else arrived. */
const placedBy = ({ moves }: Returned): EventKind => (moves ? 'receive' : 'item_packed')

/** What becomes of loan, item, hold, crate and money. */
export function effectsOf(ctx: StaffCtx, e: Returned): Done {
  const { item, person } = e.facts
  const { goes, fine, did, catches } = e.decided
  const loan = did === 'taken_back' ? item.loan : null
  const hold_id = 'hold' in goes ? goes.hold.hold_id : null
  const kind: EventKind = did === 'received' || did === 'not_on_loan' ? placedBy(e) : KINDS[did]
  const charged = loan?.patron_id && fine && fine.amount_cents > 0
  const placing = e.moves ? placeItem(ctx, item.item_id, goes, e.command.at) : null
  const ending = loan && endLoanWrites(ctx, { loan_id: loan.loan_id, at: e.command.at, on: e.on })
  const event = eventWrites(ctx, {
    event_id: e.event_id,
    kind,
    occurred_at: e.command.at,
    item_id: item.item_id,
    item: frozenItem(item),
    loan_id: loan?.loan_id ?? null,
    hold_id,
    person,
    due_on: loan?.due_on ?? null,
    late_days: loan ? e.decided.late_days : null,
    amount_cents: charged ? fine.amount_cents : null,
    undo: { ...before(item, hold_id), ...alongWith(item, e) },
    reason: e.reason,
  })
  return {
    before: [
      ...foundQueries(item, { event_id: e.event_id, at: e.command.at, by_reader: e.by_reader }),
      ...(e.refund?.refunds ?? []).map(refund => refundQuery(ctx, refund)),
      ...(placing?.hold ?? []),
    ],
    writes: [
      ...(ending ? [ending.ended] : []),
      ...(placing ? [placing.status] : []),
      ...event,
      ...(ending ? [ending.unseen] : []),
    ],
    after: [
      ...carried(ctx, { ...e, item, catches }),
      ...owedQueries(ctx, { loan, item, decided: e.decided, event_id: e.event_id }),
    ],
  }
}
