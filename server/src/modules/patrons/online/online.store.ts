import { Day, Id, Nullable, OnlineGuardian, patronFields } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { settingOf } from '../memberships/membership-types.store.ts'
import { MAILS_A_DAY, type OnlineChoices, unset } from './online.rules.ts'

const Stored = Type.Object({
  open: Nullable(Type.Boolean()),
  may_hold: Nullable(Type.Boolean()),
  reminder_days: Nullable(Type.Integer()),
  keep_days: Nullable(Type.Integer()),
  guardian_age: Nullable(Type.Integer()),
})
/** One row: what the own library chose. */
export const choicesQuery = sql`
  select ${settingOf('patrons.online_open')} as open, ${settingOf('patrons.online_holds')} as may_hold,
         ${settingOf('patrons.online_reminder_days')} as reminder_days, ${settingOf('patrons.online_keep_days')} as keep_days,
         ${settingOf('patrons.online_guardian_age')} as guardian_age`
export function choicesOf(rows: readonly Row[]): OnlineChoices {
  const stored = oneOf(Stored, rows)
  return {
    open: stored?.open ?? unset('patrons.online_open'),
    may_hold: stored?.may_hold ?? unset('patrons.online_holds'),
    reminder_days: stored?.reminder_days ?? unset('patrons.online_reminder_days'),
    keep_days: stored?.keep_days ?? unset('patrons.online_keep_days'),
    guardian_age: stored?.guardian_age ?? unset('patrons.online_guardian_age'),
  }
}

/** A form as it waits for its code. */
export const RequestForm = Type.Object({
  ...patronFields,
  guardian: Nullable(OnlineGuardian),
  statement_version: Type.String(),
})
export type RequestForm = Static<typeof RequestForm>

export interface NewRequest {
  readonly library_id: string
  readonly branch_id: string
  readonly reference: string
  readonly form: RequestForm
  readonly at: string
  readonly expires_at: string
}
/** `mails`: whether this address may get another mail today. */
export const MadeRequest = Type.Object({ request_id: Id, mails: Type.Boolean() })
export const insertRequest = (r: NewRequest): Query => sql`
  with asked as (
    select count(*) as n from patrons.online_request q
     where q.library_id = ${r.library_id} and q.email_folded = lower(${r.form.email}) and q.made_at > ${r.at}::timestamptz - interval '1 day')
  insert into patrons.online_request (library_id, branch_id, reference, form, email_folded, made_at, expires_at)
  select ${r.library_id}::bigint, ${r.branch_id}::bigint, ${r.reference}::uuid, ${JSON.stringify(r.form)}::jsonb, lower(${r.form.email}),
         ${r.at}::timestamptz, ${r.expires_at}::timestamptz
  returning request_id, (select n < ${MAILS_A_DAY} from asked) as mails`

export const RequestRow = Type.Object({
  request_id: Id,
  form: Nullable(RequestForm),
  expired: Type.Boolean(),
  tries: Type.Integer(),
  visit_until: Nullable(Day),
  may_hold: Nullable(Type.Boolean()),
})
export type RequestRow = Static<typeof RequestRow>
/** The form of a reference at the own library, held; one row or none. */
export const lockRequest = (library_id: string, reference: string, now: string): Query => sql`
  select request_id, form, expires_at <= ${now} as expired, tries, visit_until, may_hold from patrons.online_request
   where library_id = ${library_id} and reference = ${reference}::uuid for update`
export const countTry = (library_id: string, reference: string): Query =>
  sql`update patrons.online_request set tries = tries + 1 where library_id = ${library_id} and reference = ${reference}::uuid`
/** What was typed is with the patron now; the answer stays for who follows the link again. */
export const closeRequest = (
  request_id: string,
  to: { readonly visit_until: string; readonly may_hold: boolean },
): Query =>
  sql`update patrons.online_request set form = null, email_folded = null, visit_until = ${to.visit_until}, may_hold = ${to.may_hold}
       where request_id = ${request_id}`

/** Forms whose code never came back, and what was left of those whose code did. */
export const forgetRequests = (library_id: string, now: string, most: number): Query => sql`
  with gone as (
    delete from patrons.online_request where library_id = ${library_id} and request_id in (
      select request_id from patrons.online_request where library_id = ${library_id} and expires_at < ${now} limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
