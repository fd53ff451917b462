import type { CaseKind, CaseLetter, CaseSource, IdentityWay, Purpose } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { Ctx, StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

export interface NewCase {
  readonly library_id: string
  readonly patron_id: string | null
  readonly kind: CaseKind
  readonly purposes: readonly Purpose[]
  readonly source: Static<typeof CaseSource>
  readonly received_on: string
  readonly name: string | null
  readonly email: string | null
  readonly address: string | null
  readonly wants: string | null
  readonly changes: string | null
  readonly limits: string | null
  readonly objection: string | null
  readonly outcome_wished: string | null
  readonly identity: IdentityWay | null
  readonly items: readonly { readonly field: string; readonly wish: string }[]
}
export const MadeCase = Type.Object({ case_id: Id })
/** The case itself: one row `{ case_id }`. */
export const insertCase = (ctx: StaffCtx, c: NewCase): Query => {
  const at = ctx.now.toString()
  return sql`
    insert into privacy.rights_case (library_id, patron_id, kind, purposes, source, received_on, name, email, address, wants, changes, limits,
      objection, outcome_wished, identity_how, identity_at, identity_by, made_at, made_by)
    values (${c.library_id}, ${c.patron_id}, ${c.kind}, ${c.purposes}::text[], ${c.source}, ${c.received_on}, ${c.name}, ${c.email}, ${c.address},
      ${c.wants}, ${c.changes}, ${c.limits}, ${c.objection}, ${c.outcome_wished}, ${c.identity}, ${c.identity && at}::timestamptz,
      ${c.identity && ctx.actor.staff_id}::bigint, ${at}, ${ctx.actor.staff_id})
    returning case_id`
}
/** The fields to put right, of a case that stands: behind it, since who begins one may see its rows by the case only. */
export const insertItems = (
  of: { readonly case_id: string; readonly library_id: string },
  items: NewCase['items'],
): Query => sql`
  insert into privacy.case_item (library_id, case_id, field, wish)
  select ${of.library_id}::bigint, ${of.case_id}::bigint, i.field, i.wish
    from unnest(${items.map(i => i.field)}::text[], ${items.map(i => i.wish)}::text[]) as i(field, wish)`

/** Who decides and writes: somebody of staff, or a job, which is nobody. */
type Writer = Pick<Ctx, 'now' | 'actor'>
const writerOf = ({ actor }: Writer): string | null => actor?.staff_id ?? null

/** A change of one case, which every reader of the old one has to look at anew. */
const change = (case_id: string, set: Query): Query =>
  sql`update privacy.rights_case set ${set}, version = version + 1 where case_id = ${case_id}`

export const tie = (case_id: string, patron_id: string, library_id: string): Query =>
  change(case_id, sql`patron_id = ${patron_id}, library_id = ${library_id}`)
export const askWho = (case_id: string, today: string, why: string): Query =>
  change(case_id, sql`identity_asked_on = coalesce(identity_asked_on, ${today}), identity_asked_why = ${why}`)
export const proveWho = (ctx: StaffCtx, case_id: string, how: IdentityWay): Query =>
  change(
    case_id,
    sql`identity_how = ${how}, identity_at = ${ctx.now.toString()}, identity_by = ${ctx.actor.staff_id}`,
  )
export const extend = (case_id: string, today: string, why: string): Query =>
  change(case_id, sql`extended_on = ${today}, extended_why = ${why}`)
export const decide = (
  ctx: Writer,
  case_id: string,
  d: { decision: string; reasons: string; unfounded_why: string | null; fee_cents: number },
): Query =>
  change(
    case_id,
    sql`decision = ${d.decision}, reasons = ${d.reasons}, unfounded_why = ${d.unfounded_why}, fee_cents = ${d.fee_cents},
        decided_at = ${ctx.now.toString()}, decided_by = ${writerOf(ctx)}::bigint`,
  )
export const byErasure = (case_id: string, erasure_id: string): Query =>
  change(case_id, sql`erasure_id = ${erasure_id}`)
export const markCarried = (case_id: string, at: string): Query =>
  change(case_id, sql`carried_at = coalesce(carried_at, ${at}::timestamptz)`)
export const markAnswered = (case_id: string, at: string): Query =>
  change(case_id, sql`answered_at = coalesce(answered_at, ${at}::timestamptz)`)
export const close = (case_id: string, at: string, how: string): Query =>
  change(case_id, sql`closed_at = ${at}, closed_how = ${how}`)
export const reopen = (case_id: string): Query => change(case_id, sql`closed_at = null, closed_how = null`)
/** Who was erased is forgotten here as well: number, kind, days and decision stay, the person does not (P83). */
export const forgetWho = (case_id: string): Query => sql`
  with letters as (update privacy.case_letter set body = '' where case_id = ${case_id}),
       items as (update privacy.case_item set wish = '' where case_id = ${case_id})
  update privacy.rights_case set patron_id = null, name = null, email = null, address = null, wants = null, changes = null, limits = null,
         objection = null, outcome_wished = null, identity_asked_why = null, extended_why = null where case_id = ${case_id}`

export const insertLetter = (
  ctx: Writer,
  of: { readonly case_id: string; readonly library_id: string },
  letter: Pick<CaseLetter, 'kind' | 'subject' | 'body'>,
): Query => sql`
  insert into privacy.case_letter (library_id, case_id, kind, subject, body, made_at, made_by)
  values (${of.library_id}, ${of.case_id}, ${letter.kind}, ${letter.subject}, ${letter.body}, ${ctx.now.toString()}, ${writerOf(ctx)}::bigint)`

export const settleItem = (
  ctx: StaffCtx,
  item: { case_id: string; item_id: string },
  did: string | null,
): Query => sql`
  update privacy.case_item set did = ${did}, did_at = ${did && ctx.now.toString()}::timestamptz, did_by = ${ctx.actor.staff_id}
   where case_id = ${item.case_id} and item_id = ${item.item_id} returning item_id`

/** Everybody who receives data and wants to hear of changes, and the libraries that work together with that of the person. */
export const insertNotices = (
  of: { case_id: string; library_id: string },
  today: string,
  why: string,
): Query => sql`
  insert into privacy.case_notice (library_id, case_id, recipient, why)
  select ${of.library_id}::bigint, ${of.case_id}::bigint, x.name, ${why}::text from (
    select r.name from privacy.recipient r where r.tell_changes and (r.until is null or r.until >= ${today}::date)
    union
    select o.name from organisation.agreement_member mine
      join organisation.agreement a on a.agreement_id = mine.agreement_id and a.shares_patrons and a.ended_at is null
       and ${today}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
      join organisation.agreement_member other on other.agreement_id = a.agreement_id and other.left_at is null and other.library_id <> mine.library_id
      join organisation.library o on o.library_id = other.library_id
     where mine.library_id = ${of.library_id} and mine.left_at is null) x
   where not exists (select from privacy.case_notice n where n.case_id = ${of.case_id} and n.recipient = x.name)
   order by x.name`
/**
 * Lists of addresses that were fetched and are still in somebody's hands: until their last day, or until it was said that they are
 * destroyed. Asked at the decision, since an erasure takes with it that somebody stood on them.
 */
export const insertListNotices = (
  of: { case_id: string; library_id: string; patron_id: string },
  today: string,
  why: string,
): Query => sql`
  insert into privacy.case_notice (library_id, case_id, recipient, why)
  select ${of.library_id}::bigint, ${of.case_id}::bigint,
         'Adreslijst "' || left(l.purpose, 60) || '" van ' || to_char(l.made_at at time zone 'Europe/Brussels', 'DD-MM-YYYY'), ${why}::text
    from messaging.address_list_row m join messaging.address_list l on l.list_id = m.list_id
   where m.patron_id = ${of.patron_id} and l.fetched > 0 and l.ended_at is null and l.until >= ${today}::date
   order by l.list_id`
export const insertNotice = (
  of: { case_id: string; library_id: string },
  recipient: string,
  why: string,
): Query => sql`
  insert into privacy.case_notice (library_id, case_id, recipient, why) values (${of.library_id}, ${of.case_id}, ${recipient}, ${why})`
export const settleNotice = (
  ctx: StaffCtx,
  of: { case_id: string; notice_id: string },
  said: { told: boolean; impossible: string | null },
): Query => sql`
  update privacy.case_notice set told_at = ${said.told ? ctx.now.toString() : null}::timestamptz,
         told_by = ${ctx.actor.staff_id}, impossible = ${said.impossible}
   where case_id = ${of.case_id} and notice_id = ${of.notice_id} returning notice_id`

export const insertTask = (
  ctx: StaffCtx,
  of: { case_id: string; library_id: string },
  kind: string,
): Query => sql`
  insert into privacy.case_task (library_id, case_id, kind, made_at)
  values (${of.library_id}, ${of.case_id}, ${kind}, ${ctx.now.toString()})`
