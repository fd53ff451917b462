import { Id, LEAST_LOANS, ListEntry, MOST_ON_LIST, TitleList } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

export { ListEntry as EntryRow, TitleList as ListRow }

const rows = sql`
  select l.list_id, l.name, l.about, l.kind, l.days, l.tags, l.most, l.shown, l.shown_from, l.shown_until, l.place, l.version, l.changed_at, l.refreshed_at,
         l.ended_at is not null as ended, (select count(*) from cataloguing.title_list_entry e where e.list_id = l.list_id)::integer as titles
    from cataloguing.title_list l`
export const listsAfter = (of: {
  readonly library_id: string
  readonly ended: boolean
  readonly after: { readonly place: number; readonly list_id: string } | null
  readonly most: number
}): Query => sql`
  ${rows} where l.library_id = ${of.library_id}::bigint and (l.ended_at is not null) = ${of.ended}
     and (${of.after?.list_id ?? null}::bigint is null or (l.place, l.list_id) > (${of.after?.place ?? 0}::integer, ${of.after?.list_id ?? null}::bigint))
   order by l.place, l.list_id limit ${of.most + 1}`
export const listById = (list_id: string, library_id: string): Query =>
  sql`${rows} where l.list_id = ${list_id}::bigint and l.library_id = ${library_id}::bigint`
export const lockList = (list_id: string | null): Query =>
  sql`select list_id from cataloguing.title_list where list_id = ${list_id}::bigint for update`
/** A title that was merged stands on a list as the one that stayed, once. */
export const entriesOf = (list_id: string): Query => sql`
  select t.title_id, t.title, t.author, t.year, t.material, t.language, e.note
    from (select cataloguing.stands_as(o.title_id) as title_id, min(o.place) as place, (array_agg(o.note order by o.place))[1] as note
            from cataloguing.title_list_entry o where o.list_id = ${list_id}::bigint group by 1) e
    join cataloguing.title t on t.title_id = e.title_id order by e.place, e.title_id limit ${MOST_ON_LIST}`

export interface SavedList
  extends Pick<
    TitleList,
    | 'name'
    | 'about'
    | 'kind'
    | 'days'
    | 'tags'
    | 'most'
    | 'shown'
    | 'shown_from'
    | 'shown_until'
    | 'place'
    | 'ended'
  > {
  readonly library_id: string
  readonly at: string
}
export const MadeList = Type.Object({ list_id: Id })
export const insertList = (of: SavedList): Query => sql`
  insert into cataloguing.title_list (library_id, name, about, kind, days, tags, most, shown, shown_from, shown_until, place, made_at, changed_at)
  values (${of.library_id}, ${of.name}, ${of.about}, ${of.kind}, ${of.days}, ${of.tags}::text[], ${of.most}, ${of.shown}, ${of.shown_from}::date, ${of.shown_until}::date,
    ${of.place}, ${of.at}::timestamptz, ${of.at}::timestamptz) returning list_id`
export const updateList = (list_id: string, of: SavedList): Query => sql`
  update cataloguing.title_list set name = ${of.name}, about = ${of.about}, days = ${of.days}, tags = ${of.tags}::text[], most = ${of.most}, shown = ${of.shown},
         shown_from = ${of.shown_from}::date, shown_until = ${of.shown_until}::date, place = ${of.place}, changed_at = ${of.at}::timestamptz, version = version + 1,
         ended_at = case when not ${of.ended} then null else coalesce(ended_at, ${of.at}::timestamptz) end
   where list_id = ${list_id} returning list_id`

export const Versioned = Type.Object({ list_id: Id, version: Type.Integer() })
const newVersion = (list_id: string, at: string): Query =>
  sql`update cataloguing.title_list set version = version + 1, changed_at = ${at}::timestamptz where list_id = ${list_id} returning list_id, version`
/** All of the list, in its order; titles that are gone meanwhile are left out. */
export const replaceEntries = (
  of: { readonly list_id: string; readonly library_id: string; readonly at: string },
  entries: readonly { readonly title_id: string; readonly note: string | null }[],
): readonly Query[] => [
  sql`delete from cataloguing.title_list_entry where list_id = ${of.list_id}`,
  sql`insert into cataloguing.title_list_entry (library_id, list_id, title_id, place, note)
      select ${of.library_id}::bigint, ${of.list_id}::bigint, t.title_id, a.place, a.note
        from unnest(${entries.map(e => e.title_id)}::bigint[], ${entries.map(e => e.note)}::text[]) with ordinality as a(title_id, note, place)
        join cataloguing.title t on t.title_id = a.title_id and t.state = 'in_use' on conflict do nothing`,
  newVersion(of.list_id, of.at),
]
export const Added = Type.Object({ title_id: Id })
export const addEntry = (of: {
  readonly list_id: string
  readonly library_id: string
  readonly title_id: string
}): Query => sql`
  insert into cataloguing.title_list_entry (library_id, list_id, title_id, place)
  select ${of.library_id}::bigint, ${of.list_id}::bigint, t.title_id, (select coalesce(max(e.place), 0) + 1 from cataloguing.title_list_entry e where e.list_id = ${of.list_id}::bigint)
    from cataloguing.title t where t.title_id = ${of.title_id}::bigint and t.state = 'in_use'
  on conflict (list_id, title_id) do update set note = title_list_entry.note returning title_id`
export const dropEntry = (of: { readonly list_id: string; readonly title_id: string }): Query =>
  sql`delete from cataloguing.title_list_entry where list_id = ${of.list_id}::bigint
         and title_id in (select cataloguing.merged_titles(${of.title_id}::bigint)) returning title_id`
export { newVersion }

export const Computed = Type.Object({
  list_id: Id,
  kind: Type.Union([Type.Literal('new'), Type.Literal('lent')]),
  days: Type.Integer(),
  tags: Type.Array(Type.String()),
  most: Type.Integer(),
})
export type Computed = Type.Static<typeof Computed>
export const computedLists: Query = sql`
  select list_id, kind, days, tags, most from cataloguing.title_list
   where library_id = (select organisation.own_library()) and kind <> 'hand' and ended_at is null order by list_id`

/** The titles of which the library got an item of late, the last first. */
const newest = (of: Computed, since: Day): Query => sql`
  select i.title_id, max(i.acquired_on) as worth_on, 0::bigint as worth from inventory.item i
   where i.library_id = (select organisation.own_library()) and i.acquired_on >= ${since}::date and i.state = 'in_use' group by i.title_id`
/**
 * The titles that the library lent most of late, from so many loans on that nobody can be known from it. What was undone
 * does not count. Counted from what happened, of which nothing says who borrowed.
 */
const lentMost = (of: Computed, since: Day): Query => sql`
  select e.title_id, null::date as worth_on, count(*) as worth from circulation.event e
   where e.library_id = (select organisation.own_library()) and e.kind = 'checkout' and e.title_id is not null and e.occurred_at >= ${since}::date
     and e.event_id not in (select u.undoes from circulation.event u
       where u.library_id = (select organisation.own_library()) and u.kind = 'undo' and u.undoes is not null and u.occurred_at >= ${since}::date)
   group by e.title_id having count(*) >= ${LEAST_LOANS}`

/** Makes a computed list anew. */
export const refreshList = (
  of: Computed,
  at: { readonly since: Day; readonly now: string },
): readonly Query[] => [
  sql`delete from cataloguing.title_list_entry where list_id = ${of.list_id}`,
  sql`insert into cataloguing.title_list_entry (library_id, list_id, title_id, place)
      select (select organisation.own_library()), ${of.list_id}::bigint, x.title_id, row_number() over (order by x.worth_on desc nulls last, x.worth desc, x.title_id)
        from (select w.title_id, w.worth_on, w.worth from (${of.kind === 'new' ? newest(of, at.since) : lentMost(of, at.since)}) w
                join cataloguing.title_search s on s.title_id = w.title_id and s.tags @> ${of.tags}::text[]
               order by w.worth_on desc nulls last, w.worth desc, w.title_id limit ${of.most}) x`,
  sql`update cataloguing.title_list set refreshed_at = ${at.now}::timestamptz where list_id = ${of.list_id}`,
]
