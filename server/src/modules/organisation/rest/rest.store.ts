import { type Query, sql } from '../../../base/sql.ts'

/**
 * A library that moves in rests: no day is counted against anybody and nobody is written to, until what stands here
 * is what is so. Null ends it.
 */
export const restLibrary = (library_id: string, since: string | null): Query =>
  sql`update organisation.library set rests_since = case when ${since}::timestamptz is null then null else coalesce(rests_since, ${since}::timestamptz) end
       where library_id = ${library_id}`
