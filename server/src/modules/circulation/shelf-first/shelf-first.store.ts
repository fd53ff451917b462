import { Id, ShelfFirstLine } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** What is looked for here before the next messages, in the order of the shelves. A loan that ended was
 * found; what its reader says to have brought back is looked for on a list of its own. */
export const searchesOf = (branch_id: string, today: string): Query => sql`
  select s.loan_id, t.title, t.author, i.barcode, i.shelf, i.call_number, s.why, s.message_on, s.due_on,
         case when l.returned_at is not null then 'found' else s.state end as state
    from circulation.shelf_search s
    join circulation.loan l on l.loan_id = s.loan_id
    join inventory.item i on i.item_id = s.item_id
    join cataloguing.title t on t.title_id = i.title_id
   where s.branch_id = ${branch_id} and s.message_on > ${today} and (l.claimed_on is null or l.returned_at is not null)
   order by i.shelf, i.call_number, t.title, s.loan_id limit 1000`

export const searchCount = (branch_id: string, today: string): Query => sql`
  select count(*)::integer as count, min(s.message_on) as first_on from circulation.shelf_search s
    join circulation.loan l on l.loan_id = s.loan_id and l.returned_at is null and l.claimed_on is null and l.due_on = s.due_on
   where s.branch_id = ${branch_id} and s.state = 'to_search' and s.message_on > ${today}`

export const Line = ShelfFirstLine

/** The search at this branch that a barcode belongs to. */
export const searchOfCode = (of: { branch_id: string; today: string; code: string }): Query => sql`
  select s.item_id, s.due_on from circulation.shelf_search s join inventory.item i on i.item_id = s.item_id
    join circulation.loan l on l.loan_id = s.loan_id and l.returned_at is null
   where s.branch_id = ${of.branch_id} and s.message_on > ${of.today} and i.barcode = ${of.code} limit 1`
export const Searched = Type.Object({ item_id: Id, due_on: Type.String() })

/** The row, held; only of this branch. */
export const lockSearch = (of: { branch_id: string; today: string; loan_id: string }): Query => sql`
  select s.loan_id, s.state from circulation.shelf_search s
   where s.branch_id = ${of.branch_id} and s.message_on > ${of.today} and s.loan_id = ${of.loan_id} for update`

export const markSearch = (
  ctx: StaffCtx,
  of: { today: string; loan_id: string; state: 'not_found' | 'to_search' },
): Query => sql`
  update circulation.shelf_search
     set state = ${of.state}, searched_at = case when ${of.state} = 'not_found' then ${ctx.now.toString()}::timestamptz end,
         searched_by = case when ${of.state} = 'not_found' then ${ctx.actor.staff_id}::bigint end
   where branch_id = ${ctx.actor.branch_id} and loan_id = ${of.loan_id} and message_on > ${of.today}`
