import { type Query, sql } from '../../../base/sql.ts'

const gone = (table: string, statement: Query): { readonly table: string; readonly remove: Query } => ({
  table,
  remove: sql`with gone as (${statement} returning 1) select count(*)::integer as gone from gone`,
})

/** What a library has of people beside their records: lists, forms that wait, how often its staff asked about numbers. */
export const leaveLists = (id: string): readonly { readonly table: string; readonly remove: Query }[] => [
  gone('patrons.person_list', sql`delete from patrons.person_list where library_id = ${id}`),
  gone('patrons.online_request', sql`delete from patrons.online_request where library_id = ${id}`),
  gone('patrons.number_question', sql`delete from patrons.number_question where library_id = ${id}`),
]

/** The next records of a library that leaves. */
export const leavingPatrons = (library_id: string, most: number): Query =>
  sql`select patron_id from patrons.patron where library_id = ${library_id} order by patron_id limit ${most}`
