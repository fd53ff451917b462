import { Hold, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** All titles that would fill a hold, as an array; `h` is the hold. */
export const titlesOf = sql`array(select h.title_id union select x.title_id from circulation.hold_title x where x.hold_id = h.hold_id)`

/**
 * Why no item can ever fill a waiting hold, or null when one can: nothing within reach, the one item that was asked
 * for is gone, or everything is. `h` is the hold, `pb` its pickup branch.
 */
export const hopelessOf = sql`(
  select case when r.usable > 0 then null when h.wanted_item_id is not null then 'item_gone' when r.items = 0 then 'no_items'
              when r.kept > 0 then 'not_loanable' else 'all_gone' end
    from (select count(*) as items, count(*) filter (where i.state in ('in_use', 'on_order') and i.loanable) as usable,
                 count(*) filter (where i.state = 'in_use' and not i.loanable) as kept
            from inventory.item i
           where i.title_id = any (${titlesOf}) and (h.wanted_item_id is null or i.item_id = h.wanted_item_id)
             and i.library_id = any (organisation.linked(h.library_id, false))
             and (i.library_id = pb.library_id or i.library_id = any (organisation.linked(pb.library_id, true)))) r)`

const { estimate: _, ...shown } = Hold.properties
/** A hold as the contract shows it, but for the estimate, which is made of more than one row. */
export const HoldRow = Type.Object({ ...shown, library_id: Id, item_id: Nullable(Id) })
export type HoldRow = Type.Static<typeof HoldRow>

/** Its place counts everyone who waits before it for the same items, also whom this session may not see. */
export const holdQuery = (where: Query, day: Day): Query => sql`
  select h.hold_id, h.library_id, h.item_id, h.title_id, t.title, t.author, t.material, t.language, h.state, h.placed_at, h.pickup_branch_id, pb.name as pickup_branch,
         p.place, coalesce(p.waiting, 0) as waiting, h.hold_code, h.ready_until, h.source, h.suspended_until, h.expires_on, h.ibl_until,
         h.placing_cents, h.pickup_cents, h.not_collected_cents, h.ibl_cents,
         coalesce((select json_agg(json_build_object('title_id', o.title_id::text, 'title', o.title) order by o.title, o.title_id)
                     from circulation.hold_title x join cataloguing.title o on o.title_id = x.title_id where x.hold_id = h.hold_id), '[]') as also,
         (select json_build_object('item_id', i.item_id::text, 'barcode', i.barcode, 'branch', b.name)
            from inventory.item i join organisation.branch b on b.branch_id = i.branch_id where i.item_id = h.wanted_item_id) as wanted,
         h.after_hold_id is not null and exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null) as after_open,
         case when h.state = 'waiting' then ${hopelessOf} end as hopeless
    from circulation.hold h join cataloguing.title t on t.title_id = h.title_id
    join organisation.branch pb on pb.branch_id = h.pickup_branch_id
    left join lateral circulation.hold_place(h.hold_id, ${day}) p on h.state = 'waiting'
   where ${where} order by h.placed_at, h.hold_id limit 200`

export const holdById = (hold_id: string, day: Day): Query => holdQuery(sql`h.hold_id = ${hold_id}`, day)
export const holdsById = (hold_ids: readonly string[], day: Day): Query =>
  holdQuery(sql`h.hold_id = any (${hold_ids}::bigint[])`, day)
export const openHoldsOf = (patron_id: string, day: Day): Query =>
  holdQuery(sql`h.patron_id = ${patron_id} and h.closed_at is null`, day)

/** The patron of a hold, as a condition on `p`. */
export const patronOfHold = (hold_id: string): Query =>
  sql`p.patron_id = (select h.patron_id from circulation.hold h where h.hold_id = ${hold_id})`

/** Waits for whoever decides about the queues of these titles, always in the same order. */
export const lockQueues = (title_ids: readonly string[]): Query => sql`
  select pg_advisory_xact_lock(7, k) from (
    select distinct (t % 2147483647)::integer as k from unnest(${title_ids}::bigint[]) t order by 1) keys`
export const lockQueuesOfHold = (hold_id: string): Query => sql`
  select pg_advisory_xact_lock(7, k) from (
    select distinct (t % 2147483647)::integer as k
      from circulation.hold h, unnest(${titlesOf}) t where h.hold_id = ${hold_id} order by 1) keys`
export const lockItemOfHold = (hold_id: string): Query =>
  sql`select i.item_id from inventory.item i
       where i.item_id = (select h.item_id from circulation.hold h where h.hold_id = ${hold_id}) for no key update`
