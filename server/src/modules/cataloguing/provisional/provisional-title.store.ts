import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** The source of titles that were made at a desk from a few typed words, until a cataloguer has had them. */
export const PROVISIONAL = 'snel'

export const TitleOfIsbn = Type.Object({ title_id: Id })
export const titleOfIsbn = (isbn: string | null): Query => sql`
  select x.title_id from cataloguing.title_isbn x join cataloguing.title t on t.title_id = x.title_id and t.state = 'in_use'
   where x.isbn = ${isbn} order by t.source = ${PROVISIONAL}, x.title_id limit 1`

/** A title that nothing stands under any more is no longer found. */
export const withdrawTitle = (title_id: string, at: string): Query => sql`
  with gone as (delete from cataloguing.title_search where title_id = ${title_id})
  update cataloguing.title set state = 'withdrawn', changed_at = ${at}::timestamptz where title_id = ${title_id} and source = ${PROVISIONAL}
     and not exists (select from inventory.item i where i.title_id = ${title_id} and i.state <> 'withdrawn')`
