import { type Query, sql } from '../../../base/sql.ts'
import { type Booker, booking } from '../ledger/ledger.store.ts'

/** Waives what is open on these accounts, charge by charge: a debt so small and old that nobody claims it any more. */
export const writeOffQuery = (ctx: Booker, patron_ids: readonly string[]): Query => sql`
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, at, on_day, staff_id, branch_id, workstation_id, reason)
  select x.library_id, x.account_id, 'waiver', x.charge_kind, -x.open, x.entry_id, ${booking(ctx)}, 'small_old_debt'
    from (select e.library_id, e.account_id, e.charge_kind, e.entry_id,
                 (e.amount_cents + coalesce((select sum(s.amount_cents) from finance.entry s where s.charge_id = e.entry_id), 0))::integer as open
            from finance.account a join finance.entry e on e.account_id = a.account_id
           where a.patron_id = any (${patron_ids}::bigint[]) and e.kind = 'charge') x
   where x.open > 0`
