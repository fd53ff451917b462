import { Day, Id, Nullable, OneOf, Purpose } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const RestrictionRow = Type.Object({
  restriction_id: Id,
  cause: OneOf(['request', 'objection']),
  purposes: Type.Array(Purpose),
  from_on: Day,
  told_on: Nullable(Day),
  lifted_on: Nullable(Day),
})
export type RestrictionRow = Static<typeof RestrictionRow>
export const restrictionsOfCase = (case_id: string): Query => sql`
  select restriction_id, cause, purposes, (from_at at time zone 'Europe/Brussels')::date as from_on,
         (told_at at time zone 'Europe/Brussels')::date as told_on, (lifted_at at time zone 'Europe/Brussels')::date as lifted_on
    from privacy.restriction where case_id = ${case_id} order by restriction_id`

export interface NewRestriction {
  readonly library_id: string
  readonly patron_id: string
  readonly case_id: string
  readonly cause: 'request' | 'objection'
  readonly purposes: readonly string[]
}
/** A limit for a case, unless the case has one that runs. */
export const insertRestriction = (ctx: StaffCtx, r: NewRestriction): Query => sql`
  insert into privacy.restriction (library_id, patron_id, case_id, cause, purposes, from_at, set_by)
  select ${r.library_id}::bigint, ${r.patron_id}::bigint, ${r.case_id}::bigint, ${r.cause}::text, ${[...r.purposes]}::text[],
         ${ctx.now.toString()}::timestamptz, ${ctx.actor.staff_id}::bigint
   where not exists (select from privacy.restriction x where x.case_id = ${r.case_id} and x.lifted_at is null)`

export const restrictionRow = (case_id: string, restriction_id: string): Query => sql`
  select restriction_id, cause, purposes, (from_at at time zone 'Europe/Brussels')::date as from_on,
         (told_at at time zone 'Europe/Brussels')::date as told_on, (lifted_at at time zone 'Europe/Brussels')::date as lifted_on
    from privacy.restriction where case_id = ${case_id} and restriction_id = ${restriction_id} for update`
export const tellLift = (ctx: StaffCtx, restriction_id: string): Query =>
  sql`update privacy.restriction set told_at = ${ctx.now.toString()}, told_by = ${ctx.actor.staff_id} where restriction_id = ${restriction_id}`
export const lift = (ctx: StaffCtx, restriction_id: string): Query =>
  sql`update privacy.restriction set lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id} where restriction_id = ${restriction_id}`
/** What a case limited runs again; the person hears it from the letter with the decision. */
export const liftOfCase = (ctx: StaffCtx, case_id: string): Query => sql`
  update privacy.restriction set told_at = coalesce(told_at, ${ctx.now.toString()}::timestamptz), told_by = coalesce(told_by, ${ctx.actor.staff_id}::bigint),
         lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id}
   where case_id = ${case_id} and lifted_at is null`
