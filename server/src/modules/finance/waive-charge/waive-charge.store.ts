import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'

/** Whose account a charge stands on, to lock it: a statement in brackets. */
export const ownerOfCharge = (entry_id: string): Query =>
  sql`(select a.patron_id from finance.entry e join finance.account a on a.account_id = e.account_id
        where e.entry_id = ${entry_id} and e.kind = 'charge')`

export const bookWaiver = (
  ctx: StaffCtx,
  waiver: { entry_id: string; open_cents: number; reason: string },
): Query =>
  sql`
    insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, at, on_day, staff_id,
      branch_id, workstation_id, reason)
    select a.library_id, e.account_id, 'waiver', e.charge_kind, ${-waiver.open_cents}::integer, e.entry_id, ${booking(ctx)},
           ${waiver.reason}
      from finance.entry e join finance.account a on a.account_id = e.account_id where e.entry_id = ${waiver.entry_id}
    returning entry_id`
