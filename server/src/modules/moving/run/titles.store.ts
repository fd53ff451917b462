import { type Query, sql } from '../../../base/sql.ts'
import type { At } from './notes.store.ts'

/** The import of records belongs to no library; what is noted of it here does. */
export const enterQuery = (library_id: string): Query => sql`select organisation.enter_library(${library_id})`

const json = (rows: readonly object[]): string => JSON.stringify(rows)

/** Titles by their number. `stamp` says whether this move made it: one that was there stays when the move goes out. */
export const tieTitles = (
  at: At,
  titles: readonly { readonly control_number: string; readonly title_id: string; readonly made: boolean }[],
): Query => sql`
  insert into moving.link as k (library_id, move_id, kind, source_key, target_id, digest, stamp, made_pass, seen_pass)
  select distinct on (x.control_number) ${at.library_id}::bigint, ${at.move_id}::bigint, 'titles', x.control_number, x.title_id, ''::bytea,
         case when x.made then 'made' else 'found' end, ${at.pass}::integer, ${at.pass}::integer
    from jsonb_to_recordset(${json(titles)}::jsonb) as x(control_number text, title_id bigint, made boolean)
  on conflict (library_id, kind, source_key) do update set target_id = excluded.target_id, seen_pass = excluded.seen_pass, move_id = excluded.move_id,
    stamp = case when k.move_id = excluded.move_id then k.stamp else excluded.stamp end`

/** Items that came with the records, known by their barcode until a row of the items says their number. */
export const tieItems = (
  at: At,
  items: readonly { readonly barcode: string; readonly made: boolean }[],
): Query => sql`
  with x as materialized (
    select i.barcode, i.item_id, bool_or(x.made) as made from jsonb_to_recordset(${json(items)}::jsonb) as x(barcode text, made boolean)
      join inventory.item i on i.library_id = ${at.library_id} and i.barcode = x.barcode group by 1, 2),
  seen as (
    update moving.link k set seen_pass = ${at.pass} from x
     where k.library_id = ${at.library_id} and k.move_id = ${at.move_id} and k.kind = 'items' and k.target_id = x.item_id)
  insert into moving.link (library_id, move_id, kind, source_key, target_id, digest, made_pass, seen_pass)
  select ${at.library_id}, ${at.move_id}, 'items', x.barcode, x.item_id, ''::bytea, ${at.pass}, ${at.pass} from x where x.made
  on conflict (library_id, kind, source_key) do update set target_id = excluded.target_id, move_id = excluded.move_id, seen_pass = excluded.seen_pass,
    gone_pass = null, stamp = null`
