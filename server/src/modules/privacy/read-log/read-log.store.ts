import { LAST_ID, type Query, sql } from '../../../base/sql.ts'

interface Asked {
  readonly library_id: string
  readonly patron_id: string | null
  readonly before: string | null
  readonly most: number
}

/** Rows about patrons of one library and of those that became part of it, newest first. Staff of another library are named by their library only. */
export const logRows = ({ library_id, patron_id, before, most }: Asked): Query => sql`
  select l.access_id, l.at, l.operation, l.purpose, l.outcome, b.name as library_name, l.role, l.patron_id,
         coalesce(s.name, h.helper_name) as staff_name, h.ticket
    from privacy.access_log l
    join organisation.library b on b.library_id = l.by_library_id
    left join organisation.staff s on s.staff_id = l.staff_id
    left join organisation.help h on h.help_id = l.help_id
   where l.library_id = any ((select array_prepend(${library_id}::bigint, organisation.succeeded(${library_id})))::bigint[]) and l.access_id < ${before ?? LAST_ID}::bigint
         ${patron_id === null ? sql`` : sql`and l.patron_id = ${patron_id}`}
   order by l.access_id desc limit ${most}`
