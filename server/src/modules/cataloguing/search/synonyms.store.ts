import { Id, Instant } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const SynonymKeys = Type.Object({ keys: Type.Array(Type.String()) })
/** Groups of words that mean the same, in which one of these stands. */
export const synonymsFor = (keys: readonly string[]): Query =>
  sql`select keys from cataloguing.synonym_group where keys && ${keys}::text[] limit 20`

export const SynonymRow = Type.Object({ group_id: Id, words: Type.Array(Type.String()), changed_at: Instant })
export const synonymsAfter = (after: string | null, most: number): Query => sql`
  select group_id, words, changed_at from cataloguing.synonym_group where ${after}::bigint is null or group_id < ${after}::bigint
   order by group_id desc limit ${most + 1}`
export const synonymById = (group_id: string | null): Query =>
  sql`select group_id, words, changed_at from cataloguing.synonym_group where group_id = ${group_id}::bigint for update`

interface Saved {
  readonly words: readonly string[]
  readonly keys: readonly string[]
  readonly at: string
}
export const MadeSynonym = Type.Object({ group_id: Id })
export const insertSynonyms = ({ words, keys, at }: Saved): Query => sql`
  insert into cataloguing.synonym_group (words, keys, changed_at) values (${words}::text[], ${keys}::text[], ${at}::timestamptz) returning group_id`
export const updateSynonyms = (group_id: string, { words, keys, at }: Saved): Query => sql`
  update cataloguing.synonym_group set words = ${words}::text[], keys = ${keys}::text[], changed_at = ${at}::timestamptz
   where group_id = ${group_id} returning group_id`
export const dropSynonyms = (group_id: string): Query =>
  sql`delete from cataloguing.synonym_group where group_id = ${group_id} returning group_id`
