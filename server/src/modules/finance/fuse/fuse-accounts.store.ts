import { type Query, sql } from '../../../base/sql.ts'

/**
 * The accounts of patrons get another library; their lines stay as they were written. One row with how many accounts
 * and what they come to.
 */
export const fuseAccounts = (to: string, patron_ids: readonly string[]): Query => sql`
  with those as (select account_id from finance.account where patron_id = any (${patron_ids}::bigint[])),
  moved as (update finance.account a set library_id = ${to} from those t where a.account_id = t.account_id)
  select (select count(*) from those)::integer as count,
         coalesce((select sum(e.amount_cents) from finance.entry e join those t on t.account_id = e.account_id), 0)::text as cents`

/** What the accounts of a library come to. */
export const accountsAhead = (library_id: string): Query => sql`
  select (select count(*) from finance.account where library_id = ${library_id})::integer as count,
         coalesce((select sum(e.amount_cents) from finance.account a join finance.entry e on e.account_id = a.account_id
                    where a.library_id = ${library_id}), 0)::text as cents`
