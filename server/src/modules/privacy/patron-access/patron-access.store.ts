import { type Query, sql } from '../../../base/sql.ts'

export const patronInScope = (patron_id: string): Query =>
  sql`select patron_id from patrons.patron where patron_id = ${patron_id}`

/**
 * What a patron may know of who looked: library, role, day, purpose and what a door was opened for, and how often; no name, no
 * hour. Looks at a record that was merged into this one are looks at this patron.
 */
export const accessByDay = (patron_id: string, most: number): Query =>
  sql`select (l.at at time zone 'Europe/Brussels')::date as on, b.name as library_name, l.role, l.purpose, l.reason, h.ticket, count(*)::int as times
        from privacy.access_log l join organisation.library b on b.library_id = l.by_library_id
             left join organisation.help h on h.help_id = l.help_id
       where l.patron_id = any (array[${patron_id}::bigint] || array(
               select m.gone_id from patrons.merge m where m.kept_id = ${patron_id} and m.ended is distinct from 'undone'))
         and l.outcome = 'seen'
       group by 1, 2, 3, 4, 5, 6 order by 1 desc, 2, 3 nulls last, 4, 5 nulls first, 6 nulls first limit ${most}`
