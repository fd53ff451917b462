import { sql } from '../../../base/sql.ts'

/**
 * The title of a suggestion `p`: the one that was named, as it stands after merges; where none was, the one that came into the catalogue with
 * its ISBN since.
 */
export const titleOf = sql`
  case when p.title_id is not null then cataloguing.stands_as(p.title_id)
       else (select min(x.title_id) from cataloguing.title_isbn x join cataloguing.title u on u.title_id = x.title_id and u.state = 'in_use'
              where x.isbn = p.isbn) end`
