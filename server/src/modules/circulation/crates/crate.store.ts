import { CrateItem, CrateTrip, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** A crate and its trip as deciding needs them; `trip` is null while the crate is free. */
export const CrateFacts = Type.Object({
  crate_id: Id,
  code: Type.String(),
  to_branch_id: Nullable(Id),
  trip: Nullable(
    Type.Object({
      trip_id: Id,
      state: Type.Union([
        Type.Literal('open'),
        Type.Literal('sent'),
        Type.Literal('receiving'),
        Type.Literal('received'),
      ]),
      from_branch_id: Id,
      from_branch: Type.String(),
      to_branch_id: Id,
      to_branch: Type.String(),
      items: Type.Integer(),
    }),
  ),
})
export type CrateFacts = Type.Static<typeof CrateFacts>

/** Crates of the libraries that items are carried between. */
const near = (ctx: StaffCtx): Query =>
  sql`c.library_id = any ((select organisation.linked(${ctx.actor.library_id}, true))::bigint[])`

const liveTrip = sql`(select json_build_object('trip_id', t.trip_id::text, 'state', t.state, 'from_branch_id', t.from_branch_id::text,
    'from_branch', fb.name, 'to_branch_id', t.to_branch_id::text, 'to_branch', tb.name,
    'items', (select count(*) from circulation.crate_item ci where ci.trip_id = t.trip_id))
   from circulation.crate_trip t join organisation.branch fb on fb.branch_id = t.from_branch_id
   join organisation.branch tb on tb.branch_id = t.to_branch_id where t.crate_id = c.crate_id and t.state <> 'received')`

/** The crate that a code names, as JSON in one value; that of the own library where two have the same code. */
export const crateByCode = (ctx: StaffCtx, code: string): Query => sql`
  (select json_build_object('crate_id', c.crate_id::text, 'code', c.code, 'to_branch_id', c.to_branch_id::text, 'trip', ${liveTrip})
     from circulation.crate c where c.code = ${code} and ${near(ctx)} order by c.library_id <> ${ctx.actor.library_id} limit 1)`

export const crateById = (ctx: StaffCtx, crate_id: string): Query => sql`
  select c.crate_id, c.code, c.to_branch_id, ${liveTrip} as trip from circulation.crate c where c.crate_id = ${crate_id} and ${near(ctx)}`
export const crateOfTrip = (ctx: StaffCtx, trip_id: string): Query => sql`
  select c.crate_id, c.code, c.to_branch_id, ${liveTrip} as trip from circulation.crate c
   where c.crate_id = (select t.crate_id from circulation.crate_trip t where t.trip_id = ${trip_id}) and ${near(ctx)}`
export const crateFacts = (rows: readonly Row[] | undefined): CrateFacts | null =>
  oneOf(CrateFacts, rows ?? [])

/** One desk at a time decides about a crate. */
export const lockCrate = (crate_id: string): Query =>
  sql`select c.crate_id from circulation.crate c where c.crate_id = ${crate_id} for no key update`
export const lockCrateOfTrip = (trip_id: string): Query =>
  sql`select c.crate_id from circulation.crate c
       where c.crate_id = (select t.crate_id from circulation.crate_trip t where t.trip_id = ${trip_id}) for no key update`

/** Branches to which a crate of this branch can go. */
export const reachable = (ctx: StaffCtx): Query => sql`
  select b.branch_id, b.name, l.name as library_name from organisation.branch b join organisation.library l on l.library_id = b.library_id
   where b.library_id = any ((select organisation.linked(${ctx.actor.library_id}, true))::bigint[]) and b.branch_id <> ${ctx.actor.branch_id}
   order by b.library_id <> ${ctx.actor.library_id}, l.name, b.name`
export const Reachable = Type.Object({
  branch_id: Id,
  name: Type.String(),
  library_name: Type.String(),
})

const status = sql`case when i.state <> 'in_use' then i.state else coalesce(s.status, 'available') end`
/** A trip as the screens show it; what is missing is listed once it is received. */
const tripRow = sql`
  select t.trip_id, c.crate_id, c.code, t.state, t.from_branch_id, fb.name as from_branch, t.to_branch_id, tb.name as to_branch,
         n.items, n.unpacked, base.iso(coalesce(t.emptied_at, t.received_at, t.sent_at, t.opened_at)) as since,
         case when t.state in ('receiving', 'received') then coalesce((
           select json_agg(json_build_object('item_id', i.item_id::text, 'title', ti.title, 'language', ti.language, 'barcode', i.barcode, 'status', ${status}) order by ti.title)
             from circulation.crate_item ci join inventory.item i on i.item_id = ci.item_id join cataloguing.title ti on ti.title_id = i.title_id
             left join circulation.item_status s on s.item_id = i.item_id
            where ci.trip_id = t.trip_id and ci.unpacked_at is null), '[]') else '[]' end as missing
    from circulation.crate_trip t join circulation.crate c on c.crate_id = t.crate_id
    join organisation.branch fb on fb.branch_id = t.from_branch_id join organisation.branch tb on tb.branch_id = t.to_branch_id
    cross join lateral (select count(*)::integer as items, count(ci.unpacked_at)::integer as unpacked
                          from circulation.crate_item ci where ci.trip_id = t.trip_id) n`
export const tripQuery = (trip_id: string): Query => sql`${tripRow} where t.trip_id = ${trip_id}`
export const tripOf = (rows: readonly Row[] | undefined): CrateTrip | null => oneOf(CrateTrip, rows ?? [])

/** A trip that this branch sends or gets. */
export const ownTrip = (ctx: StaffCtx, trip_id: string): Query =>
  sql`${tripRow} where t.trip_id = ${trip_id} and ${ctx.actor.branch_id} in (t.from_branch_id, t.to_branch_id)`
export const tripsHere = (ctx: StaffCtx): Query => sql`
  ${tripRow} where t.state <> 'received' and ${ctx.actor.branch_id} in (t.from_branch_id, t.to_branch_id) order by t.opened_at limit 500`
export const freeCrates = (ctx: StaffCtx): Query => sql`
  select c.crate_id, c.code, c.to_branch_id, b.name as to_branch from circulation.crate c
    left join organisation.branch b on b.branch_id = c.to_branch_id
   where c.library_id = ${ctx.actor.library_id}
     and not exists (select from circulation.crate_trip t where t.crate_id = c.crate_id and t.state <> 'received') order by c.code limit 500`
export const crateRow = (crate_id: string): Query => sql`
  select c.crate_id, c.code, c.to_branch_id, b.name as to_branch from circulation.crate c
    left join organisation.branch b on b.branch_id = c.to_branch_id where c.crate_id = ${crate_id}`
export const itemsOfTrip = (trip_id: string): Query => sql`
  select i.item_id, ti.title, ti.language, i.barcode, ${status} as status
    from circulation.crate_item ci join inventory.item i on i.item_id = ci.item_id join cataloguing.title ti on ti.title_id = i.title_id
    left join circulation.item_status s on s.item_id = i.item_id
   where ci.trip_id = ${trip_id} order by ti.title, i.barcode`
export { CrateItem }

/** How many crates come to a branch, for the counter of the day. */
export const cratesToReceive = (branch_id: string): Query =>
  sql`select count(*)::integer as count from circulation.crate_trip t where t.to_branch_id = ${branch_id} and t.state in ('sent', 'receiving')`
