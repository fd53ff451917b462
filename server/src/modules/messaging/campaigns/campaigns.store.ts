import { Audience, Campaign } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'
import { nextPeople, type Wanted } from './audience.store.ts'

export const CampaignRow = Campaign
const nameOf = (column: Query): Query =>
  sql`(select s.name from organisation.staff s where s.staff_id = ${column})`
const count = (where: Query): Query =>
  sql`(select count(*)::integer from messaging.message m where m.campaign_id = c.campaign_id and ${where})`
const columns = sql`c.campaign_id, c.name, c.purpose, c.subject, c.body, c.audience, c.state, c.version,
  (c.made_at at time zone 'Europe/Brussels')::date as made_on, coalesce(${nameOf(sql`c.made_by`)}, '–') as made_by,
  c.sent_at, ${nameOf(sql`c.sent_by`)} as sent_by, c.people,
  ${count(sql`m.state = 'planned'`)} as waiting, ${count(sql`m.state = 'sent'`)} as went, ${count(sql`m.state = 'failed'`)} as failed,
  ${count(sql`m.state in ('dropped', 'withdrawn')`)} as dropped`

export const campaignRows = (after: string | undefined, most: number): Query => sql`
  select ${columns} from messaging.campaign c
   where c.library_id = (select organisation.own_library()) and c.campaign_id < ${after ?? LAST_ID}::bigint
   order by c.campaign_id desc limit ${most}`
export const campaignRow = (campaign_id: string): Query =>
  sql`select ${columns} from messaging.campaign c where c.campaign_id = ${campaign_id}`
export const lockCampaign = (campaign_id: string): Query =>
  sql`select campaign_id from messaging.campaign where campaign_id = ${campaign_id} for update`

export const MadeCampaign = Type.Object({ campaign_id: Type.String() })
export interface Text {
  readonly name: string
  readonly purpose: string
  readonly subject: string
  readonly body: string
  readonly audience: Audience
}
export const insertCampaign = (ctx: StaffCtx, t: Text): Query => sql`
  insert into messaging.campaign (library_id, name, purpose, subject, body, audience, made_at, made_by)
  values (${ctx.actor.library_id}, ${t.name}, ${t.purpose}, ${t.subject}, ${t.body}, ${JSON.stringify(t.audience)}, ${ctx.now.toString()},
          ${ctx.actor.staff_id}) returning campaign_id`
export const updateCampaign = (campaign_id: string, t: Text): Query => sql`
  update messaging.campaign set name = ${t.name}, purpose = ${t.purpose}, subject = ${t.subject}, body = ${t.body},
         audience = ${JSON.stringify(t.audience)}, version = version + 1 where campaign_id = ${campaign_id}`
export const deleteCampaign = (campaign_id: string): Query =>
  sql`delete from messaging.campaign where campaign_id = ${campaign_id} and state = 'draft' returning campaign_id`

/** From here on it is on its way: a job plans a mail for each. */
export const beginSending = (ctx: StaffCtx, campaign_id: string): Query => sql`
  update messaging.campaign set state = 'sending', sent_at = ${ctx.now.toString()}, sent_by = ${ctx.actor.staff_id}, version = version + 1
   where campaign_id = ${campaign_id}`
/** What has not gone out does not go; what is in the sender's hands does. */
export const stopSending = (campaign_id: string, now: string): Query[] => [
  sql`update messaging.campaign set state = 'stopped', stopped_at = ${now}, version = version + 1 where campaign_id = ${campaign_id}`,
  sql`update messaging.message set state = 'withdrawn', reason = 'by_staff', ended_at = ${now}
       where campaign_id = ${campaign_id} and state = 'planned' and claimed_at is null`,
]

export const sendingLibraries: Query = sql`select x::text as library_id from messaging.sending_libraries() x`
/** Campaigns of one library that are on their way, with the branch in whose name they go. */
export const SendingRow = Type.Object({
  campaign_id: Type.String(),
  library_id: Type.String(),
  audience: Audience,
  branch_id: Type.Union([Type.String(), Type.Null()]),
})
export type SendingRow = Static<typeof SendingRow>
export const sendingRows = (library_id: string): Query => sql`
  select c.campaign_id, c.library_id, c.audience,
         (select b.branch_id from organisation.branch b where b.library_id = c.library_id order by b.code limit 1) as branch_id
    from messaging.campaign c where c.library_id = ${library_id} and c.state = 'sending' order by c.campaign_id`
export const holdSending = (campaign_id: string): Query =>
  sql`select campaign_id from messaging.campaign where campaign_id = ${campaign_id} and state = 'sending' for update skip locked`

export const Planned = Type.Object({ done: Type.Boolean(), people: Type.Integer() })
/**
 * Plans the next mails and moves the campaign behind the last of them, in one statement: what is cut off in between is done anew,
 * and the key of each message keeps it from standing twice.
 */
export const planNext = (
  c: SendingRow & { readonly branch_id: string },
  of: Wanted & { readonly now: string },
  most: number,
): Query => sql`
  with looked as materialized (
    ${nextPeople(of, sql`(select after_id from messaging.campaign where campaign_id = ${c.campaign_id})`, most)}),
  made as (
    insert into messaging.message (library_id, patron_id, kind, campaign_id, branch_id, channel, planned_at, not_before, state, once)
    select ${c.library_id}::bigint, l.patron_id, 'campaign', ${c.campaign_id}::bigint, ${c.branch_id}::bigint, 'email', ${of.now}::timestamptz,
           ${of.now}::timestamptz, 'planned', 'campaign ' || ${c.campaign_id}::text || ' ' || l.patron_id
      from looked l where l.left_out is null
    on conflict (library_id, once) do nothing returning 1)
  update messaging.campaign c
     set after_id = coalesce((select max(patron_id) from looked), c.after_id), people = c.people + (select count(*) from made)::integer,
         state = case when (select count(*) from looked) < ${most}::integer then 'sent' else 'sending' end
   where c.campaign_id = ${c.campaign_id} returning c.state = 'sent' as done, c.people`

/** Campaigns two years after they were made; the mails went long before. */
export const forgetCampaigns = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from messaging.campaign where campaign_id in (
      select c.campaign_id from messaging.campaign c where c.library_id = ${library_id} and c.made_at < ${before}::date
         and not exists (select from messaging.message m where m.campaign_id = c.campaign_id) limit ${most})
    returning 1)
  select count(*)::integer as gone from gone`
