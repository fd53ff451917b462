import { Day, Id, Instant, Nullable, settings } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const TRANSIT_LINES = 500

/** Items that travel to this branch or left it: two short walks through an index each, however many items there are. */
const moving = (branch_id: string): Query => sql`
  (select s.* from circulation.item_status s where s.to_branch_id = ${branch_id} and s.status = 'in_transit'
   union all
   select s.* from circulation.item_status s where s.branch_id = ${branch_id} and s.status = 'in_transit' and s.to_branch_id <> ${branch_id})`

export const transitsQuery = (ctx: StaffCtx): Query => sql`
  select i.item_id, t.title, t.language, i.barcode, fb.name as from_branch, tb.name as to_branch, s.to_branch_id = ${ctx.actor.branch_id} as inward, s.since,
         s.hold_id is not null as for_hold, c.code as crate, i.shelf, i.call_number, q.since as sought_at, qb.name as sought_by
    from ${moving(ctx.actor.branch_id)} s
    join inventory.item i on i.item_id = s.item_id and i.state = 'in_use'
    join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch fb on fb.branch_id = s.branch_id join organisation.branch tb on tb.branch_id = s.to_branch_id
    left join circulation.crate_item ci on ci.item_id = s.item_id and ci.unpacked_at is null
    left join circulation.crate_trip ct on ct.trip_id = ci.trip_id left join circulation.crate c on c.crate_id = ct.crate_id
    left join circulation.transit_search q on q.item_id = s.item_id and q.since >= s.since left join organisation.branch qb on qb.branch_id = q.branch_id
   order by s.since, i.item_id limit ${TRANSIT_LINES + 1}`
export const TransitRow = Type.Object({
  item_id: Id,
  title: Type.String(),
  language: Nullable(Type.String()),
  barcode: Type.String(),
  from_branch: Type.String(),
  to_branch: Type.String(),
  inward: Type.Boolean(),
  since: Instant,
  for_hold: Type.Boolean(),
  crate: Nullable(Type.String()),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  sought_at: Nullable(Instant),
  sought_by: Nullable(Type.String()),
})

/** How many items are late on their way to or from this branch, by the days that the library set. */
export const lateCount = (ctx: StaffCtx, today: string): Query => sql`
  select count(*)::integer as count from ${moving(ctx.actor.branch_id)} s join inventory.item i on i.item_id = s.item_id and i.state = 'in_use'
   where s.since < (${today}::date - coalesce((select (o.value #>> '{}')::integer from organisation.setting o
       where o.library_id = ${ctx.actor.library_id} and o.key = 'circulation.transit_late_days'),
     ${settings['circulation.transit_late_days'].default}))::timestamp at time zone 'Europe/Brussels'`

/** An item on its way, with the hold that it travels for. */
export const TransitFacts = Type.Object({
  item_id: Id,
  home_branch_id: Id,
  state: Type.String(),
  status: Type.String(),
  branch_id: Id,
  to_branch_id: Nullable(Id),
  hold_id: Nullable(Id),
  ours: Type.Boolean(),
  hold_state: Nullable(Type.String()),
  hold_code: Nullable(Type.String()),
  ready_until: Nullable(Day),
  sought_at: Nullable(Instant),
})
export type TransitFacts = Type.Static<typeof TransitFacts>
export const transitFacts = (ctx: StaffCtx, item_id: string): Query => sql`
  select i.item_id, i.branch_id as home_branch_id, i.state, coalesce(s.status, 'available') as status, coalesce(s.branch_id, i.branch_id) as branch_id,
         s.to_branch_id, s.hold_id, h.state as hold_state, h.hold_code, h.ready_until, q.since as sought_at,
         (i.library_id = ${ctx.actor.library_id} or exists (select from organisation.branch b
            where b.branch_id in (s.branch_id, s.to_branch_id) and b.library_id = ${ctx.actor.library_id})) as ours
    from inventory.item i left join circulation.item_status s on s.item_id = i.item_id left join circulation.hold h on h.hold_id = s.hold_id
    left join circulation.transit_search q on q.item_id = i.item_id and q.since >= s.since
   where i.item_id = ${item_id} and i.library_id = any ((select organisation.linked(${ctx.actor.library_id}, true))::bigint[])`

export const seekItem = (ctx: StaffCtx, item_id: string): Query => sql`
  insert into circulation.transit_search (item_id, branch_id, since) values (${item_id}, ${ctx.actor.branch_id}, ${ctx.now.toString()})
  on conflict (item_id) do update set branch_id = excluded.branch_id, since = excluded.since`
export const unseekItem = (item_id: string): Query =>
  sql`delete from circulation.transit_search where item_id = ${item_id}`

/**
 * Whoever waited for it waits on, in their place of the queue; also somebody whom this desk may not see. A hold that
 * ended meanwhile stays ended.
 */
export const waitOn = (t: Pick<TransitFacts, 'item_id' | 'hold_id' | 'hold_state'>, at: string): Query[] =>
  t.hold_id === null || !(t.hold_state === null || t.hold_state === 'in_transit')
    ? []
    : [sql`select circulation.move_hold(${t.hold_id}, ${t.item_id}, 'waiting', null, ${at}, null)`]

/** Lost on its way: it travels for nobody any more; where it was seen last stays. */
export const travelForNobody = (item_id: string): Query =>
  sql`update circulation.item_status set hold_id = null where item_id = ${item_id} and status = 'in_transit'`
