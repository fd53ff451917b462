import { Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What the names of a record are made of. */
export const OldNames = Type.Object({
  patron_id: Id,
  family_name: Type.String(),
  given_name: Type.String(),
  former_names: Type.Array(Type.String()),
  gone: Type.Boolean(),
})
export type OldNames = Static<typeof OldNames>

/**
 * Records of a library whose names were taken apart by older rules, held, so that nobody changes a name meanwhile. One that a
 * desk holds is skipped and comes with the next batch.
 */
export const oldNames = (library_id: string, most: number): Query => sql`
  select patron_id, family_name, given_name, former_names, merged_into is not null as gone from patrons.patron
   where library_id = ${library_id} and names_version < 1 order by patron_id limit ${most} for no key update skip locked`

/** The rows of many records at once: those that no longer follow go, those that are new come, the rest stays as it is. */
export const nameAnew = (
  library_id: string,
  rows: readonly { readonly patron_id: string; readonly tokens: readonly string[] }[],
): Query[] => {
  const pairs = rows.flatMap(({ patron_id, tokens }) => tokens.map(token => ({ patron_id, token })))
  const of = sql`select * from unnest(${pairs.map(p => p.patron_id)}::bigint[], ${pairs.map(p => p.token)}::text[]) as n(patron_id, token)`
  const ids = rows.map(row => row.patron_id)
  return [
    sql`delete from patrons.name_token t where t.library_id = ${library_id} and t.patron_id = any (${ids}::bigint[])
           and not exists (select from (${of}) n where n.patron_id = t.patron_id and n.token = t.token collate "C")`,
    sql`insert into patrons.name_token (library_id, token, patron_id) select ${library_id}::bigint, n.token, n.patron_id from (${of}) n
        on conflict do nothing`,
    sql`update patrons.patron set names_version = 1 where patron_id = any (${ids}::bigint[])`,
  ]
}
