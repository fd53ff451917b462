import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const OfLibrary = Type.Object({ library_id: Id })
/** Whose the reader is, if they are in scope. */
export const patronRow = (patron_id: string): Query =>
  sql`select library_id from patrons.patron where patron_id = ${patron_id}`
/** Holds the reader, and says whose they are. */
export const lockPatronRow = (patron_id: string): Query =>
  sql`select library_id from patrons.patron where patron_id = ${patron_id} for no key update`
