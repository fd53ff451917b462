import { type Query, sql } from '../../../base/sql.ts'

/** What somebody asked to be erased and still waits goes with their record: the library that has it does it. */
export const fuseErasures = (to: string, patron_ids: readonly string[]): Query =>
  sql`update privacy.erasure set library_id = ${to} where patron_id = any (${patron_ids}::bigint[])`
