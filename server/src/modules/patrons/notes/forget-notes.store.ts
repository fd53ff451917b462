import { type Query, sql } from '../../../base/sql.ts'

/** Notes whose last day has passed. */
export const forgetNotes = (library_id: string, today: string, most: number): Query =>
  sql`with gone as (
        delete from patrons.note where library_id = ${library_id} and note_id in (
          select note_id from patrons.note where library_id = ${library_id} and until < ${today} limit ${most})
        returning 1)
      select count(*)::int as gone from gone`
