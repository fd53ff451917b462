import type { BulkFilters } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { join, type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../../patrons/index.ts'

/** Patrons of the own library, by name; whoever asked that their data be kept only is not among them. */
export function selectPatrons(ctx: StaffCtx, f: BulkFilters, most: number): Query {
  const where = [
    sql`p.library_id = ${ctx.actor.library_id} and p.merged_into is null and not ${restrictedFor('administration')}`,
    ...(f.membership_type === undefined ? [] : [sql`p.membership_type = ${f.membership_type}`]),
    ...(f.from === undefined ? [] : [sql`p.member_until >= ${f.from}`]),
    ...(f.until === undefined ? [] : [sql`p.member_until <= ${f.until}`]),
  ]
  return sql`select p.patron_id as subject_id from patrons.patron p where ${join(where, sql` and `)}
    order by p.family_name, p.given_name, p.patron_id limit ${most}`
}

export const patronsByCards = (codes: readonly string[]): Query => sql`
  select c.code, c.patron_id as subject_id from patrons.card c
   where c.code = any (${codes}::text[]) and c.library_id = (select organisation.own_library()) and c.kind = 'library' and c.state = 'active' order by c.patron_id`
