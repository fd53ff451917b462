import { priorAnswerWith } from '../../../base/command.ts'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql, type Write } from '../../../base/sql.ts'
import { endLoan } from '../checkin/checkin.store.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'

/** The first answer, the epoch, the next loan's identity, so that effects need no second look, and the facts beside them. */
export const lendingFacts = (
  ctx: StaffCtx,
  command_id: string,
  facts: { readonly patrons: Query; readonly items: Query },
): Query =>
  priorAnswerWith(
    ctx,
    command_id,
    sql`, nextval('circulation.loan_loan_id_seq')::text as loan_id${facts.patrons}${facts.items}`,
  )

export interface NewLoan {
  readonly loan_id: string
  readonly library_id: string
  readonly patron_id: string
  /** As its facts say: the item is locked, so that they hold. */
  readonly item: Pick<ItemFacts, 'item_id' | 'library_id' | 'title_id' | 'item_type'>
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

/** Where there is a hold: a table that is written to is made ready for it, also in vain. */
const filled = (ctx: StaffCtx, l: NewLoan, hold_id: string): Write => ({
  as: 'filled',
  query: sql`
    update circulation.hold set state = 'filled', item_id = ${l.item.item_id}, closed_at = ${l.lent_at}, closed_by = ${ctx.actor.staff_id}, loan_id = ${l.loan_id}
     where hold_id = ${hold_id}`,
})

/** The loan, the item's status and the hold that it fills. */
export const loanWrites = (ctx: StaffCtx, l: NewLoan): Write[] => [
  {
    as: 'loan',
    query: sql`
    insert into circulation.loan (loan_id, library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, workstation_id,
      lent_by, lent_at, due_on, due_at, first_due_on, terms_id, trace)
    overriding system value
    values (${l.loan_id}, ${l.library_id}, ${l.patron_id}, ${l.item.item_id}, ${l.item.library_id}, ${l.item.title_id}, ${l.item.item_type},
           ${ctx.actor.branch_id}, ${ctx.actor.workstation_id}, ${ctx.actor.staff_id}, ${l.lent_at}, ${l.due_on}, ${l.due_at}, ${l.due_on}, ${l.terms_id}, ${l.trace})`,
  },
  ...(l.fills === null ? [] : [filled(ctx, l, l.fills)]),
  {
    as: 'status',
    query: sql`
    insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, due_at, since)
    values (${l.item.item_id}, 'on_loan', ${ctx.actor.branch_id}, ${l.loan_id}, ${l.due_on}, ${l.due_at}, ${l.lent_at})
    on conflict (item_id) do update set status = 'on_loan', branch_id = excluded.branch_id, to_branch_id = null, loan_id = excluded.loan_id,
      hold_id = null, due_on = excluded.due_on, due_at = excluded.due_at, since = excluded.since`,
  },
]
