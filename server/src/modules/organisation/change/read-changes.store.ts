import { LAST_ID, type Query, sql } from '../../../base/sql.ts'

/** `by` is the name of the account; an account that is gone is a dash. */
export const changesBefore = (library_id: string, before: string | null, most: number): Query =>
  sql`select c.change_id, c.at, coalesce(s.name, '–') as by, c.what, c.subject, c.before, c.after
        from organisation.change c left join organisation.staff s on s.staff_id = c.staff_id
       where c.library_id = ${library_id} and c.change_id < ${before ?? LAST_ID}::bigint
       order by c.change_id desc limit ${most}`
