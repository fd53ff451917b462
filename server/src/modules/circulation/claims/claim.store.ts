import { Id, Instant, ItemHead, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export type ClaimEnd = 'found' | 'brought' | 'lost' | 'dismissed' | 'withdrawn' | 'undone'

/** The loan stays open and traceable; from the day of the claim on no fine runs. */
export const beginClaimQuery = (of: {
  readonly loan_id: string
  readonly event_id: string
  readonly at: string
  readonly on: string
}): Query => sql`
  with loan as (
    update circulation.loan set claimed_on = ${of.on} where loan_id = ${of.loan_id} and returned_at is null
    returning loan_id, library_id, item_library_id, item_id
  )
  insert into circulation.claim (library_id, item_library_id, loan_id, item_id, branch_id, claimed_at, event_id)
  select l.library_id, l.item_library_id, l.loan_id, l.item_id, i.branch_id, ${of.at}, ${of.event_id}::uuid
    from loan l join inventory.item i on i.item_id = l.item_id`

export const endClaimQuery = (of: {
  readonly loan_id: string
  readonly ended: ClaimEnd
  readonly event_id: string
  readonly at: string
}): Query => sql`
  update circulation.claim set ended_at = ${of.at}, ended = ${of.ended}, ended_event = ${of.event_id}::uuid
   where loan_id = ${of.loan_id} and ended_at is null`

/** The patron found it at home after all: the loan goes on as it was, and so does its fine. */
export const unclaimQuery = (loan_id: string): Query =>
  sql`update circulation.loan set claimed_on = null where loan_id = ${loan_id} and returned_at is null`

export const lookedQuery = (claim_id: string, by: 1 | -1, at: string): Query =>
  sql`update circulation.claim set looks = looks + ${by}, looked_at = case when ${by} > 0 then ${at}::timestamptz else looked_at end
       where claim_id = ${claim_id}`

/** As if the event never was, for claims: what it began never was, what it ended goes on. */
export const undoClaimsQuery = (event_id: string, at: string): Query => sql`
  update circulation.claim
     set ended_at = case when event_id = ${event_id}::uuid then ${at}::timestamptz end,
         ended = case when event_id = ${event_id}::uuid then 'undone' end, ended_event = null
   where event_id = ${event_id}::uuid or ended_event = ${event_id}::uuid`

/** The loan of a claim, so that the rest can lock in its order. */
export const LoanOfClaim = Type.Object({ loan_id: Id, open: Type.Boolean() })
export const loanOfClaim = (claim_id: string): Query =>
  sql`select c.loan_id, c.ended_at is null as open from circulation.claim c where c.claim_id = ${claim_id}`

export const ClaimRow = Type.Object({
  claim_id: Id,
  item: ItemHead,
  claimed_at: Instant,
  looks: Type.Integer(),
  looked_at: Nullable(Instant),
})
/** What must be looked for on the shelves of a branch, in the order in which one walks along them. */
export const claimsQuery = (branch_id: string): Query => sql`
  select c.claim_id, base.iso(c.claimed_at) as claimed_at, c.looks, base.iso(c.looked_at) as looked_at,
         json_build_object('item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
           'title', t.title, 'author', t.author, 'language', t.language, 'item_type', i.item_type, 'branch_id', i.branch_id::text, 'branch_name', b.name,
           'shelf', i.shelf, 'call_number', i.call_number, 'note', i.note) as item
    from circulation.claim c join inventory.item i on i.item_id = c.item_id join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch b on b.branch_id = i.branch_id
   where c.branch_id = ${branch_id} and c.ended_at is null
   order by i.shelf nulls last, i.call_number nulls last, t.title, c.claim_id limit 500`
