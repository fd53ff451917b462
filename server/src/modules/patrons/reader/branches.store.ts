import { type Query, sql } from '../../../base/sql.ts'

export const branchesQuery = (library_id: string): Query => sql`
  select b.branch_id, b.name from organisation.branch b
   where b.library_id = any ((select organisation.scope())::bigint[])
   order by b.library_id <> ${library_id}, b.code limit 200`
