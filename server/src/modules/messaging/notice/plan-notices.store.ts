import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { channelOf } from '../plan/plan-events.store.ts'

interface Planned {
  readonly library_id: string
  readonly branch_id: string
  readonly now: string
  readonly not_before: string
}

/**
 * Tells patrons where their data came from when their library moved in: by e-mail, and by letter where that is
 * wanted. One row `{ patron_id }` for each who is told; the others are told at the desk.
 */
export const planMovedIn = (
  of: Planned & { readonly letters: boolean },
  patron_ids: readonly string[],
): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, branch_id, channel, planned_at, not_before, state, once)
  select p.library_id, p.patron_id, 'moved_in', ${of.branch_id}::bigint, ${channelOf(true)}, ${of.now}::timestamptz, ${of.not_before}::timestamptz, 'planned',
         'moved_in ' || p.patron_id
    from patrons.patron p
   where p.patron_id = any (${patron_ids}::bigint[]) and p.library_id = ${of.library_id}
     and (${of.letters} or ${channelOf(true)} = 'email')
  on conflict (library_id, once) do nothing returning patron_id`

/**
 * Plans the mail with the code of a form that somebody sent from the website. It goes to the address on the form and only
 * by mail: whoever cannot read it there has not proven the address.
 */
export const planOnlineCode = (of: {
  readonly library_id: string
  readonly branch_id: string
  readonly request_id: string
  readonly now: string
  readonly mails: boolean
}): Query => sql`
  insert into messaging.message (library_id, kind, request_id, branch_id, channel, planned_at, not_before, state, once)
  select ${of.library_id}::bigint, 'online_confirm', ${of.request_id}::bigint, ${of.branch_id}::bigint, 'email', ${of.now}::timestamptz,
         ${of.now}::timestamptz, 'planned', 'online_confirm ' || ${of.request_id} where ${of.mails}`

/**
 * Reminds once who registered on the internet and has not come by: on the day that was set then, or in the week after it
 * when the system stood still.
 */
export const planOnlineReminders = (
  library_id: string,
  at: { readonly now: string; readonly today: string; readonly by_email: boolean },
): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, about_on, branch_id, channel, planned_at, not_before, state, once)
  select p.library_id, p.patron_id, 'online_reminder', o.visit_until, b.branch_id, ${channelOf(at.by_email)}, ${at.now}::timestamptz,
         ${at.now}::timestamptz, 'planned', 'online_reminder ' || p.patron_id
    from patrons.online_registration o
    join patrons.patron p on p.patron_id = o.patron_id
    join lateral (select x.branch_id from organisation.branch x where x.library_id = o.library_id order by x.code limit 1) b on true
   where o.library_id = ${library_id} and o.remind_on between ${at.today}::date - 7 and ${at.today}::date and o.visit_until >= ${at.today}::date
     and p.merged_into is null and not p.deceased
  on conflict (library_id, once) do nothing`

export const Planned = Type.Object({ patron_id: Id })

/** Tells members of a new version of the privacy statement, once each; one row for each who is told. */
export const planStatement = (
  of: {
    readonly library_id: string
    readonly branch_id: string
    readonly now: string
    readonly letters: boolean
    readonly from_on: string
    readonly version: string
  },
  patron_ids: readonly string[],
): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, about_on, branch_id, channel, planned_at, not_before, state, once)
  select p.library_id, p.patron_id, 'statement', ${of.from_on}::date, ${of.branch_id}::bigint, ${channelOf(true)}, ${of.now}::timestamptz,
         ${of.now}::timestamptz, 'planned', 'statement ' || ${of.version}::text || ' ' || p.patron_id
    from patrons.patron p
   where p.patron_id = any (${patron_ids}::bigint[]) and p.library_id = ${of.library_id}
     and (${of.letters} or ${channelOf(true)} = 'email')
  on conflict (library_id, once) do nothing returning patron_id`

/** Tells whom a breach reached, each at their own library, once; one row for each who is told (AVG art. 34). */
export const planBreach = (
  of: {
    readonly library_id: string
    readonly branch_id: string
    readonly now: string
    readonly breach_id: string
  },
  patron_ids: readonly string[],
): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, breach_id, branch_id, channel, planned_at, not_before, state, once)
  select p.library_id, p.patron_id, 'breach', ${of.breach_id}::bigint, ${of.branch_id}::bigint, ${channelOf(true)}, ${of.now}::timestamptz,
         ${of.now}::timestamptz, 'planned', 'breach ' || ${of.breach_id}::text || ' ' || p.patron_id
    from patrons.patron p
   where p.patron_id = any (${patron_ids}::bigint[]) and p.library_id = ${of.library_id}
  on conflict (library_id, once) do nothing returning patron_id`
