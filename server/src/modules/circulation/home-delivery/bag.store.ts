import { Day, HomePause, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { pausedOn, pauseOf } from './stop.store.ts'

/** The round into whose bag something is lent. */
export interface IntoBag {
  readonly route_id: string
  readonly on: Day
}
export const BagFacts = Type.Object({
  route_id: Id,
  weeks: Type.Integer(),
  first_on: Day,
  left: Type.Boolean(),
  /** Who stands on the route. */
  stops: Type.Array(Type.Object({ patron_id: Id, pause: Nullable(HomePause) })),
})
export type BagFacts = Static<typeof BagFacts>
/** The round as lending needs to know it: one row, or none where there is no such route here. */
export const bagFacts = (ctx: StaffCtx, { route_id, on }: IntoBag): Query => sql`
  select r.route_id, r.weeks::integer as weeks, r.first_on,
         exists (select from circulation.home_departure d where d.route_id = r.route_id and d.on_day = ${on}) as left,
         coalesce((select json_agg(json_build_object('patron_id', s.patron_id::text, 'pause', ${pauseOf})) from circulation.home_stop s where s.route_id = r.route_id), '[]') as stops
    from circulation.home_route r where r.route_id = ${route_id} and r.library_id = ${ctx.actor.library_id} and r.ended_at is null`

export const HadBefore = Type.Object({ last_on: Day })
/** When the reader had the title of the item last; a row only for who asked that it be kept. Conditions on `p` and `i`. */
export const hadBefore = (who: Query, what: Query): Query => sql`
  select (max(l.lent_at) at time zone 'Europe/Brussels')::date as last_on
    from patrons.patron p, inventory.item i, circulation.loan l
   where ${who} and p.keep_history and ${what} and l.patron_id = p.patron_id and l.title_id = i.title_id
     and l.returned_at is not null and l.ended <> 'undone' having max(l.lent_at) is not null`

export const putInBag = (
  of: IntoBag & { loan_id: string; library_id: string; patron_id: string },
): Query => sql`
  insert into circulation.home_bag (library_id, loan_id, patron_id, route_id, on_day)
  values (${of.library_id}, ${of.loan_id}, ${of.patron_id}, ${of.route_id}, ${of.on})`

/** Bags of what came back before today, places of readers who are gone, and departures of a month ago are forgotten. */
export const forgetBags = (library_id: string, today: Day, most: number): Query => sql`
  with gone as (
    delete from circulation.home_bag where library_id = ${library_id} and loan_id in (
      select b.loan_id from circulation.home_bag b join circulation.loan l on l.loan_id = b.loan_id
       where b.library_id = ${library_id} and l.returned_at < (${today}::date at time zone 'Europe/Brussels') limit ${most})
    returning 1
  ), stops as (
    delete from circulation.home_stop s where s.library_id = ${library_id}
       and not exists (select from patrons.patron p where p.patron_id = s.patron_id)
  ), pauses as (
    update circulation.home_stop set paused_from = null, paused_until = null where library_id = ${library_id} and paused_until < ${today}::date
  ), departures as (
    delete from circulation.home_departure where library_id = ${library_id} and on_day < ${today}::date - 31
  )
  select count(*)::int as gone from gone`

/** Readers of the rounds of today and tomorrow whose bag is still empty, and the first of those days. */
export const emptyBags = (branch_id: string, today: Day): Query => sql`
  select count(*)::integer as count, min(d.day) as first_on
    from circulation.home_route r
    join (values (${today}::date), (${today}::date + 1)) as d(day) on d.day >= r.first_on and (d.day - r.first_on) % (r.weeks * 7) = 0
    join circulation.home_stop s on s.route_id = r.route_id and not ${pausedOn(sql`d.day`)}
   where r.branch_id = ${branch_id} and r.ended_at is null
     and not exists (select from circulation.home_departure x where x.route_id = r.route_id and x.on_day = d.day)
     and not exists (select from circulation.home_bag b where b.route_id = r.route_id and b.on_day = d.day and b.patron_id = s.patron_id)`
