import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** One who waits for a title, in order; `servable` holds for the item at hand. */
export const Waiting = Type.Object({
  hold_id: Id,
  patron_id: Id,
  library_id: Id,
  pickup_branch_id: Id,
  initial: Type.String(),
})
export type Waiting = Type.Static<typeof Waiting>

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
  terms_id: Id,
  version_id: Id,
  resolved: Type.Unknown(),
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
  acquired_on: Nullable(Day),
  age_label: Nullable(Type.Integer()),
  status: Type.String(),
  at_branch_id: Id,
  to_branch_id: Nullable(Id),
  due_on: Nullable(Day),
  due_at: Nullable(Instant),
  loan: Nullable(OpenLoan),
  hold: Nullable(
    Type.Object({
      ...Waiting.properties,
      state: Type.String(),
      hold_code: Nullable(Type.String()),
      ready_until: Nullable(Day),
    }),
  ),
  queue: Type.Array(Waiting),
  /** Other items of the title that stand on a shelf and could serve the same queue. */
  free_copies: Type.Integer(),
})
export type ItemFacts = Type.Static<typeof ItemFacts>

/** The items that a barcode names among the libraries that work together, or the one with this id: a condition on `i`. */
export const itemIs = (ask: { item_id?: string | undefined; barcode?: string | undefined }): Query =>
  ask.item_id !== undefined
    ? sql`i.item_id = ${ask.item_id} and i.library_id = any ((select organisation.scope())::bigint[])`
    : sql`i.barcode = ${ask.barcode ?? ''} and i.library_id = any ((select organisation.scope())::bigint[])`

/** The items with a barcode that have their place at the branch of the session: a condition on `i`. */
export const itemHere = (ctx: StaffCtx, barcode: string): Query =>
  sql`i.barcode = ${barcode} and i.branch_id = ${ctx.actor.branch_id}`

/**
 * Waits for whoever decides about this item, then for whoever decides about the queue of its title: placing,
 * catching and filling holds go one by one.
 */
export const lockItem = (is: Query): Query => sql`
  select pg_advisory_xact_lock(7, (locked.title_id % 2147483647)::integer)
    from (select i.title_id from inventory.item i where ${is} order by i.item_id for no key update) locked`

const waiting = sql`'hold_id', h.hold_id::text, 'patron_id', h.patron_id::text, 'library_id', h.library_id::text,
  'pickup_branch_id', h.pickup_branch_id::text, 'initial', coalesce((select upper(left(hp.family_name, 1)) from patrons.patron hp where hp.patron_id = h.patron_id), 'X')`

/**
 * The first of the queue that this item may serve: the patron's library works with the item's, and the pickup
 * branch is the item's own library's or one to which items are carried.
 */
const queue = sql`coalesce((select json_agg(json_build_object(${waiting}) order by h.placed_at, h.hold_id) from (
    select h.* from circulation.hold h join organisation.branch pb on pb.branch_id = h.pickup_branch_id
     where h.title_id = i.title_id and h.state = 'waiting'
       and (h.library_id = i.library_id or h.library_id = any ((select organisation.linked(i.library_id, false))::bigint[]))
       and (pb.library_id = i.library_id or pb.library_id = any ((select organisation.linked(i.library_id, true))::bigint[]))
     order by h.placed_at, h.hold_id limit 50) h), '[]')`

const openLoan = sql`(select json_build_object('loan_id', l.loan_id::text, 'library_id', l.library_id::text, 'patron_id', l.patron_id::text,
    'branch_id', l.branch_id::text, 'lent_library_id', lb.library_id::text, 'lent_epoch', ll.epoch::text, 'lent_at', base.iso(l.lent_at),
    'due_on', l.due_on, 'due_at', base.iso(l.due_at), 'first_due_on', l.first_due_on, 'renewals', l.renewals, 'terms_id', l.terms_id::text,
    'version_id', t.version_id::text, 'resolved', t.resolved)
   from circulation.loan l join circulation.terms t on t.terms_id = l.terms_id
   join organisation.branch lb on lb.branch_id = l.branch_id join organisation.library ll on ll.library_id = lb.library_id
  where l.item_id = i.item_id and l.returned_at is null)`

/** One row an item, as JSON in `item`. */
export const itemFacts = (is: Query): Query => sql`
  select json_build_object(
    'item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
    'branch_id', i.branch_id::text, 'item_type', i.item_type, 'shelf', i.shelf, 'call_number', i.call_number,
    'price_cents', i.price_cents, 'loanable', i.loanable, 'state', i.state, 'note', i.note, 'acquired_on', i.acquired_on, 'age_label', i.age_label,
    'status', coalesce(s.status, 'available'), 'at_branch_id', coalesce(s.branch_id, i.branch_id)::text,
    'to_branch_id', s.to_branch_id::text, 'due_on', s.due_on, 'due_at', base.iso(s.due_at),
    'loan', case when s.status = 'on_loan' then ${openLoan} end,
    'hold', (select json_build_object(${waiting}, 'state', h.state, 'hold_code', h.hold_code, 'ready_until', h.ready_until)
               from circulation.hold h where h.hold_id = s.hold_id),
    'queue', ${queue},
    'free_copies', (select count(*) from inventory.item o left join circulation.item_status os on os.item_id = o.item_id
                     where o.title_id = i.title_id and o.item_id <> i.item_id and o.state = 'in_use' and o.loanable
                       and coalesce(os.status, 'available') = 'available'
                       and o.library_id = any ((select organisation.scope())::bigint[]))) as item
    from inventory.item i left join circulation.item_status s on s.item_id = i.item_id where ${is}`
