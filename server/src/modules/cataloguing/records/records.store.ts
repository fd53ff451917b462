import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A title as it is now, with its record: what is changed, and what search knew of it. */
export const TitleNow = Type.Object({
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  title: Type.String(),
  author: Nullable(Type.String()),
  series: Nullable(Type.String()),
  record: Type.Unknown(),
  record_hash: Type.Unknown(),
  state: Type.String(),
  changed_at: Type.String(),
})
export type TitleNow = Type.Static<typeof TitleNow>
export const titlesNow = (ids: readonly string[]): Query => sql`
  select title_id, source, control_number, title, author, series, record, record_hash, state, changed_at from cataloguing.title
   where title_id = any (${ids}::bigint[]) order by title_id`
