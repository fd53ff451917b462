import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { endLoan } from '../checkin/checkin.store.ts'

/** The next loan's identity and the library's epoch, read with the facts so that effects need no second look. */
export const checkoutExtras = (library_id: string): Query =>
  sql`select nextval('circulation.loan_loan_id_seq')::text as loan_id, l.epoch from organisation.library l where l.library_id = ${library_id}`

export interface NewLoan {
  readonly loan_id: string
  readonly library_id: string
  readonly patron_id: string
  readonly item_id: string
  readonly lent_at: string
  readonly due_on: string
  readonly due_at: string | null
  readonly terms_id: string
  readonly trace: string
  readonly fills: string | null
}

/** The other patron's loan ends first: the index that allows one open loan an item looks at each statement. */
export const endOtherLoan = (ctx: StaffCtx, loan_id: string, at: string, on: string): Query =>
  endLoan(ctx, { loan_id, at, on, how: 'lent_on' })

/** The loan, the item's status and the holds that it touches, in one statement. */
export const insertLoan = (ctx: StaffCtx, l: NewLoan): Query => sql`
  with item as (
    select i.item_id, i.library_id, i.title_id, i.item_type from inventory.item i where i.item_id = ${l.item_id}
  ), loan as (
    insert into circulation.loan (loan_id, library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, workstation_id,
      lent_by, lent_at, due_on, due_at, first_due_on, terms_id, trace)
    overriding system value
    select ${l.loan_id}, ${l.library_id}, ${l.patron_id}, i.item_id, i.library_id, i.title_id, i.item_type, ${ctx.actor.branch_id},
           ${ctx.actor.workstation_id}, ${ctx.actor.staff_id}, ${l.lent_at}, ${l.due_on}, ${l.due_at}, ${l.due_on}, ${l.terms_id}, ${l.trace}
      from item i
  ), filled as (
    update circulation.hold set state = 'filled', item_id = ${l.item_id}, closed_at = ${l.lent_at}, closed_by = ${ctx.actor.staff_id}, loan_id = ${l.loan_id}
     where hold_id = ${l.fills}
  )
  insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, due_at, since)
  select i.item_id, 'on_loan', ${ctx.actor.branch_id}, ${l.loan_id}, ${l.due_on}, ${l.due_at}, ${l.lent_at} from item i
  on conflict (item_id) do update set status = 'on_loan', branch_id = excluded.branch_id, to_branch_id = null, loan_id = excluded.loan_id,
    hold_id = null, due_on = excluded.due_on, due_at = excluded.due_at, since = excluded.since`
