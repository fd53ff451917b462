import { type Query, sql } from '../../../base/sql.ts'

export const branchesQuery = (library_id: string): Query => sql`
  select b.branch_id, b.name from organisation.branch b
   where b.library_id = any ((select organisation.scope())::bigint[])
   order by b.library_id <> ${library_id}, b.code limit 200`

/** What a title is called, for who is about to reserve it: no row for one that is not in use. */
export const titleHead = (title_id: string): Query => sql`
  select t.title, t.author, t.language from cataloguing.title t where t.title_id = ${title_id} and t.state = 'in_use'`
