import { type Query, sql } from '../../../base/sql.ts'

const gone = (table: string, statement: Query): { readonly table: string; readonly remove: Query } => ({
  table,
  remove: sql`with gone as (${statement} returning 1) select count(*)::integer as gone from gone`,
})

/** What is still kept of how the library moved in, or became one with another. In this order. */
export const leaveMoves = (id: string): readonly { readonly table: string; readonly remove: Query }[] => [
  gone('moving.fusion_row', sql`delete from moving.fusion_row where library_id = ${id}`),
  gone('moving.part', sql`delete from moving.part where library_id = ${id}`),
  gone('moving.refusal', sql`delete from moving.refusal where library_id = ${id}`),
  gone('moving.link', sql`delete from moving.link where library_id = ${id}`),
  gone('moving.file', sql`delete from moving.file where library_id = ${id}`),
  gone('moving.tally', sql`delete from moving.tally where library_id = ${id}`),
  gone('moving.move', sql`delete from moving.move where library_id = ${id}`),
]
