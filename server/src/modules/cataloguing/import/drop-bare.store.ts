import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Bare = Type.Object({
  title_id: Id,
  title: Type.String(),
  author: Type.Union([Type.String(), Type.Null()]),
  series: Type.Union([Type.String(), Type.Null()]),
})
/** Of these titles, those that no library has, and nobody waits for, go, with what search knows of them. */
export const dropBare = (ids: readonly string[], at: string): Query => sql`
  with gone as (
  delete from cataloguing.title t
   where t.title_id = any (${ids}::bigint[]) and t.state = 'in_use' and not exists (select from inventory.item i where i.title_id = t.title_id)
     and not exists (select from cataloguing.holding h where h.title_id = t.title_id)
     and t.title_id not in (select a from circulation.awaited_titles(${ids}::bigint[]) a)
     and not exists (select from cataloguing.title m where m.merged_into = t.title_id)
  returning t.title_id, t.title, t.author, t.series),
  told as (
  insert into cataloguing.title_gone (title_id, gone_at) select g.title_id, ${at}::timestamptz from gone g)
  select title_id, title, author, series from gone`
