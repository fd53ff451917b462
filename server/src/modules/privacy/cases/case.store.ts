import {
  ErasurePart,
  CaseDecision,
  CaseKind,
  CaseSource,
  Day,
  Id,
  IdentityWay,
  Instant,
  KeepReason,
  Nullable,
  OneOf,
  Purpose,
} from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'
import { livesOf } from '../retention/life.store.ts'

const text = Nullable(Type.String())
const day = (column: Query): Query => sql`(${column} at time zone 'Europe/Brussels')::date`

/** A case as rules and list need it. */
export const CaseRow = Type.Object({
  case_id: Id,
  library_id: Id,
  library_name: Type.String(),
  patron_id: Nullable(Id),
  kind: CaseKind,
  purposes: Type.Array(Purpose),
  source: CaseSource,
  received_on: Day,
  name: text,
  identity_how: Nullable(IdentityWay),
  identity_on: Nullable(Day),
  identity_asked_on: Nullable(Day),
  extended_on: Nullable(Day),
  decision: Nullable(CaseDecision),
  carried_on: Nullable(Day),
  answered_on: Nullable(Day),
  closed_on: Nullable(Day),
  open_items: Type.Integer(),
  open_notices: Type.Integer(),
  open_tasks: Type.Integer(),
})
export type CaseRow = Static<typeof CaseRow>

const columns = sql`c.case_id, c.library_id, l.name as library_name, c.patron_id, c.kind, c.purposes, c.source, c.received_on, c.name,
  c.identity_how, ${day(sql`c.identity_at`)} as identity_on, c.identity_asked_on, c.extended_on, c.decision,
  ${day(sql`c.carried_at`)} as carried_on, ${day(sql`c.answered_at`)} as answered_on, ${day(sql`c.closed_at`)} as closed_on,
  (select count(*)::integer from privacy.case_item i where i.case_id = c.case_id and i.did is null) as open_items,
  (select count(*)::integer from privacy.case_notice n where n.case_id = c.case_id and n.told_at is null and n.impossible is null) as open_notices,
  (select count(*)::integer from privacy.case_task t where t.case_id = c.case_id and t.done_at is null) as open_tasks`
const from = sql`from privacy.rights_case c join organisation.library l on l.library_id = c.library_id`

export const MOST_CASES = 50
/** Open cases, those received first, first: `late` gives those that may be, for the rules to tell. */
export const openCases = (of: {
  readonly after: { readonly received_on: string; readonly case_id: string } | null
  readonly waiting: boolean
  readonly before: string | null
  readonly most: number
}): Query => sql`
  select ${columns} ${from}
   where c.closed_at is null and (not ${of.waiting} or c.identity_at is null)
     and (${of.before}::date is null or c.received_on < ${of.before}::date)
     and (c.received_on, c.case_id) > (${of.after?.received_on ?? '-infinity'}::date, ${of.after?.case_id ?? '0'}::bigint)
   order by c.received_on, c.case_id limit ${of.most}`
export const closedCases = (after: string | null, most: number): Query => sql`
  select ${columns} ${from} where c.closed_at is not null and c.case_id < ${after ?? LAST_ID}::bigint
   order by c.case_id desc limit ${most}`
export const Counts = Type.Object({ open: Type.Integer(), identity: Type.Integer() })
export const countCases: Query = sql`
  select count(*)::integer as open, count(*) filter (where identity_at is null)::integer as identity
    from privacy.rights_case where closed_at is null`
export const casesOf = (patron_id: string): Query => sql`
  select ${columns} ${from} where c.patron_id = ${patron_id} and c.library_id = (select organisation.own_library()) order by c.case_id desc limit 50`
/** A case as the person whom it is about sees it in their list. */
export const OwnCaseRow = Type.Object({
  ...CaseRow.properties,
  closed_how: Nullable(OneOf(['answered', 'withdrawn'])),
})
export type OwnCaseRow = Static<typeof OwnCaseRow>
export const ownCases = (patron_id: string, after: string | null, most: number): Query => sql`
  select ${columns}, c.closed_how ${from} where c.patron_id = ${patron_id} and (${after}::bigint is null or c.case_id < ${after}::bigint)
   order by c.case_id desc limit ${most}`
export const OwnWords = Type.Object({
  wants: text,
  changes: text,
  limits: text,
  objection: text,
  outcome_wished: text,
})
/** One of them with what was asked in words; nothing of what staff noted. */
export const ownCase = (case_id: string): Query => sql`
  select ${columns}, c.closed_how, c.wants, c.changes, c.limits, c.objection, c.outcome_wished ${from} where c.case_id = ${case_id}`
export const Begun = Type.Object({ today: Type.Integer(), busy: Type.Boolean() })
/** How many of a kind a person began on a day by themselves, and whether files are still being made. */
export const begunBy = (patron_id: string, of: { kind: string; today: string }): Query => sql`
  select count(*) filter (where c.received_on = ${of.today} and c.kind = ${of.kind})::integer as today,
         coalesce(bool_or(c.closed_at is null and c.kind = any (array['access', 'portability']) and exists (
           select from privacy.case_task t where t.case_id = c.case_id and t.done_at is null)), false) as busy
    from privacy.rights_case c where c.patron_id = ${patron_id} and c.source = 'portal'`

export const caseRow = (case_id: string): Query => sql`select ${columns} ${from} where c.case_id = ${case_id}`

export const lockCase = (case_id: string): Query =>
  sql`select case_id from privacy.rights_case where case_id = ${case_id} for no key update`

/** What only the screen of one case shows beside `CaseRow`. */
export const DetailRow = Type.Object({
  patron_name: text,
  email: text,
  address: text,
  wants: text,
  changes: text,
  limits: text,
  objection: text,
  outcome_wished: text,
  identity_by: text,
  identity_asked_why: text,
  extended_why: text,
  reasons: text,
  decided_on: Nullable(Day),
  decided_by: text,
  unfounded_why: text,
  fee_cents: Type.Integer(),
  version: Type.Integer(),
  erasure: Nullable(OneOf(['asked', 'done', 'blocked'])),
  erasure_parts: Nullable(Type.Array(ErasurePart)),
  erasure_blocks: Nullable(Type.Array(KeepReason)),
  stands: Type.Boolean(),
})
export type DetailRow = Static<typeof DetailRow>
const staff = (id: Query): Query => sql`(select s.name from organisation.staff s where s.staff_id = ${id})`
export const detailRow = (case_id: string): Query => sql`
  select p.given_name || ' ' || p.family_name as patron_name, c.email, c.address, c.wants, c.changes, c.limits, c.objection, c.outcome_wished,
         ${staff(sql`c.identity_by`)} as identity_by, c.identity_asked_why, c.extended_why, c.reasons,
         ${day(sql`c.decided_at`)} as decided_on, ${staff(sql`c.decided_by`)} as decided_by, c.unfounded_why, c.fee_cents, c.version,
         x.state as erasure, x.parts as erasure_parts, x.blocks as erasure_blocks,
         coalesce(privacy.patron_stands(c.patron_id), false) as stands
    from privacy.rights_case c left join patrons.patron p on p.patron_id = c.patron_id
    left join privacy.erasure x on x.erasure_id = c.erasure_id where c.case_id = ${case_id}`
/** The record that an erasure is about, as the rules of retention ask it. */
export const lifeToErase = (case_id: string): Query =>
  livesOf(sql`p.merged_into is null and p.patron_id = (
    select c.patron_id from privacy.rights_case c where c.case_id = ${case_id} and c.kind = 'erasure')`)

export const ItemRow = Type.Object({
  item_id: Id,
  field: Type.String(),
  wish: Type.String(),
  did: Nullable(OneOf(['done', 'refused'])),
})
export const itemRows = (case_id: string): Query =>
  sql`select item_id, field, wish, did from privacy.case_item where case_id = ${case_id} order by item_id`
export const NoticeRow = Type.Object({
  notice_id: Id,
  recipient: Type.String(),
  why: Type.String(),
  told_on: Nullable(Day),
  impossible: text,
})
export const noticeRows = (case_id: string): Query => sql`
  select notice_id, recipient, why, ${day(sql`told_at`)} as told_on, impossible from privacy.case_notice where case_id = ${case_id} order by notice_id`
export const LetterRow = Type.Object({
  letter_id: Id,
  kind: OneOf(['received', 'identity', 'extension', 'decision', 'lifting']),
  subject: Type.String(),
  body: Type.String(),
  made_at: Instant,
})
export const letterRows = (case_id: string): Query =>
  sql`select letter_id, kind, subject, body, made_at from privacy.case_letter where case_id = ${case_id} order by letter_id`
export const PrintedLetter = Type.Object({
  patron_id: Nullable(Id),
  name: text,
  address: text,
  subject: Type.String(),
  body: Type.String(),
  made_at: Type.String(),
})
export type PrintedLetter = Static<typeof PrintedLetter>
export const letterToPrint = (case_id: string, letter_id: string): Query => sql`
  select c.patron_id, c.name, c.address, l.subject, l.body, l.made_at
    from privacy.case_letter l join privacy.rights_case c on c.case_id = l.case_id
   where l.case_id = ${case_id} and l.letter_id = ${letter_id} and l.body <> ''`
export const FileRow = Type.Object({
  file_id: Id,
  kind: OneOf(['identity_copy', 'report', 'portability', 'csv']),
  name: Type.String(),
  until: Day,
  fetched: Type.Integer(),
})
export const fileRows = (case_id: string, today: string): Query => sql`
  select file_id, kind, name, until, fetched from privacy.case_file where case_id = ${case_id} and until >= ${today}::date order by file_id`
export const ControllerRow = Type.Object({
  name: Type.String(),
  address: Type.String(),
  enterprise_number: Type.String(),
  dpo_name: Type.String(),
  dpo_email: Type.String(),
  vtc_url: Type.String(),
  gba_url: Type.String(),
})
export type ControllerRow = Static<typeof ControllerRow>
/** Who answers for the processing: one row, from the first migration on. */
export const controllerRow: Query = sql`select name, address, enterprise_number, dpo_name, dpo_email, vtc_url, gba_url from privacy.controller`
