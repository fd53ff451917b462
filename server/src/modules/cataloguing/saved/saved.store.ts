import { Id, Instant, Nullable, SavedAsk } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Since } from './news.store.ts'

export const SavedRow = Type.Object({
  search_id: Id,
  name: Type.String(),
  asks: SavedAsk,
  own: Type.Boolean(),
  /** Shared, and of nobody any more. */
  orphan: Type.Boolean(),
  shared_by: Nullable(Type.String()),
  shared: Type.Boolean(),
  version: Type.Integer(),
  changed_at: Instant,
  ended: Type.Boolean(),
  looked_at: Nullable(Instant),
  newest: Nullable(Type.String()),
  mail_to: Nullable(Type.String()),
  mail_refused: Nullable(Type.Boolean()),
})
export type SavedRow = Type.Static<typeof SavedRow>

/** Of whom it is asked: somebody of a library. The wall is the library's; what a colleague keeps to themselves is not read here. */
export interface Keeper {
  readonly library_id: string
  readonly staff_id: string
}
const rows = (of: Keeper): Query => sql`
  select s.search_id, s.name, s.asks, s.staff_id is not distinct from ${of.staff_id}::bigint as own, s.staff_id is null as orphan,
         case when s.staff_id <> ${of.staff_id}::bigint then a.name end as shared_by, s.shared, s.version, s.changed_at, s.ended_at is not null as ended,
         base.iso(f.looked_at) as looked_at, f.newest::text as newest, f.mail_to, f.mail_refused
    from cataloguing.saved_search s
    left join organisation.staff a on a.staff_id = s.staff_id
    left join cataloguing.search_follow f on f.search_id = s.search_id and f.staff_id = ${of.staff_id}::bigint
   where s.library_id = ${of.library_id}::bigint and (s.staff_id = ${of.staff_id}::bigint or s.shared)`
export const savedAfter = (
  of: Keeper,
  asked: { readonly ended: boolean; readonly after: string | null; readonly most: number },
): Query => sql`
  ${rows(of)} and (s.ended_at is not null) = ${asked.ended}
     and (not ${asked.ended} or s.staff_id = ${of.staff_id}::bigint or s.staff_id is null)
     and (${asked.after}::bigint is null or s.search_id < ${asked.after}::bigint) order by s.search_id desc limit ${asked.most + 1}`
export const savedById = (of: Keeper, search_id: string | null): Query =>
  sql`${rows(of)} and s.search_id = ${search_id}::bigint`
/** What somebody follows, and what of it still stands. */
export const followedBy = (of: Keeper, most: number): Query =>
  sql`${rows(of)} and f.staff_id is not null and s.ended_at is null order by s.search_id desc limit ${most}`
export const lockSaved = (search_id: string | null): Query =>
  sql`select search_id from cataloguing.saved_search where search_id = ${search_id}::bigint for update`
export const Kept = Type.Object({ kept: Type.Integer() })
export const keptBy = (of: Keeper): Query =>
  sql`select count(*)::integer as kept from cataloguing.saved_search where staff_id = ${of.staff_id} and ended_at is null`

export interface Saving extends Keeper {
  readonly name: string
  readonly asks: SavedAsk
  readonly shared: boolean
  readonly ended: boolean
  readonly at: string
}
export const Saved = Type.Object({ search_id: Id, version: Type.Integer() })
export const insertSaved = (of: Saving): Query => sql`
  insert into cataloguing.saved_search (library_id, staff_id, name, asks, shared, made_at, changed_at)
  values (${of.library_id}, ${of.staff_id}, ${of.name}, ${JSON.stringify(of.asks)}::jsonb, ${of.shared}, ${of.at}::timestamptz, ${of.at}::timestamptz)
  returning search_id, version`
/** What nobody owned any more belongs to whoever changes it. */
export const updateSaved = (search_id: string, of: Saving): Query => sql`
  update cataloguing.saved_search set name = ${of.name}, asks = ${JSON.stringify(of.asks)}::jsonb, shared = ${of.shared}, version = version + 1,
         staff_id = coalesce(staff_id, ${of.staff_id}::bigint), changed_at = ${of.at}::timestamptz,
         ended_at = case when not ${of.ended} then null else coalesce(ended_at, ${of.at}::timestamptz) end
   where search_id = ${search_id} returning search_id, version`

/** Follows from now on; who follows already goes on from where they looked. */
export const follow = (
  of: Keeper & { readonly search_id: string; readonly mail_to: string | null },
  now: Since,
): Query => sql`
  insert into cataloguing.search_follow (search_id, staff_id, library_id, looked_at, newest, mail_to, mailed_at, mailed_newest)
  values (${of.search_id}, ${of.staff_id}, ${of.library_id}, ${now.looked_at}::timestamptz, ${now.newest}, ${of.mail_to}, ${now.looked_at}::timestamptz, ${now.newest})
  on conflict (library_id, search_id, staff_id) do update set mail_to = excluded.mail_to, mail_refused = false,
    mailed_at = case when search_follow.mail_to is null then excluded.mailed_at else search_follow.mailed_at end,
    mailed_newest = case when search_follow.mail_to is null then excluded.mailed_newest else search_follow.mailed_newest end`
export const unfollow = (of: Keeper & { readonly search_id: string }): Query =>
  sql`delete from cataloguing.search_follow where search_id = ${of.search_id} and staff_id = ${of.staff_id}`
export const setLooked = (of: Keeper & { readonly search_id: string }, upTo: Since): Query =>
  sql`update cataloguing.search_follow set looked_at = ${upTo.looked_at}::timestamptz, newest = ${upTo.newest}
       where search_id = ${of.search_id} and staff_id = ${of.staff_id}`
