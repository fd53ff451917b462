import { Cents, Day, Id, Instant, ItemHead, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { QueuedItem, queuedItem, queueOfItem } from '../facts/item-facts.store.ts'

/** An open loan with what its fine and its renewal hang on; read in one statement for all loans of a patron. */
export const LoanRow = Type.Object({
  loan_id: Id,
  item: ItemHead,
  lent_at: Instant,
  due_on: Day,
  due_at: Nullable(Instant),
  renewals: Type.Integer(),
  claimed_on: Nullable(Day),
  branch_id: Id,
  lent_at_branch: Type.String(),
  lent_library_id: Id,
  lent_epoch: Type.String(),
  patron_id: Nullable(Id),
  price_cents: Nullable(Type.Integer()),
  resolved: Type.Unknown(),
  version_id: Id,
  acquired_on: Nullable(Day),
  queued: QueuedItem,
})
export type LoanRow = Type.Static<typeof LoanRow>

/** The head of an item, of `i`, `ti` and `hb` in the statement around it. */
const head = sql`json_build_object('item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
  'title', ti.title, 'author', ti.author, 'language', ti.language, 'item_type', i.item_type, 'branch_id', i.branch_id::text, 'branch_name', hb.name, 'shelf', i.shelf,
  'call_number', i.call_number, 'note', i.note)`

export const patronLoansQuery = (patron_id: string, day: Day): Query => sql`
  select l.loan_id, l.lent_at, l.due_on, l.due_at, l.renewals, l.claimed_on, l.branch_id, lb.name as lent_at_branch, lb.library_id as lent_library_id,
    ll.epoch as lent_epoch, l.patron_id, i.price_cents, i.acquired_on, t.resolved, t.version_id,
    ${head} as item,
    ${queuedItem} as queued
    from circulation.loan l
    join inventory.item i on i.item_id = l.item_id
    join cataloguing.title ti on ti.title_id = i.title_id
    join organisation.branch hb on hb.branch_id = i.branch_id
    join organisation.branch lb on lb.branch_id = l.branch_id
    join organisation.library ll on ll.library_id = lb.library_id
    join circulation.terms t on t.terms_id = l.terms_id
    ${queueOfItem({ day, whose: sql`array[l.patron_id]` })}
   where l.patron_id = ${patron_id} and l.returned_at is null
   order by l.due_on, l.loan_id`

export const LostRow = Type.Object({ loan_id: Id, item: ItemHead, lost_on: Day, open_cents: Cents })
/** What this patron lost and is not there again, newest first, with what of its cost is still open. */
export const lostLoansQuery = (patron_id: string): Query => sql`
  select l.loan_id, l.returned_on as lost_on, ${head} as item,
    (select coalesce(sum(greatest(0, c.amount_cents + coalesce((select sum(s.amount_cents) from finance.entry s where s.charge_id = c.entry_id), 0))), 0)::integer
       from finance.charge_about ca join finance.entry c on c.entry_id = ca.entry_id
      where ca.loan_id = l.loan_id and c.kind = 'charge' and c.charge_kind in ('replacement', 'processing')) as open_cents
    from circulation.loan l
    join inventory.item i on i.item_id = l.item_id
    join cataloguing.title ti on ti.title_id = i.title_id
    join organisation.branch hb on hb.branch_id = i.branch_id
   where l.patron_id = ${patron_id} and l.returned_at is not null and l.ended = 'lost' and i.state = 'lost'
   order by l.returned_at desc limit 50`
