import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { FrozenItem } from '../events/event.store.ts'
import { FrozenPersonRow } from './frozen-person.store.ts'

/** One who waits for a title of the item, as choosing sees them: never who. */
export const Waiting = Type.Object({
  hold_id: Id,
  library_id: Id,
  pickup_branch_id: Id,
  pickup_library_id: Id,
  placed_on: Day,
  suspended_until: Nullable(Day),
  expires_on: Nullable(Day),
  wanted_item_id: Nullable(Id),
  /** The volume before it, of the same patron, is still waited for. */
  after_open: Type.Boolean(),
})
export type Waiting = Type.Static<typeof Waiting>

/** Items of the title that may be lent, at one branch; `free` leaves out the item at hand. */
export const Copies = Type.Object({
  branch_id: Id,
  library_id: Id,
  items: Type.Integer(),
  free: Type.Integer(),
})
export type Copies = Type.Static<typeof Copies>

/** How many of the library's other items of the title the patrons of one library have, or are promised. */
export const Served = Type.Object({ library_id: Id, items: Type.Integer() })
export type Served = Type.Static<typeof Served>

export const OpenLoan = Type.Object({
  loan_id: Id,
  library_id: Id,
  patron_id: Nullable(Id),
  branch_id: Id,
  lent_library_id: Id,
  lent_epoch: Type.String(),
  lent_at: Instant,
  due_on: Day,
  due_at: Nullable(Instant),
  first_due_on: Day,
  renewals: Type.Integer(),
  /** The patron says that it was brought back on this day. */
  claimed_on: Nullable(Day),
  terms_id: Id,
  version_id: Id,
  resolved: Type.Unknown(),
  borrower: Type.Optional(Nullable(FrozenPersonRow)),
})
export type OpenLoan = Type.Static<typeof OpenLoan>

/** What decisions need to know of an item: where it is, who has it, and who waits. */
export const ItemFacts = Type.Object({
  item_id: Id,
  barcode: Type.String(),
  library_id: Id,
  title_id: Id,
  branch_id: Id,
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  price_cents: Nullable(Type.Integer()),
  loanable: Type.Boolean(),
  state: Type.String(),
  note: Nullable(Type.String()),
  note_when: Type.String(),
  note_ask: Type.Boolean(),
  acquired_on: Nullable(Day),
  age_label: Nullable(Type.Integer()),
  status: Type.String(),
  at_branch_id: Id,
  to_branch_id: Nullable(Id),
  due_on: Nullable(Day),
  due_at: Nullable(Instant),
  loan: Nullable(OpenLoan),
  /** The hold that it lies ready for or travels to. */
  hold: Nullable(
    Type.Object({
      hold_id: Id,
      library_id: Id,
      pickup_branch_id: Id,
      state: Type.String(),
      hold_code: Nullable(Type.String()),
      ready_until: Nullable(Day),
    }),
  ),
  /** Who may be chosen, in the order in which they joined, also where the patrons may not be seen. */
  queue: Type.Array(Waiting),
  copies: Type.Array(Copies),
  served: Type.Array(Served),
  /** The allocation policy of the item's library; null while it set none. */
  policy: Type.Unknown(),
  /** What the desk calls it, where that was asked. */
  names: Type.Optional(
    Nullable(
      Type.Object({ title: Type.String(), author: Nullable(Type.String()), branch_name: Type.String() }),
    ),
  ),
  /** What an event freezes of its title, asked together with the names. */
  of_title: Type.Optional(
    Nullable(Type.Object({ audience: Nullable(Type.String()), language: Nullable(Type.String()) })),
  ),
})
export type ItemFacts = Type.Static<typeof ItemFacts>

const { item_id, library_id, branch_id, acquired_on, queue, copies, served, policy } = ItemFacts.properties
/** Of an item, what says whether somebody else waits for it: for lists of loans. */
export const QueuedItem = Type.Object({
  item_id,
  library_id,
  branch_id,
  acquired_on,
  queue,
  copies,
  served,
  policy,
})
export type QueuedItem = Type.Static<typeof QueuedItem>
/** The queue of an item `i` as JSON keys, from a row `q` of what `queueOfItem` joins. */
const queueKeys = sql`'queue', coalesce(q -> 'queue', '[]'), 'copies', coalesce(q -> 'copies', '[]'),
    'served', coalesce(q -> 'served', '[]'), 'policy', q -> 'policy'`
export const queuedItem = sql`json_build_object('item_id', i.item_id::text, 'library_id', i.library_id::text, 'branch_id', i.branch_id::text,
    'acquired_on', i.acquired_on, ${queueKeys})`

/** How a queue is looked at: on which day, and with whose holds in it wherever those stand. */
export interface QueueAsk {
  readonly day: Day
  /** Patrons as a `bigint[]`: those that the decision is about. */
  readonly whose?: Query
  /** Everyone who waits, also who cannot be served now: for who asks why. */
  readonly whole?: true
}
export interface FactsAsk extends QueueAsk {
  /** With the borrower, for what is written of them. */
  readonly borrower?: true
  /** With the names that an answer says of it, for who answers from the same flight. */
  readonly named?: true
}
export const queueOfItem = ({ day, whose, whole }: QueueAsk): Query =>
  sql`left join lateral circulation.queue_facts(i.item_id, ${day}, ${whose ?? null}, ${whole ?? false}) q on true`

/** Items in the hands of libraries that work together, and those that a library outside of that sent for a hold here. */
const inHands = sql`(i.library_id = any ((select organisation.scope())::bigint[]) or circulation.sent_here(i.item_id))`

/** The items that a barcode names there, or the one with this id: a condition on `i`. */
export const itemIs = (ask: { item_id?: string | undefined; barcode?: string | undefined }): Query =>
  ask.item_id !== undefined
    ? sql`i.item_id = ${ask.item_id} and ${inHands}`
    : sql`i.barcode = ${ask.barcode ?? ''} and ${inHands}`

/** The items with a barcode that have their place, or stand, at the branch of the session: a condition on `i`. */
export const itemHere = (ctx: StaffCtx, barcode: string): Query => sql`i.barcode = ${barcode}
  and (i.branch_id = ${ctx.actor.branch_id} or exists (
    select from circulation.item_status here where here.item_id = i.item_id and here.branch_id = ${ctx.actor.branch_id} and here.status = 'available'))
  and ${inHands}`

/**
 * Waits for whoever decides about this item, then for whoever decides about the queue of its title: placing,
 * catching and filling holds go one by one. Items of two titles that one hold waits for may still both choose it;
 * the database lets one of them catch it, and the other decides again.
 */
export const lockItem = (is: Query): Query => sql`
  select pg_advisory_xact_lock(7, (locked.title_id % 2147483647)::integer)
    from (select i.title_id from inventory.item i where ${is} order by i.item_id for no key update) locked`

/** The same behind the lock of patrons, as one statement: the item waits for the count of those who were locked. */
export const lockPatronThenItem = (lockPatron: Query, is: Query): Query => sql`
  with patron as materialized (${lockPatron}) ${lockItem(sql`(select count(*) from patron) >= 0 and ${is}`)}`

/** What an event freezes of it, where its names were asked; null otherwise, so that the event looks for itself. */
export const frozenItem = ({ of_title, ...item }: ItemFacts): FrozenItem | null =>
  of_title ? { ...item, ...of_title } : null

/** One row an item, as JSON in `item`. */
export const itemFacts = (is: Query, { day, whose, whole, borrower, named }: FactsAsk): Query => sql`
  select circulation.item_facts(i, ${day}::date, ${whose ?? null}::bigint[], ${whole ?? false}::boolean, ${borrower ?? false}::boolean,
      ${named ?? false}::boolean) as item
    from inventory.item i where ${is}`

/** The same as a column beside others, a list in `items`. */
export const itemsColumn = (is: Query, ask: FactsAsk): Query =>
  sql`, (select coalesce(json_agg(f.item), '[]') from (${itemFacts(is, ask)}) f) as items`
