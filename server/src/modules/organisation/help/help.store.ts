import { Employer, helpHours, HelpLook, Id, Instant, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'
import type { Asking } from './help.rules.ts'

export const PAGE = 50

export const HelpRow = Type.Object({
  help_id: Id,
  library_id: Id,
  library_name: Type.String(),
  helper_id: Id,
  helper_name: Type.String(),
  employer: Employer,
  ticket: Type.String(),
  reason: Type.String(),
  hours: Type.Integer(),
  write_reason: Nullable(Type.String()),
  central_why: Nullable(Type.String()),
  starts_at: Nullable(Instant),
  asked_at: Instant,
  approved: Nullable(Type.Boolean()),
  answered_at: Nullable(Instant),
  answered_name: Nullable(Type.String()),
  answer: Nullable(Type.String()),
  writes: Type.Boolean(),
  begins_at: Nullable(Instant),
  ends_at: Nullable(Instant),
  ended_at: Nullable(Instant),
  ended_name: Nullable(Type.String()),
  noted_at: Nullable(Instant),
  looks: Nullable(Type.Integer()),
})
export type HelpRow = Static<typeof HelpRow>

/** Whose questions are read: those of one library with what was looked at, those of one helper, or all. */
export type Side = 'library' | 'helper' | 'central'

const columns = (side: Side): Query => sql`
  h.help_id, h.library_id, l.name as library_name, h.helper_id, h.helper_name, h.employer, h.ticket, h.reason, h.hours, h.write_reason,
  h.central_why, h.starts_at, h.asked_at, h.approved, h.answered_at, h.answered_name, h.answer, h.writes, h.begins_at, h.ends_at,
  h.ended_at, h.ended_name, h.noted_at, ${
    side === 'library'
      ? sql`(select count(*)::integer from privacy.access_log a where a.help_id = h.help_id)`
      : sql`null::integer`
  } as looks`

const mine = (ctx: StaffCtx, side: Side): Query => {
  const { staff_id, library_id } = ctx.actor
  if (side === 'library') return sql`h.library_id = ${library_id}`
  return side === 'helper' ? sql`h.helper_id = ${staff_id}` : sql`true`
}

export const helpRows = (ctx: StaffCtx, side: Side, before: string | null): Query => sql`
  select ${columns(side)} from organisation.help h join organisation.library l on l.library_id = h.library_id
   where ${mine(ctx, side)} and h.help_id < ${before ?? LAST_ID}::bigint
   order by h.help_id desc limit ${PAGE + 1}`
export const helpRow = (ctx: StaffCtx, side: Side, help_id: string): Query => sql`
  select ${columns(side)} from organisation.help h join organisation.library l on l.library_id = h.library_id
   where ${mine(ctx, side)} and h.help_id = ${help_id}`
export const lockHelp = (help_id: string): Query =>
  sql`select help_id from organisation.help where help_id = ${help_id} for update`

/** What still concerns a library at a moment: questions that wait, help that runs or is to come, and what it was not told of. */
export const helpOpen = (ctx: StaffCtx): Query => {
  const { library_id } = ctx.actor
  const now = ctx.now.toString()
  return sql`
  select ${columns('central')} from organisation.help h join organisation.library l on l.library_id = h.library_id
   where h.library_id = ${library_id} and (h.approved is null or h.ends_at > ${now} or (h.central_why is not null and h.noted_at is null))
   order by h.help_id desc limit ${PAGE}`
}

export const Most = Type.Object({ most: Type.Integer() })
export const mostHours: Query = sql`select coalesce((select (value #>> '{}')::integer from organisation.central_setting
  where key = 'help.most_hours'), ${helpHours}) as most`

export const Place = Type.Object({ library_id: Id, name: Type.String() })
/** Libraries that can be helped; who there is is public. */
export const activeLibraries: Query = sql`select library_id, name from organisation.library where active order by name, library_id limit 1000`
export const activeLibrary = (library_id: string): Query =>
  sql`select library_id, name from organisation.library where active and library_id = ${library_id}`

export const Asked = Type.Object({ help_id: Id })
export const insertHelp = (
  ctx: StaffCtx,
  employer: HelpRow['employer'],
  asked: Asking & { library_id: string; ticket: string },
): Query => {
  const { staff_id, staff_name } = ctx.actor
  return sql`
    insert into organisation.help (library_id, helper_id, helper_name, employer, ticket, reason, hours, write_reason, central_why, starts_at, asked_at)
    values (${asked.library_id}, ${staff_id}, ${staff_name}, ${employer}, ${asked.ticket}, ${asked.reason}, ${asked.hours}, ${asked.write_reason},
      ${asked.central_why}, ${asked.starts_at}, ${ctx.now.toString()}) returning help_id`
}

export interface Given {
  readonly approved: boolean
  readonly answer: string | null
  readonly writes: boolean
  readonly begins_at: string | null
  readonly ends_at: string | null
}
/** What the library itself gave, it knows of. */
export const answerHelpRow = (ctx: StaffCtx, help_id: string, given: Given & { central: boolean }): Query => {
  const { staff_id, staff_name } = ctx.actor
  const now = ctx.now.toString()
  return sql`
    update organisation.help set approved = ${given.approved}, answered_at = ${now}, answered_by = ${staff_id}, answered_name = ${staff_name},
      answer = ${given.answer}, writes = ${given.writes}, begins_at = ${given.begins_at}, ends_at = ${given.ends_at},
      noted_at = case when ${given.central} then null else ${now}::timestamptz end
     where help_id = ${help_id}`
}
export const endHelpRow = (ctx: StaffCtx, help_id: string): Query => {
  const { staff_id, staff_name } = ctx.actor
  return sql`update organisation.help set ended_at = ${ctx.now.toString()}, ended_by = ${staff_id}, ended_name = ${staff_name} where help_id = ${help_id}`
}
export const noteHelpRow = (ctx: StaffCtx, help_id: string): Query =>
  sql`update organisation.help set noted_at = ${ctx.now.toString()} where help_id = ${help_id} and noted_at is null`

export const Looked = HelpLook
export const lookedRows = (help_id: string, before: string | null): Query => sql`
  select access_id, at, operation, purpose, outcome, patron_id from privacy.access_log
   where help_id = ${help_id} and access_id < ${before ?? LAST_ID}::bigint
   order by access_id desc limit ${PAGE + 1}`

export const Opened = Type.Object({ session_id: Nullable(Id) })
export const openHelpSession = (help_id: string, branch_id: string | null, secret_hash: Buffer): Query =>
  sql`select organisation.open_help(${help_id}, ${branch_id}, ${secret_hash}) as session_id`
export const leaveHelpSession = (secret: string, new_hash: Buffer): Query =>
  sql`select organisation.leave_help(${secret}, ${new_hash}) as session_id`
export const moveHelpSession = (secret: string, branch_id: string): Query =>
  sql`select organisation.move_help(${secret}, ${branch_id}) as session_id`

/** What was asked and looked at by tickets that ended before the day; the library was told of it for two years. */
export const forgetHelp = (library_id: string, before: string): Query => sql`
  with gone as (delete from organisation.help h where h.library_id = ${library_id} and coalesce(h.ended_at, h.ends_at, h.asked_at) < ${before}::date
    and not exists (select from organisation.session s where s.help_id = h.help_id) returning 1)
  select count(*)::integer as gone from gone`
