import { Day, Id, Instant, MessageKind, type MessageReason, Nullable, OneOf } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { isTold, letterAddress, restrictedFor } from '../../patrons/index.ts'
import { leftOut } from '../campaigns/audience.store.ts'
import { noticeOf } from '../notice/notices.store.ts'

/** A message with everything that it is checked against and made of. Read anew each time: nothing of it is stored. */
export const Draft = Type.Object({
  message_id: Id,
  /** Null where it goes to somebody who is no patron yet. */
  patron_id: Nullable(Id),
  kind: MessageKind,
  step: Type.Integer(),
  channel: OneOf(['email', 'letter']),
  branch_id: Id,
  about_on: Nullable(Day),
  cost_cents: Type.Integer(),
  attempts: Type.Integer(),
  loan_id: Nullable(Id),
  title: Type.String(),
  /** Of the title, as its record has it. */
  title_language: Nullable(Type.String()),
  author: Nullable(Type.String()),
  undone: Type.Boolean(),
  hold_state: Nullable(Type.String()),
  hold_code: Nullable(Type.String()),
  hold_until: Nullable(Day),
  hold_as_told: Type.Boolean(),
  loan_open: Nullable(Type.Boolean()),
  loan_due_on: Nullable(Day),
  loan_claimed: Type.Boolean(),
  restricted: Type.Boolean(),
  no_news: Type.Boolean(),
  /** What a campaign says; null for any other message. */
  news: Nullable(Type.Object({ subject: Type.String(), body: Type.String() })),
  person: Nullable(
    Type.Object({
      given_name: Type.String(),
      family_name: Type.String(),
      language: OneOf(['nl', 'fr', 'en', 'de']),
      email: Nullable(Type.String()),
      care_of: Nullable(Type.String()),
      street: Nullable(Type.String()),
      postcode: Nullable(Type.String()),
      municipality: Nullable(Type.String()),
    }),
  ),
  branch_name: Type.String(),
  branch_address: Nullable(Type.String()),
  library_name: Type.String(),
  partners: Nullable(Type.String()),
  begins_on: Nullable(Day),
  details: Nullable(Type.String()),
  /** What the code of a form is made of, until when it works, and where the link goes; null for any other message. */
  online: Nullable(
    Type.Object({
      reference: Type.String(),
      until: Day,
      page: Nullable(Type.String()),
      child: Type.Boolean(),
    }),
  ),
  /** The one-time link to a reader's own page; null for any other message, and where it was used or is over. */
  reader_link: Nullable(Type.Object({ reference: Type.String(), until: Instant })),
  /** Of which visit a receipt is; null for any other message. */
  since_at: Nullable(Instant),
  until_at: Nullable(Instant),
  /** Until when somebody who registered on the internet has time to come by; null for who does not wait for that. */
  visit_until: Nullable(Day),
  /** Whether the patrons of the libraries become visible to each other. */
  shares: Type.Boolean(),
  /** What it tells of was called off. */
  over: Type.Boolean(),
})
export type Draft = Static<typeof Draft>

/** Who sent the form of a registration: its own address, since there is no record yet. */
const applicant = sql`json_build_object('given_name', r.form ->> 'given_name', 'family_name', r.form ->> 'family_name', 'language', r.form ->> 'language',
  'email', r.form ->> 'email', 'care_of', null, 'street', null, 'postcode', null, 'municipality', null)`

/** Drafts of the messages that fulfil a condition on `m`, those of one person and kind side by side. */
export const draftsQuery = (where: Query, of: { most: number; today: string; now: string }): Query => sql`
  select m.message_id, m.patron_id, m.kind, m.step, m.channel, m.branch_id, m.about_on, m.cost_cents, m.attempts, m.loan_id,
    coalesce(t.title, '') as title, t.language as title_language, t.author,
    exists (select from circulation.event u where u.undoes = m.event_id) as undone,
    h.state as hold_state, h.hold_code, h.ready_until as hold_until,
    coalesce(m.once = 'ready ' || h.hold_id || ' ' || h.ready_at::text, false) as hold_as_told,
    case when l.loan_id is null then null else l.returned_at is null end as loan_open, l.due_on as loan_due_on,
    l.claimed_on is not null as loan_claimed,
    case when p.patron_id is null then false else ${restrictedFor('functional')} end as restricted,
    case when m.kind = 'campaign' then not ${isTold(sql`${of.today}::date`)} or (${leftOut(of.today, 'email')}) is not null else false end as no_news,
    (select json_build_object('subject', c.subject, 'body', c.body) from messaging.campaign c where c.campaign_id = m.campaign_id) as news,
    case when r.form is not null then ${applicant} when p.patron_id is null or p.deceased then null else json_build_object('given_name', p.given_name, 'family_name', p.family_name, 'language', p.language,
      'email', p.email, 'care_of', post.care_of, 'street', post.street, 'postcode', post.postcode, 'municipality', post.municipality) end as person,
    b.name as branch_name, b.address as branch_address, lb.name as library_name,
    n.partners, coalesce(n.begins_on, case when m.kind = 'statement' then m.about_on end) as begins_on, coalesce(n.shares, false) as shares, coalesce(n.over, false) as over,
    case m.kind when 'statement' then (select s.changes from privacy.statement s where s.from_on = m.about_on)
                when 'breach' then (select b.letter from privacy.breach b where b.breach_id = m.breach_id) end as details,
    case when r.form is not null then json_build_object('reference', r.reference, 'until', (r.expires_at at time zone 'Europe/Brussels')::date,
      'page', (select s.value from organisation.setting s where s.library_id = m.library_id and s.key = 'patrons.online_page'),
      'child', r.form ->> 'guardian' is not null) end as online,
    (select json_build_object('reference', k.reference, 'until', base.iso(k.expires_at)) from patrons.reader_link k
      where k.link_id = m.link_id and k.used_at is null and k.expires_at > ${of.now}) as reader_link,
    base.iso(m.since_at) as since_at, base.iso(m.until_at) as until_at,
    (select o.visit_until from patrons.online_registration o where o.patron_id = m.patron_id) as visit_until
    from messaging.message m
    left join cataloguing.title t on t.title_id = m.title_id
    left join circulation.hold h on h.hold_id = m.hold_id
    left join circulation.loan l on l.loan_id = m.loan_id
    left join patrons.patron p on p.patron_id = m.patron_id
    left join patrons.online_request r on r.request_id = m.request_id and r.expires_at > ${of.now}
    ${noticeOf}
    ${letterAddress(of.today)}
    join organisation.branch b on b.branch_id = m.branch_id
    join organisation.library lb on lb.library_id = m.library_id
   where ${where}
   order by m.patron_id, m.kind, m.step, m.branch_id, m.message_id limit ${of.most}`

/** The register says that somebody died, and nobody of the library has looked at it yet: what is for them waits. */
export const notSaidDead = sql`not exists (select from patrons.register_notice n
  where n.patron_id = m.patron_id and n.kind = 'deceased' and n.closed_at is null)`

/** Mails that may go now: those of a campaign apart from all others. */
export const toMail = (library_id: string, now: string, news: boolean): Query =>
  sql`(m.kind = 'campaign') = ${news} and ${notSaidDead} and m.library_id = ${library_id} and m.state = 'planned' and m.channel = 'email' and m.claimed_at is null and m.not_before <= ${now}`

/** What no longer holds is not said. */
export const dropMessages = (
  rows: readonly { readonly message_id: string; readonly reason: MessageReason }[],
  now: string,
): Query => sql`
  update messaging.message m set state = case when r.reason = 'undone' then 'withdrawn' else 'dropped' end, reason = r.reason, ended_at = ${now}
    from unnest(${rows.map(r => r.message_id)}::bigint[], ${rows.map(r => r.reason)}::text[]) as r(message_id, reason)
   where m.message_id = r.message_id and m.state = 'planned'`

/** The lines of the ledger that a letter or mail cost: the reminder's one, or all that an invoice asked. */
export interface Booked {
  readonly charge_id: string | null
  readonly booked: readonly string[]
}

/** From here on it is under way: a sender that dies leaves it so, and it is never sent a second time by itself. */
export const claimMessages = (message_ids: readonly string[], delivery_id: string, now: string): Query => sql`
  update messaging.message set claimed_at = ${now}, delivery_id = ${delivery_id}, attempts = attempts + 1
   where message_id = any (${message_ids}::bigint[]) and state = 'planned' and claimed_at is null
     and (select organisation.coupling_runs('mail', (${now}::timestamptz at time zone 'Europe/Brussels')::date)) returning message_id`

export const sentMessages = (
  delivery_id: string,
  to: { readonly address: string; readonly booked: Booked; readonly now: string },
): Query => sql`
  update messaging.message set state = 'sent', sent_to = ${to.address}, ended_at = ${to.now}, claimed_at = null, reason = null,
         charge_id = ${to.booked.charge_id}, booked = ${to.booked.booked}::bigint[]
   where delivery_id = ${delivery_id} and state = 'planned'`

/** A code proves an address, news goes by mail or not at all, and a receipt on paper is printed at the desk: none has another way. */
export const byMailOnly = sql`(patron_id is null or kind in ('campaign', 'reader_link', 'receipt'))`

/** Another try later, or another way. A code has no other way: an address that refuses it is wrong. */
export const postponeMessages = (
  delivery_id: string,
  to: { readonly not_before: string; readonly channel: 'email' | 'letter'; readonly reason: string | null },
): Query => sql`
  update messaging.message set claimed_at = null, delivery_id = null, not_before = ${to.not_before}, reason = ${to.reason},
         channel = case when ${byMailOnly} then channel else ${to.channel} end,
         state = case when ${byMailOnly} and ${to.channel === 'letter'} then 'failed' else state end,
         ended_at = case when ${byMailOnly} and ${to.channel === 'letter'} then ${to.not_before}::timestamptz end
   where delivery_id = ${delivery_id} and state = 'planned'`

export const failMessages = (delivery_id: string, reason: 'no_answer', now: string): Query => sql`
  update messaging.message set state = 'failed', reason = ${reason}, ended_at = ${now}, claimed_at = null
   where delivery_id = ${delivery_id} and state = 'planned'`

/** A sender died with these in its hands: nobody knows whether they went, so a person decides. */
export const failInterrupted = (library_id: string, before: string, now: string): Query => sql`
  update messaging.message set state = 'failed', reason = 'interrupted', ended_at = ${now}, claimed_at = null
   where library_id = ${library_id} and state = 'planned' and claimed_at < ${before}`

export const waitingLibraries = (now: string): Query =>
  sql`select x::text as library_id from messaging.waiting(${now}) x`

/** Without a mail server, what waits to be mailed is printed. */
export const mailsToLetters = (library_id: string, now: string): Query =>
  sql`update messaging.message set channel = 'letter'
       where library_id = ${library_id} and state = 'planned' and channel = 'email' and claimed_at is null and not_before <= ${now} and not ${byMailOnly}`
