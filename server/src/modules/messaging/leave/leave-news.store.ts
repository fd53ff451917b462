import { type Query, sql } from '../../../base/sql.ts'

const gone = (table: string, statement: Query): { readonly table: string; readonly remove: Query } => ({
  table,
  remove: sql`with gone as (${statement} returning 1) select count(*)::integer as gone from gone`,
})

/** Campaigns and lists of addresses of a library that leaves: its messages and its readers went before. */
export const leaveNews = (id: string): readonly { readonly table: string; readonly remove: Query }[] => [
  gone('messaging.address_list_row', sql`delete from messaging.address_list_row where library_id = ${id}`),
  gone('messaging.address_list', sql`delete from messaging.address_list where library_id = ${id}`),
  gone('messaging.campaign', sql`delete from messaging.campaign where library_id = ${id}`),
]
