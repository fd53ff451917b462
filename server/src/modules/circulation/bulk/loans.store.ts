import type { BulkFilters } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { join, type Query, sql } from '../../../base/sql.ts'

/** Open loans that the own library lent, first due first. Loans follow the patron's library, so the scope comes first. */
export function selectLoans(ctx: StaffCtx, f: BulkFilters, most: number): Query {
  const where = [
    sql`l.returned_at is null`,
    sql`l.library_id = any ((select organisation.scope())::bigint[])`,
    sql`l.branch_id in (select b.branch_id from organisation.branch b where b.library_id = ${ctx.actor.library_id})`,
    ...(f.branch_id === undefined ? [] : [sql`l.branch_id = ${f.branch_id}`]),
    ...(f.item_type === undefined ? [] : [sql`l.item_type = ${f.item_type}`]),
    ...(f.from === undefined ? [] : [sql`l.due_on >= ${f.from}`]),
    ...(f.until === undefined ? [] : [sql`l.due_on <= ${f.until}`]),
    ...(f.shelf === undefined
      ? []
      : [sql`exists (select from inventory.item i where i.item_id = l.item_id and i.shelf = ${f.shelf})`]),
    ...(f.membership_type === undefined
      ? []
      : [
          sql`exists (select from patrons.patron p where p.patron_id = l.patron_id and p.membership_type = ${f.membership_type})`,
        ]),
  ]
  return sql`select l.loan_id as subject_id from circulation.loan l where ${join(where, sql` and `)} order by l.due_on, l.loan_id limit ${most}`
}

/** Barcodes of items that are on loan. */
export const loansByCodes = (codes: readonly string[]): Query => sql`
  select i.barcode as code, l.loan_id as subject_id from inventory.item i join circulation.loan l on l.item_id = i.item_id and l.returned_at is null
   where i.barcode = any (${codes}::text[]) and i.library_id = any ((select organisation.scope())::bigint[]) order by l.loan_id`

/** Of these codes those that no item in scope has: a slip of who typed, and not an item that is not on loan. */
export const codesOfNoItem = (codes: readonly string[]): Query => sql`
  select c.code from unnest(${codes}::text[]) as c(code)
   where not exists (select from inventory.item i
                      where i.barcode = c.code and i.library_id = any ((select organisation.scope())::bigint[]))`
