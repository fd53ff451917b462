import type { BlockedAction } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

export interface NewBlock {
  readonly library_id: string
  readonly patron_id: string
  readonly reason: string
  readonly until: string | null
  readonly actions: readonly BlockedAction[]
  readonly reach: 'library' | 'cooperation'
  readonly remedy: string | null
}
export const insertBlock = (ctx: StaffCtx, b: NewBlock): Query =>
  sql`insert into patrons.block (library_id, patron_id, reason, since, until, made_by, actions, reach, remedy)
      values (${b.library_id}, ${b.patron_id}, ${b.reason}, ${dayOf(ctx.now)}, ${b.until}, ${ctx.actor.staff_id}, ${b.actions}::text[], ${b.reach}, ${b.remedy})`

const idsOfPerson = sql`coalesce((select array_agg(s.patron_id) from patrons.patron s where s.person_id = p.person_id), array[p.patron_id])`
/**
 * The blocks `b` that hold at this desk for the patron `p` of the statement around it: those of the record, and those
 * of a cooperation on any record in scope of the same person (regulations that block in all libraries for a debt in one).
 * Not yet identified is only ever said of the record itself: another library may have seen the person for its own.
 * Decisions at the desk ask the same in `circulation.patron_facts` (db/code/74-desk-facts.sql).
 */
export const holdsFor = (today: Query): Query => sql`
  b.patron_id = any (${idsOfPerson})
  and b.lifted_at is null and (b.until is null or b.until >= ${today})
  and (b.cause is distinct from 'not_identified' or b.patron_id = p.patron_id)
  and (b.reach = 'cooperation' or b.library_id = (select organisation.own_library()))`

export const Block = Type.Object({ block_id: Id, cause: Type.Union([Type.String(), Type.Null()]) })
export const blockQuery = (patron_id: string, block_id: string): Query =>
  sql`select block_id, cause from patrons.block where block_id = ${block_id} and patron_id = ${patron_id}`
/** A block that was lifted before keeps who lifted it first. */
export const lift = (ctx: StaffCtx, block_id: string): Query =>
  sql`update patrons.block set lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id}
       where block_id = ${block_id} and lifted_at is null`

/** Lifts what this account itself blocked by hand; what others decided stays. */
export const liftOwn = (ctx: StaffCtx, patron_id: string): Query =>
  sql`update patrons.block set lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id}
       where patron_id = ${patron_id} and made_by = ${ctx.actor.staff_id} and cause is distinct from 'suspension' and lifted_at is null`

export interface NewSuspension {
  readonly library_id: string
  readonly patron_id: string
  readonly until: string
  /** The return that brought it; undoing that takes it back. */
  readonly event_id: string
}
/**
 * Suspends until a day, unless a suspension runs that ends no earlier. A shorter one is lifted, so that there is
 * never more than one; the new one remembers which.
 */
export const suspendQuery = (ctx: StaffCtx, s: NewSuspension): Query => sql`
  with running as (
    select block_id, until from patrons.block
     where patron_id = ${s.patron_id} and cause = 'suspension' and lifted_at is null and until >= ${dayOf(ctx.now)}::date
     order by until desc limit 1
  ), replaced as (
    update patrons.block set lifted_at = ${ctx.now.toString()} where block_id in (select block_id from running where until < ${s.until}::date)
  )
  insert into patrons.block (library_id, patron_id, reason, since, until, made_by, cause, event_id, replaces)
  select ${s.library_id}::bigint, ${s.patron_id}::bigint, 'Schorsing: te laat ingeleverd', ${dayOf(ctx.now)}::date, ${s.until}::date,
         ${ctx.actor.staff_id}::bigint, 'suspension', ${s.event_id}::uuid, (select block_id from running)
   where not exists (select from running where until >= ${s.until}::date)`

/** Takes back the suspension that a return brought, and lets the one that it replaced run again. */
export const unsuspendQuery = (ctx: StaffCtx, event_id: string): Query => sql`
  with gone as (
    update patrons.block set lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id}
     where event_id = ${event_id}::uuid and lifted_at is null returning replaces
  )
  update patrons.block set lifted_at = null where block_id in (select replaces from gone)`
