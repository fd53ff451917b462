import { Closure as Wire, Day, Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

const scope = sql`any ((select organisation.scope())::bigint[])`
interface Window {
  readonly branch_ids: readonly string[]
  readonly from: string
  readonly until: string
}

export const Group = Type.Object({ branch_id: Id, on: Day, count: Type.Integer() })
export const TermsGroup = Type.Object({
  ...Group.properties,
  terms_id: Id,
  price_cents: Type.Union([Type.Integer(), Type.Null()]),
})
export const TermsRow = Type.Object({ terms_id: Id, resolved: Type.Unknown() })
export const Transits = Type.Object({ coming: Type.Integer(), leaving: Type.Integer() })

/** Open loans of these branches by the day they are due. */
export const loansByDay = ({ branch_ids, from, until }: Window): Query => sql`
  select l.branch_id, l.due_on as "on", count(*)::integer as count from circulation.loan l
   where l.returned_at is null and l.library_id = ${scope} and l.due_on between ${from} and ${until} and l.branch_id = any (${branch_ids}::bigint[])
   group by 1, 2 order by 2, 1`
/** The same by what a fine hangs on: terms, and the price of the item. */
export const lateByTerms = ({ branch_ids, from, until }: Window): Query => sql`
  select l.branch_id, l.due_on as "on", l.terms_id, i.price_cents, count(*)::integer as count
    from circulation.loan l join inventory.item i on i.item_id = l.item_id
   where l.returned_at is null and l.library_id = ${scope} and l.due_on between ${from} and ${until} and l.branch_id = any (${branch_ids}::bigint[])
   group by 1, 2, 3, 4`
export const loansByTerms = ({ branch_ids, from, until }: Window): Query => sql`
  select l.branch_id, l.due_on as "on", l.terms_id, null::integer as price_cents, count(*)::integer as count from circulation.loan l
   where l.returned_at is null and l.library_id = ${scope} and l.due_on between ${from} and ${until} and l.branch_id = any (${branch_ids}::bigint[])
   group by 1, 2, 3`
export const termsOf = (terms_ids: readonly string[]): Query =>
  sql`select terms_id, resolved from circulation.terms where terms_id = any (${terms_ids}::bigint[])`
export const holdsByDay = ({ branch_ids, from, until }: Window): Query => sql`
  select h.pickup_branch_id as branch_id, h.ready_until as "on", count(*)::integer as count from circulation.hold h
   where h.state = 'ready' and h.pickup_branch_id = any (${branch_ids}::bigint[]) and h.ready_until between ${from} and ${until}
   group by 1, 2 order by 2, 1`
export const transitsOf = (branch_ids: readonly string[]): Query => sql`
  select (select count(*)::integer from circulation.item_status s where s.status = 'in_transit' and s.to_branch_id = any (${branch_ids}::bigint[])) as coming,
    (select count(*)::integer from circulation.item_status s where s.status = 'in_transit' and s.to_branch_id is not null
       and s.branch_id = any (${branch_ids}::bigint[])) as leaving`

/** Loans and holds whose dates fall in a closure, as a run selects them. */
export const loansIn = ({ branch_ids, from, until }: Window): Query => sql`
  select l.loan_id as subject_id from circulation.loan l
   where l.returned_at is null and l.library_id = ${scope} and l.due_on between ${from} and ${until} and l.branch_id = any (${branch_ids}::bigint[])
   order by l.due_on, l.loan_id`
export const holdsIn = ({ branch_ids, from, until }: Window): Query => sql`
  select h.hold_id as subject_id from circulation.hold h
   where h.state = 'ready' and h.pickup_branch_id = any (${branch_ids}::bigint[]) and h.ready_until between ${from} and ${until}
   order by h.ready_until, h.hold_id`

const BranchDays = Type.Array(
  Type.Object({
    branch_id: Id,
    on_day: Day,
    type: Type.String(),
    note: Type.Union([Type.String(), Type.Null()]),
  }),
)
export const ClosureRow = Type.Object({
  closure_id: Id,
  branch_ids: Type.Array(Id),
  type: Wire.properties.type,
  from_on: Day,
  until_on: Day,
  moves: Wire.properties.moves,
  reason: Type.String(),
  state: Wire.properties.state,
  days_before: BranchDays,
  made_at: Wire.properties.made_at,
  by: Type.String(),
})
export type ClosureRow = Type.Static<typeof ClosureRow>

const closures = sql`
  select c.closure_id, c.branch_ids::text[] as branch_ids, c.type, c.from_on, c.until_on, c.moves, c.reason, c.state, c.days_before, c.made_at,
         coalesce(s.name, '–') as by
    from circulation.closure c left join organisation.staff s on s.staff_id = c.made_by`
export const closureById = (closure_id: string): Query => sql`${closures} where c.closure_id = ${closure_id}`
export const lockClosure = (closure_id: string): Query =>
  sql`${closures} where c.closure_id = ${closure_id} for update of c`
export const closuresOf = (library_id: string): Query =>
  sql`${closures} where c.library_id = ${library_id} order by c.closure_id desc limit 50`

export const NewClosure = Type.Object({ closure_id: Id })
export const insertClosure = (
  ctx: StaffCtx,
  c: Pick<ClosureRow, 'branch_ids' | 'type' | 'from_on' | 'until_on' | 'moves' | 'reason'> & {
    readonly days_before: readonly object[]
  },
): Query => sql`
  insert into circulation.closure (library_id, branch_ids, type, from_on, until_on, moves, reason, state, days_before, made_at, made_by)
  values (${ctx.actor.library_id}, ${c.branch_ids}::bigint[], ${c.type}, ${c.from_on}, ${c.until_on}, ${c.moves}, ${c.reason}, 'applied',
    ${JSON.stringify(c.days_before)}, ${ctx.now.toString()}, ${ctx.actor.staff_id}) returning closure_id`
export const moveEnd = (
  closure_id: string,
  to: { until_on: string; days_before: readonly object[] },
): Query => sql`
  update circulation.closure set until_on = ${to.until_on}, days_before = ${JSON.stringify(to.days_before)} where closure_id = ${closure_id}`
export const markUndone = (ctx: StaffCtx, closure_id: string): Query => sql`
  update circulation.closure set state = 'undone', undone_at = ${ctx.now.toString()}, undone_by = ${ctx.actor.staff_id} where closure_id = ${closure_id}`
