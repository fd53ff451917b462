import { type Query, sql } from '../../../base/sql.ts'

const gone = (table: string, statement: Query): { readonly table: string; readonly remove: Query } => ({
  table,
  remove: sql`with gone as (${statement} returning 1) select count(*)::integer as gone from gone`,
})

/** Requests of people who have no record, and whom a breach reached. What happened, and the proof of each erasure, stay. */
export const leaveCases = (id: string): readonly { readonly table: string; readonly remove: Query }[] => [
  gone('privacy.rights_case', sql`delete from privacy.rights_case where library_id = ${id}`),
  gone('privacy.restriction', sql`delete from privacy.restriction where library_id = ${id}`),
  gone('privacy.breach_person', sql`delete from privacy.breach_person where library_id = ${id}`),
  gone('privacy.erasure', sql`delete from privacy.erasure where library_id = ${id}`),
]
