import { type Query, sql } from '../../../base/sql.ts'

/** Sessions that ended, and full sign-ins that ran out, before the instant. */
export const forgetSessions = (library_id: string, before: string, most: number): Query =>
  sql`with outdated as (delete from organisation.full_sign_in where library_id = ${library_id} and until < ${before}),
      gone as (
        delete from organisation.session where library_id = ${library_id} and session_id in (
          select session_id from organisation.session
           where library_id = ${library_id} and coalesce(ended_at, expires_at) < ${before} limit ${most})
        returning 1)
      select count(*)::int as gone from gone`
