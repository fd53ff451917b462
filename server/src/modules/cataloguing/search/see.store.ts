import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { nothing, type Query, sql } from '../../../base/sql.ts'

export const KnownRow = Type.Object({
  key: Type.String(),
  /** Known by the title of a work alone, without its maker. */
  by_title: Type.Boolean(),
  authority_id: Id,
  kind: Type.String(),
  heading: Type.String(),
  names: Type.Array(Type.Object({ text: Type.String(), key: Type.String() })),
  beside: Type.Array(Type.String()),
})
/** Beyond so many records of one name nobody is meant. */
const MOST = 4

/** The records that know one of these names, with all their names: a look-up by key for each, however many records there are. */
export const knownNames = (keys: readonly string[]): Query =>
  keys.length === 0
    ? nothing
    : sql`
  select f.key, f.by_title, f.authority_id, a.kind, a.heading,
         (select coalesce(jsonb_agg(jsonb_build_object('text', o.text, 'key', o.key) order by o.place), '[]') from (
            select o.text, o.key, o.place from cataloguing.authority_name o
             where o.authority_id = f.authority_id and o.role <> 'also' order by o.place limit 40) o) as names,
         array(select o.text from cataloguing.authority_name o where o.authority_id = f.authority_id and o.role = 'also' order by o.place limit 5) as beside
    from unnest(${keys}::text[]) as k(key)
    cross join lateral (
      (select distinct n.key, n.authority_id, false as by_title from cataloguing.authority_name n where n.key = k.key and n.role <> 'also' limit ${MOST})
      union all
      (select distinct n.title_key, n.authority_id, true from cataloguing.authority_name n where n.title_key = k.key and n.role <> 'also' limit ${MOST})) f
    join cataloguing.authority a on a.authority_id = f.authority_id`
