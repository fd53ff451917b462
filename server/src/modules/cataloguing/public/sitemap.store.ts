import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { isPublic } from './find.store.ts'

/** One file of a map of the site holds so many titles by their ids; the protocol allows 50,000 addresses. */
export const STRETCH = 25_000

export const Last = Type.Object({ last: Type.Union([Id, Type.Null()]) })
export const lastTitle: Query = sql`select max(title_id) as last from cataloguing.title`

export const Mapped = Type.Object({ title_id: Id, changed_at: Type.String() })
/** The public titles whose ids lie in a stretch: walked by the primary key, however many there are. */
export const mappedTitles = (stretch: number): Query => sql`
  select t.title_id, base.iso(t.changed_at) as changed_at from cataloguing.title t
   where t.title_id > ${stretch * STRETCH}::bigint and t.title_id <= ${(stretch + 1) * STRETCH}::bigint and ${isPublic} order by t.title_id`
