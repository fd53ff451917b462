import { type Query, sql } from '../../../base/sql.ts'

/** The accounts of one patron become those of another: rows `{ id }`. The lines stay on the account that they are on. */
export const moveAccounts = (from: string, to: string): Query =>
  sql`update finance.account set patron_id = ${to}, merged_from = coalesce(merged_from, ${from}::bigint)
       where patron_id = ${from} returning account_id as id`
/** Takes that back. An account that was merged before stays so. */
export const moveAccountsBack = (ids: readonly string[], to: string): Query =>
  sql`update finance.account set patron_id = ${to}, merged_from = nullif(merged_from, ${to}::bigint)
       where account_id = any (${ids}::bigint[]) returning account_id as id`
