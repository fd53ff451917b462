import { Id, Instant, SavedAsk } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Since } from './news.store.ts'

export const ToMail = Type.Object({
  search_id: Id,
  staff_id: Id,
  name: Type.String(),
  library_name: Type.String(),
  branch_id: Id,
  asks: SavedAsk,
  mail_to: Type.String(),
  language: Type.String(),
  /** From where the news is told: what was mailed, or what somebody saw since, is not told again. */
  looked_at: Instant,
  newest: Type.String(),
  mailed_at: Instant,
  mailed_newest: Type.String(),
})
export type ToMail = Type.Static<typeof ToMail>

/**
 * Who wants the news of a library by mail, in their order: open accounts, searches that stand, and that are still theirs or shared.
 * Where a search asks of no branch by name, the first branch of the library asks.
 */
export const toMail = (
  library_id: string,
  of: { readonly after: { readonly search_id: string; readonly staff_id: string }; readonly most: number },
): Query => sql`
  select f.search_id, f.staff_id, s.name, l.name as library_name, b.branch_id, s.asks, f.mail_to, coalesce(a.preferences ->> 'language', 'nl') as language,
         base.iso(greatest(f.looked_at, f.mailed_at)) as looked_at, greatest(f.newest, f.mailed_newest)::text as newest,
         base.iso(f.mailed_at) as mailed_at, f.mailed_newest::text as mailed_newest
    from cataloguing.search_follow f
    join cataloguing.saved_search s on s.search_id = f.search_id and s.ended_at is null and (s.shared or s.staff_id = f.staff_id)
    join organisation.staff a on a.staff_id = f.staff_id and a.active
    join organisation.library l on l.library_id = f.library_id
    cross join lateral (select b.branch_id from organisation.branch b where b.library_id = f.library_id order by b.branch_id limit 1) b
   where f.library_id = ${library_id} and f.mail_to is not null and not f.mail_refused and f.mailed_at is not null
     and (f.search_id, f.staff_id) > (${of.after.search_id}::bigint, ${of.after.staff_id}::bigint)
   order by f.search_id, f.staff_id limit ${of.most}`

/** Says that the news up to there is on its way, where nobody did so meanwhile. */
export const claimNews = (of: ToMail, upTo: Since): Query => sql`
  update cataloguing.search_follow set mailed_at = ${upTo.looked_at}::timestamptz, mailed_newest = ${upTo.newest}
   where search_id = ${of.search_id} and staff_id = ${of.staff_id} and mail_to = ${of.mail_to}
     and mailed_at = ${of.mailed_at}::timestamptz and mailed_newest = ${of.mailed_newest}
  returning search_id`
/** Nobody took it: the next evening tells it once more. */
export const unclaimNews = (of: ToMail): Query => sql`
  update cataloguing.search_follow set mailed_at = ${of.mailed_at}::timestamptz, mailed_newest = ${of.mailed_newest}
   where search_id = ${of.search_id} and staff_id = ${of.staff_id}`
export const refuseNews = (of: ToMail): Query => sql`
  update cataloguing.search_follow set mail_refused = true
   where search_id = ${of.search_id} and staff_id = ${of.staff_id} and mail_to = ${of.mail_to}`
