import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { FrozenItem } from '../events/event.store.ts'
import { FrozenPersonRow, frozenPerson } from './frozen-person.store.ts'

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
    Type.Object({ title: Type.String(), author: Nullable(Type.String()), branch_name: Type.String() }),
  ),
  /** What an event freezes of its title, asked together with the names. */
  of_title: Type.Optional(
    Type.Object({ audience: Nullable(Type.String()), language: Nullable(Type.String()) }),
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
const inHands = sql`(i.library_id = any ((select organisation.scope())::bigint[])
  or i.item_id in (select r.item_id from circulation.ibl_request r where r.state = 'sent' and r.library_id = (select organisation.own_library())))`

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

/** The borrower, as statistics freeze them; null where the patron may not be seen. */
const borrower = sql`, 'borrower', (select ${frozenPerson} from patrons.patron p where p.patron_id = l.patron_id)`
/** The open loan; one to a patron whose library does not work with this one is told without them, and without whose. */
const openLoan = ({ borrower: asked }: FactsAsk): Query => sql`coalesce((
  select json_build_object('loan_id', l.loan_id::text, 'library_id', l.library_id::text, 'patron_id', l.patron_id::text,
    'branch_id', l.branch_id::text, 'lent_library_id', lb.library_id::text, 'lent_epoch', ll.epoch::text, 'lent_at', base.iso(l.lent_at),
    'due_on', l.due_on, 'due_at', base.iso(l.due_at), 'first_due_on', l.first_due_on, 'renewals', l.renewals, 'claimed_on', l.claimed_on,
    'terms_id', l.terms_id::text, 'version_id', t.version_id::text, 'resolved', t.resolved${asked ? borrower : sql``})
   from circulation.loan l join circulation.terms t on t.terms_id = l.terms_id
   join organisation.branch lb on lb.branch_id = l.branch_id join organisation.library ll on ll.library_id = lb.library_id
  where l.item_id = i.item_id and l.returned_at is null),
  circulation.unseen_loan_facts(i.item_id))`

const names = sql`, 'names', json_build_object('title', t.title, 'author', t.author, 'branch_name', b.name),
    'of_title', json_build_object('audience', t.audience, 'language', t.language)`
const named = sql`left join cataloguing.title t on t.title_id = i.title_id left join organisation.branch b on b.branch_id = i.branch_id`

/** What an event freezes of it, where its names were asked; null otherwise, so that the event looks for itself. */
export const frozenItem = ({ of_title, ...item }: ItemFacts): FrozenItem | null =>
  of_title ? { ...item, ...of_title } : null

/** One row an item, as JSON in `item`. */
export const itemFacts = (is: Query, ask: FactsAsk): Query => sql`
  select json_build_object(
    'item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
    'branch_id', i.branch_id::text, 'item_type', i.item_type, 'shelf', i.shelf, 'call_number', i.call_number,
    'price_cents', i.price_cents, 'loanable', i.loanable, 'state', i.state, 'note', i.note, 'note_when', i.note_when, 'note_ask', i.note_ask,
    'acquired_on', i.acquired_on, 'age_label', i.age_label,
    'status', coalesce(s.status, 'available'), 'at_branch_id', coalesce(s.branch_id, i.branch_id)::text,
    'to_branch_id', s.to_branch_id::text, 'due_on', s.due_on, 'due_at', base.iso(s.due_at),
    'loan', case when s.status = 'on_loan' then ${openLoan(ask)} end,
    'hold', q -> 'held', ${queueKeys}${ask.named ? names : sql``}) as item
    from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
    ${ask.named ? named : sql``} ${queueOfItem(ask)}
   where ${is}`

/** The same as a column beside others, a list in `items`. */
export const itemsColumn = (is: Query, ask: FactsAsk): Query =>
  sql`, (select coalesce(json_agg(f.item), '[]') from (${itemFacts(is, ask)}) f) as items`
