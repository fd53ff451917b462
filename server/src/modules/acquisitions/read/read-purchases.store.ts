import { Id, PurchaseState, PurchaseSuggestion } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../base/dates.ts'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'
import { askerCount } from '../ask/askers.store.ts'
import { titleOf } from './title-of.store.ts'

export { PurchaseSuggestion }
export interface PurchaseAsk {
  readonly library_id: string
  readonly branch_id: string | null
  /** Words as they were typed, and the ISBN that they are; null where nothing is asked. */
  readonly words: string | null
  readonly isbn: string | null
}

/** A title that is in use no more leaves what was written here. */
const from = sql`
    from acquisitions.purchase_suggestion p
    left join cataloguing.title t on t.title_id = ${titleOf} and t.state = 'in_use'`
const rows = (today: Day): Query => sql`
  select p.suggestion_id, t.title_id, coalesce(t.title, p.title) as title, coalesce(t.author, p.author) as author,
         coalesce(p.isbn, (select min(x.isbn) from cataloguing.title_isbn x where x.title_id = t.title_id)) as isbn, t.language,
         p.branch_id, b.name as branch, p.because, p.remark, p.copies, p.asked, ${askerCount(today)} as askers,
         (select count(*)::integer from circulation.hold h
           where h.title_id = t.title_id and h.library_id = p.library_id and h.state = 'waiting') as waiting,
         (select count(*)::integer from inventory.item i
           where i.title_id = t.title_id and i.library_id = p.library_id and i.state = 'in_use' and i.loanable) as items,
         by.name as proposed_by, p.proposed_at, p.state, p.declined_because, p.says, d.name as decided_by, p.decided_at,
         p.ordered_at, p.received_at, p.version
    ${from}
    join organisation.branch b on b.branch_id = p.branch_id
    left join organisation.staff by on by.staff_id = p.proposed_by
    left join organisation.staff d on d.staff_id = p.decided_by`
const asked = (of: PurchaseAsk): Query => sql`
  p.library_id = ${of.library_id}::bigint and (${of.branch_id}::bigint is null or p.branch_id = ${of.branch_id}::bigint)
     and (${of.words}::text is null or p.isbn = ${of.isbn}::text
       or position(lower(${of.words}::text) in lower(concat_ws(' ', coalesce(t.title, p.title), coalesce(t.author, p.author), p.isbn))) > 0)`

export const purchasesAfter = (
  of: PurchaseAsk,
  page: {
    readonly state: PurchaseState | null
    readonly after: string | null
    readonly most: number
    readonly today: Day
  },
): Query => sql`
  ${rows(page.today)} where ${asked(of)} and (${page.state}::text is null or p.state = ${page.state}::text)
     and p.suggestion_id < ${page.after ?? LAST_ID}::bigint order by p.suggestion_id desc limit ${page.most + 1}`
export const purchaseById = (library_id: string, suggestion_id: string, today: Day): Query =>
  sql`${rows(today)} where p.library_id = ${library_id}::bigint and p.suggestion_id = ${suggestion_id}::bigint`

export const PurchaseCount = Type.Object({ state: PurchaseState, count: Type.Integer() })
export const purchaseCounts = (of: PurchaseAsk): Query =>
  sql`select p.state, count(*)::integer as count ${from} where ${asked(of)} group by p.state`

/** One that stands, held, as decisions look at it. */
export const HeldPurchase = Type.Object({
  suggestion_id: Id,
  state: PurchaseState,
  version: Type.Integer(),
  asked: Type.Integer(),
  copies: Type.Integer(),
})
export type HeldPurchase = Type.Static<typeof HeldPurchase>
export const lockPurchase = (library_id: string, suggestion_id: string): Query => sql`
  select p.suggestion_id, p.state, p.version, p.asked, p.copies::integer as copies from acquisitions.purchase_suggestion p
   where p.library_id = ${library_id} and p.suggestion_id = ${suggestion_id} for update`

export const PurchaseHere = Type.Object({ suggestion_id: Id })
export const purchaseHere = (library_id: string, suggestion_id: string): Query =>
  sql`select p.suggestion_id from acquisitions.purchase_suggestion p where p.library_id = ${library_id} and p.suggestion_id = ${suggestion_id}`
