import { type Query, sql } from '../../../base/sql.ts'

/**
 * What somebody asked about their data, the limits on it, and an erasure that still waits go with their record: the
 * library that has it does it. One statement, so that nothing of a request stays behind.
 */
export const fuseErasures = (to: string, patron_ids: readonly string[]): Query => {
  const theirs = sql`(select c.case_id from privacy.rights_case c where c.patron_id = any (${patron_ids}::bigint[]))`
  return sql`
  with items as (update privacy.case_item set library_id = ${to} where case_id in ${theirs}),
       notices as (update privacy.case_notice set library_id = ${to} where case_id in ${theirs}),
       letters as (update privacy.case_letter set library_id = ${to} where case_id in ${theirs}),
       files as (update privacy.case_file set library_id = ${to} where case_id in ${theirs}),
       tasks as (update privacy.case_task set library_id = ${to} where case_id in ${theirs}),
       cases as (update privacy.rights_case set library_id = ${to} where patron_id = any (${patron_ids}::bigint[])),
       limits as (update privacy.restriction set library_id = ${to} where patron_id = any (${patron_ids}::bigint[]))
  update privacy.erasure set library_id = ${to} where patron_id = any (${patron_ids}::bigint[])`
}
