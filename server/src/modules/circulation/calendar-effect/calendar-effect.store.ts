import { Day, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const OwnBranch = Type.Object({ epoch: Type.String() })
export const ownBranch = (branch_id: string, library_id: string): Query =>
  sql`select l.epoch from organisation.branch b join organisation.library l on l.library_id = b.library_id
       where b.branch_id = ${branch_id} and b.library_id = ${library_id}`

export const LateRow = Type.Object({
  due_on: Day,
  due_at: Nullable(Type.String()),
  claimed_on: Nullable(Day),
  resolved: Type.Unknown(),
  price_cents: Nullable(Type.Integer()),
  loans: Type.Integer(),
})
/** Late loans of a branch, those that are alike together: a branch of a city has thousands, and a few hundred kinds. */
export const lateQuery = (branch_id: string, today: string): Query => sql`
  select x.due_on, base.iso(x.due_at) as due_at, x.claimed_on, t.resolved, x.price_cents, x.loans
    from (select l.due_on, l.due_at, l.claimed_on, l.terms_id, i.price_cents, count(*)::integer as loans
            from circulation.loan l join inventory.item i on i.item_id = l.item_id
           where l.branch_id = ${branch_id} and l.returned_at is null and l.due_on < ${today}::date
           group by 1, 2, 3, 4, 5) x
    join circulation.terms t on t.terms_id = x.terms_id`

export const DueRow = Type.Object({ on_day: Day, loans: Type.Integer() })
export const dueOnDays = (branch_id: string, days: readonly string[]): Query => sql`
  select l.due_on as on_day, count(*)::integer as loans from circulation.loan l
   where l.branch_id = ${branch_id} and l.returned_at is null and l.due_on = any (${days}::date[]) group by 1 order by 1`
