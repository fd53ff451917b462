import { type Query, sql } from '../../../base/sql.ts'

/** One row: whether a record has a number, not which. */
export const hasNumber = (patron_id: string): Query =>
  sql`select person_id is not null as has from patrons.patron where patron_id = ${patron_id}`
