import { type Query, sql } from '../../../base/sql.ts'

/**
 * Messages ninety days after they ended. Those of a loan that is still out stay: by them the next reminder knows
 * which one it is.
 */
export const forgetMessages = (library_id: string, before: string, most: number): Query => sql`
  with old as (
    select m.message_id from messaging.message m
     where m.library_id = ${library_id} and m.ended_at < ${before}
       and not exists (select from circulation.loan l where l.loan_id = m.loan_id and l.returned_at is null)
     limit ${most}
  ), gone as (delete from messaging.message m using old where m.message_id = old.message_id returning 1)
  select count(*)::integer as gone from gone`
