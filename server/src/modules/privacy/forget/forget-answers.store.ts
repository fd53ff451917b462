import { type Query, sql } from '../../../base/sql.ts'

/** Answers of commands, older than `before`: no desk repeats a command after that. */
export const forgetAnswers = (library_id: string, before: string, most: number): Query =>
  sql`with gone as (
        delete from base.command
         where library_id = ${library_id} and command_id in (
           select command_id from base.command where library_id = ${library_id} and at < ${before} order by at limit ${most})
        returning 1)
      select count(*)::int as gone from gone`
