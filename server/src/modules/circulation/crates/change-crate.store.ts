import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** The next code of the own branch: `BAK-2001-03`. A crate keeps its code: it is on paper. */
export const nextCrateCode = (ctx: StaffCtx, to_branch_id: string | null): Query => sql`
  select 'BAK-' || b.code || '-' || lpad((1 + coalesce((
           select max(substring(c.code from '[0-9]+$')::integer) from circulation.crate c
            where c.library_id = ${ctx.actor.library_id} and c.code ~ ('^BAK-' || b.code || '-[0-9]{1,6}$')), 0))::text, 2, '0') as code
    from organisation.branch b where b.branch_id = coalesce(${to_branch_id}::bigint, ${ctx.actor.branch_id}::bigint)`
/** One at a time numbers the crates of a library. */
export const lockCrates = (ctx: StaffCtx): Query =>
  sql`select pg_advisory_xact_lock(10, (${ctx.actor.library_id}::bigint % 2147483647)::integer)`
export const crateCodeUsed = (ctx: StaffCtx, code: string): Query =>
  sql`select c.crate_id from circulation.crate c where c.library_id = ${ctx.actor.library_id} and c.code = ${code}`
export const insertCrate = (ctx: StaffCtx, code: string, to_branch_id: string | null): Query => sql`
  insert into circulation.crate (library_id, code, to_branch_id) values (${ctx.actor.library_id}, ${code}, ${to_branch_id}) returning crate_id`

export const nextTripId = sql`select nextval('circulation.crate_trip_trip_id_seq')::text as trip_id`
export const openTrip = (t: {
  trip_id: string
  crate_id: string
  from: string
  to: string
  at: string
}): Query => sql`
  insert into circulation.crate_trip (trip_id, crate_id, from_branch_id, to_branch_id, state, opened_at) overriding system value
  values (${t.trip_id}, ${t.crate_id}, ${t.from}, ${t.to}, 'open', ${t.at})`
export const sendTrip = (trip_id: string, at: string): Query =>
  sql`update circulation.crate_trip set state = 'sent', sent_at = ${at} where trip_id = ${trip_id} and state = 'open'`
export const receiveTrip = (trip_id: string, at: string): Query =>
  sql`update circulation.crate_trip set state = 'receiving', received_at = ${at} where trip_id = ${trip_id} and state = 'sent'`
export const emptyTrip = (trip_id: string, at: string): Query =>
  sql`update circulation.crate_trip set state = 'received', emptied_at = ${at} where trip_id = ${trip_id} and state = 'receiving'`

/** Puts an item into a crate; whatever crate it lay in before, it does no longer. */
export const packItem = (trip_id: string, item_id: string, at: string): Query => sql`
  with before as (
    update circulation.crate_item set unpacked_at = ${at} where item_id = ${item_id} and unpacked_at is null and trip_id <> ${trip_id}
  )
  insert into circulation.crate_item (trip_id, item_id, packed_at) values (${trip_id}, ${item_id}, ${at})
  on conflict (trip_id, item_id) do update set packed_at = excluded.packed_at, unpacked_at = null`
/** An item that arrived is out of its crate. */
export const unpackItem = (item_id: string, at: string): Query => sql`
  update circulation.crate_item ci set unpacked_at = ${at} from circulation.crate_trip t
   where ci.item_id = ${item_id} and ci.unpacked_at is null and t.trip_id = ci.trip_id and t.state <> 'open'`

/** The way back of each. */
export const dropTrip = (trip_id: string): Query =>
  sql`delete from circulation.crate_trip where trip_id = ${trip_id} and state = 'open'`
export const reopenTrip = (trip_id: string): Query =>
  sql`update circulation.crate_trip set state = 'open', sent_at = null where trip_id = ${trip_id} and state = 'sent'`
export const unreceiveTrip = (trip_id: string): Query =>
  sql`update circulation.crate_trip set state = 'sent', received_at = null where trip_id = ${trip_id} and state = 'receiving'`
export const unemptyTrip = (trip_id: string): Query =>
  sql`update circulation.crate_trip set state = 'receiving', emptied_at = null where trip_id = ${trip_id} and state = 'received'`
export const takeOut = (trip_id: string, item_id: string): Query =>
  sql`delete from circulation.crate_item where trip_id = ${trip_id} and item_id = ${item_id}`
export const putBackIn = (item_id: string, at: string): Query =>
  sql`update circulation.crate_item set unpacked_at = null where item_id = ${item_id} and unpacked_at = ${at}`
