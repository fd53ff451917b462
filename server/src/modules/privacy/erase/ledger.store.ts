import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const PatronIdRow = Type.Object({ patron_id: Id })
/** Every record of a library, also those that went into another one, walked by id. */
export const patronIdsAfter = (library_id: string, after: string, most: number): Query =>
  sql`select patron_id from patrons.patron where library_id = ${library_id} and patron_id > ${after}::bigint order by patron_id limit ${most}`
