import { type Query, sql } from '../../../base/sql.ts'

/** Rows of the contract, the own record first and then by name; the function looks past the walls, and knows who signed in. */
export const recordsQuery: Query = sql`
  select patron_id, tie, given_name, library_id, library_name, membership_type, member_until, loans, late, holds, ready,
         patron_id = (select organisation.reader_patron()) as shown
    from patrons.reader_records()`
/** No row where there is no such tie. */
export const showQuery = (patron_id: string): Query =>
  sql`select patron_id, tie from patrons.show_record(${patron_id})`
