import { Day, Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { ALERT_FROM, WINDOW_MINUTES } from './questions.rules.ts'

export const Counted = Type.Object({
  asked: Type.Integer(),
  registered: Type.Integer(),
  in_window: Type.Integer(),
})
/** Counts a question of the member of staff who asks, in all processes together: one row. */
export const countQuestion = (ctx: StaffCtx): Query => sql`
  insert into patrons.number_question as q (library_id, staff_id, on_day, asked, window_at, in_window)
  values (${ctx.actor.library_id}, ${ctx.actor.staff_id}, ${dayOf(ctx.now)}, 1, ${ctx.now.toString()}, 1)
  on conflict (library_id, staff_id, on_day) do update set asked = q.asked + 1,
    window_at = case when q.window_at > excluded.window_at - make_interval(mins => ${WINDOW_MINUTES}) then q.window_at else excluded.window_at end,
    in_window = case when q.window_at > excluded.window_at - make_interval(mins => ${WINDOW_MINUTES}) then q.in_window + 1 else 1 end
  returning asked, registered, in_window`

const mine = (ctx: StaffCtx): Query =>
  sql`library_id = ${ctx.actor.library_id} and staff_id = ${ctx.actor.staff_id} and on_day = ${dayOf(ctx.now)}`
/** A question that came too soon after the others. */
export const noteRefused = (ctx: StaffCtx): Query =>
  sql`update patrons.number_question set refused = refused + 1 where ${mine(ctx)}`
/** A registration with a number: what was asked for it was asked for something. */
export const noteRegistered = (ctx: StaffCtx): Query =>
  sql`update patrons.number_question set registered = registered + 1 where ${mine(ctx)}`

export const AlertRow = Type.Object({
  staff_id: Id,
  staff_name: Type.String(),
  on_day: Day,
  asked: Type.Integer(),
  registered: Type.Integer(),
  refused: Type.Integer(),
})
export const MOST_ALERTS = 50
/** Days that nobody looked into yet, the newest first. */
export const alertsQuery = (after: { on_day: string; staff_id: string } | null): Query => sql`
  select q.staff_id, coalesce(s.name, '') as staff_name, q.on_day, q.asked, q.registered, q.refused
    from patrons.number_question q left join organisation.staff s on s.staff_id = q.staff_id
   where q.library_id = (select organisation.own_library()) and q.looked_at is null and q.asked - q.registered >= ${ALERT_FROM}
     and (${after?.on_day ?? null}::date is null or (q.on_day, q.staff_id) < (${after?.on_day ?? null}::date, ${after?.staff_id ?? null}::bigint))
   order by q.on_day desc, q.staff_id desc limit ${MOST_ALERTS + 1}`
export const lookedAt = (ctx: StaffCtx, at: { staff_id: string; on_day: string }): Query => sql`
  update patrons.number_question set looked_at = ${ctx.now.toString()}, looked_by = ${ctx.actor.staff_id}
   where library_id = ${ctx.actor.library_id} and staff_id = ${at.staff_id} and on_day = ${at.on_day} and looked_at is null`

/** How many days wait for the data protection officer. */
export const numberAlertCount = sql`
  select count(*)::integer as count from patrons.number_question q
   where q.library_id = (select organisation.own_library()) and q.looked_at is null and q.asked - q.registered >= ${ALERT_FROM}`

export const forgetQuestions = (library_id: string, before: string, most: number): Query => sql`
  with gone as (select library_id, staff_id, on_day from patrons.number_question where library_id = ${library_id} and on_day < ${before} limit ${most})
  delete from patrons.number_question q using gone g
   where q.library_id = g.library_id and q.staff_id = g.staff_id and q.on_day = g.on_day`
