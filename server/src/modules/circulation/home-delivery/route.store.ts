import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const RouteRow = Type.Object({
  route_id: Id,
  branch_id: Id,
  branch_name: Type.String(),
  name: Type.String(),
  weeks: Type.Integer(),
  first_on: Day,
  carrier: Nullable(Type.String()),
  patrons: Type.Integer(),
  ended: Type.Boolean(),
  /** Of the library: what its calendars are known by. */
  epoch: Type.String(),
})
export type RouteRow = Static<typeof RouteRow>

const routes = (ctx: StaffCtx, where: Query): Query => sql`
  select r.route_id, r.branch_id, b.name as branch_name, r.name, r.weeks::integer as weeks, r.first_on, r.carrier, r.ended_at is not null as ended,
         (select l.epoch::text from organisation.library l where l.library_id = r.library_id) as epoch,
         (select count(*)::integer from circulation.home_stop s where s.route_id = r.route_id) as patrons
    from circulation.home_route r join organisation.branch b on b.branch_id = r.branch_id
   where r.library_id = ${ctx.actor.library_id} and ${where} order by r.ended_at is not null, lower(r.name), r.route_id limit 500`
export const routesOf = (ctx: StaffCtx): Query =>
  routes(ctx, sql`(r.ended_at is null or r.ended_at > ${ctx.now.toString()}::timestamptz - interval '1 day')`)
export const routeById = (ctx: StaffCtx, route_id: string): Query =>
  routes(ctx, sql`r.route_id = ${route_id}`)

/** The route, held; with what speaks against a change of it: a name that is taken, a branch of others. */
export const RouteFacts = Type.Object({ name_taken: Type.Boolean(), own_branch: Type.Boolean() })
export const routeFacts = (
  ctx: StaffCtx,
  of: { route_id: string | null; name: string; branch_id: string },
) => sql`
  select exists (select from circulation.home_route r where r.library_id = ${ctx.actor.library_id} and r.ended_at is null
            and lower(r.name) = lower(${of.name}::text) and r.route_id is distinct from ${of.route_id}::bigint) as name_taken,
         exists (select from organisation.branch b where b.branch_id = ${of.branch_id} and b.library_id = ${ctx.actor.library_id}) as own_branch`
export const lockRoute = (ctx: StaffCtx, route_id: string): Query => sql`
  select route_id from circulation.home_route where route_id = ${route_id} and library_id = ${ctx.actor.library_id} for no key update`

export interface RouteSet {
  readonly name: string
  readonly branch_id: string
  readonly weeks: number
  readonly first_on: string
  readonly carrier: string | null
}
export const insertRoute = (ctx: StaffCtx, r: RouteSet): Query => sql`
  insert into circulation.home_route (library_id, branch_id, name, first_on, weeks, carrier, made_at, made_by)
  values (${ctx.actor.library_id}, ${r.branch_id}, ${r.name}, ${r.first_on}, ${r.weeks}, ${r.carrier}, ${ctx.now.toString()}, ${ctx.actor.staff_id})`
export const updateRoute = (ctx: StaffCtx, r: RouteSet & { route_id: string; ended: boolean }): Query => sql`
  update circulation.home_route
     set branch_id = ${r.branch_id}, name = ${r.name}, first_on = ${r.first_on}, weeks = ${r.weeks}, carrier = ${r.carrier},
         ended_at = case when ${r.ended}::boolean then coalesce(ended_at, ${ctx.now.toString()}::timestamptz) end
   where route_id = ${r.route_id}`

export const LeftRow = Type.Object({ left_at: Instant })
export const leftQuery = (route_id: string, on: string): Query =>
  sql`select left_at from circulation.home_departure where route_id = ${route_id} and on_day = ${on}`
export const depart = (ctx: StaffCtx, route_id: string, on: string): Query => sql`
  insert into circulation.home_departure (library_id, route_id, on_day, left_at, left_by)
  values (${ctx.actor.library_id}, ${route_id}, ${on}, ${ctx.now.toString()}, ${ctx.actor.staff_id}) on conflict do nothing`
export const comeBack = (route_id: string, on: string): Query =>
  sql`delete from circulation.home_departure where route_id = ${route_id} and on_day = ${on}`
