import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A row that another one names, by the word by which it named it. */
export const Found = Type.Object({ word: Type.String(), id: Id, title_id: Nullable(Id) })

export const byKey = (library_id: string, kind: string, keys: readonly string[]): Query => sql`
  select k.source_key as word, k.target_id as id, i.title_id from moving.link k left join inventory.item i on ${kind} = 'items' and i.item_id = k.target_id
   where k.library_id = ${library_id} and k.kind = ${kind} and k.source_key = any (${keys}::text[]) and k.gone_pass is null`
export const byCard = (library_id: string, codes: readonly string[]): Query => sql`
  select c.code as word, c.patron_id as id, null::bigint as title_id from patrons.card c
   where c.library_id = ${library_id} and c.code = any (${codes}::text[])`
export const byBarcode = (library_id: string, codes: readonly string[]): Query => sql`
  select i.barcode as word, i.item_id as id, i.title_id from inventory.item i
   where i.library_id = ${library_id} and i.barcode = any (${codes}::text[])`
export const byNumber = (source: string, numbers: readonly string[]): Query => sql`
  select t.control_number as word, x.title_id as id, x.title_id from cataloguing.title t
   cross join lateral (select case when t.state = 'merged' then cataloguing.stands_as(t.title_id) else t.title_id end as title_id) x
   where t.source = ${source} and t.control_number = any (${numbers}::text[]) and t.state in ('in_use', 'merged')`
export const byIsbn = (isbns: readonly string[]): Query => sql`
  select distinct on (x.isbn) x.isbn as word, t.title_id as id, t.title_id from cataloguing.title_isbn x join cataloguing.title t on t.title_id = x.title_id
   where x.isbn = any (${isbns}::text[]) and t.state = 'in_use' order by x.isbn, t.title_id`
