import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Unread = Type.Object({ title_id: Id, record: Type.Unknown() })
/** Titles of which no headings are noted: they came before headings were, or came back into use. */
export const unreadTitles = (after: string, most: number): Query => sql`
  select t.title_id, t.record from cataloguing.title t
   where t.title_id > ${after}::bigint and t.state = 'in_use'
     and not exists (select from cataloguing.title_heading h where h.title_id = t.title_id and h.title_id > ${after}::bigint)
   order by t.title_id limit ${most}`
