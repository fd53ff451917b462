import { Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const OnceOver = Type.Object({ after_id: Type.String(), done_at: Nullable(Instant) })
/** Held until the end of the transaction, so that two never go over the same rows. */
export const onceOver = (name: string): Query =>
  sql`select after_id::text as after_id, done_at from cataloguing.once_over where name = ${name} for update`
export const setOnceOver = (of: {
  readonly name: string
  readonly after_id: string
  readonly done_at: string | null
}): Query => sql`
  update cataloguing.once_over set after_id = ${of.after_id}::bigint, done_at = ${of.done_at}::timestamptz where name = ${of.name}`

export const Stored = Type.Object({ authority_id: Id, source: Type.String(), record: Type.Unknown() })
export const authoritiesAfter = (after_id: string, most: number): Query => sql`
  select authority_id, source, record from cataloguing.authority where authority_id > ${after_id}::bigint order by authority_id limit ${most}`

export interface TitleOfName {
  readonly authority_id: string
  readonly text: string
  readonly title_key: string
}
/** Notes the titles of names that have none noted; a name that was written since has its own. */
export const noteTitles = (all: readonly TitleOfName[]): Query => sql`
  update cataloguing.authority_name n set title_key = a.title_key
    from unnest(${all.map(a => a.authority_id)}::bigint[], ${all.map(a => a.text)}::text[], ${all.map(a => a.title_key)}::text[]) as a(authority_id, text, title_key)
   where n.authority_id = a.authority_id and n.text = a.text and n.title_key is null`
