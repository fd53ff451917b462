import { Id, listKinds, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { isIn } from '../search/search.store.ts'

export const ShownList = Type.Object({
  list_id: Id,
  name: Type.String(),
  about: Nullable(Type.String()),
  kind: OneOf(listKinds),
  library_code: Type.String(),
  library_name: Type.String(),
  changed_at: Type.String(),
  entries: Type.Array(Type.Object({ title_id: Id, note: Nullable(Type.String()) })),
})
export type ShownList = Type.Static<typeof ShownList>

const MOST_LISTS = 50
const shown = (today: Day): Query => sql`
  select l.list_id, l.name, l.about, l.kind, o.code as library_code, o.name as library_name, base.iso(greatest(l.changed_at, l.refreshed_at)) as changed_at, l.place,
         coalesce((select jsonb_agg(jsonb_build_object('title_id', e.title_id::text, 'note', e.note) order by e.place, e.title_id)
                     from (select cataloguing.stands_as(x.title_id) as title_id, min(x.place) as place, (array_agg(x.note order by x.place))[1] as note
                             from cataloguing.title_list_entry x where x.list_id = l.list_id group by 1) e), '[]') as entries
    from cataloguing.title_list l join organisation.library o on o.library_id = l.library_id and o.active
   where coalesce(l.shown_from, ${today}::date) <= ${today}::date and coalesce(l.shown_until, ${today}::date) >= ${today}::date`
/** The lists that a library shows today, in its order. */
export const shownLists = (library_code: string, today: Day): Query =>
  sql`${shown(today)} and lower(o.code) = lower(${library_code}) order by l.place, l.list_id limit ${MOST_LISTS}`
export const shownList = (list_id: string, today: Day): Query =>
  sql`${shown(today)} and l.list_id = ${list_id}::bigint`

export const Lender = Type.Object({ library_id: Id, code: Type.String(), name: Type.String() })
export const lenders: Query = sql`select library_id, code, name from organisation.library where active order by name, library_id limit 1000`
export const Branch = Type.Object({ branch_id: Id, code: Type.String(), name: Type.String() })
export const branchesOf = (library_id: string): Query =>
  sql`select branch_id, code, name from organisation.branch where library_id = ${library_id}::bigint order by name, branch_id`

export const Stock = Type.Object({ title_id: Id, items: Type.Integer(), available: Type.Integer() })
/** How many items of each title there are, and how many stand there now: at one branch, in one library, or anywhere. */
export const stockOf = (
  ids: readonly string[],
  at: { readonly library_id: string | null; readonly branch_id: string | null },
): Query => sql`
  select i.title_id, count(*)::integer as items, (count(*) filter (where i.state = 'in_use' and ${isIn}))::integer as available
    from inventory.item i where i.title_id = any (${ids}::bigint[]) and i.state <> 'withdrawn'
     and (${at.library_id}::bigint is null or i.library_id = ${at.library_id}::bigint)
     and (${at.branch_id}::bigint is null or i.branch_id = ${at.branch_id}::bigint) group by i.title_id`
