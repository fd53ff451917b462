import { type BulkFilters, Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { join, type Query, sql } from '../../../base/sql.ts'

/** A hold with what a change of many hangs on. */
export const ManyHold = Type.Object({
  hold_id: Id,
  patron_id: Id,
  title_id: Id,
  state: Type.String(),
  pickup_branch_id: Id,
  item_id: Nullable(Id),
  ready_until: Nullable(Day),
  /** The last day on which it waits; absent: for ever. */
  expires_on: Nullable(Day),
  closed: Type.Boolean(),
  /** It was charged for, or other libraries are asked for it: ending it is more than one row. */
  costs: Type.Boolean(),
  /** The library whose calendar counts at the pickup branch, and the moment of it. */
  pickup_library_id: Id,
  pickup_epoch: Type.String(),
  /** The item that it caught still lies or travels for it. */
  still_there: Type.Boolean(),
  /** The patron reserved the title again since. */
  again: Type.Boolean(),
  /** Another hold has its code on the shelf by now. */
  code_taken: Type.Boolean(),
  /** Whether the wanted pickup branch serves this patron; true where none is wanted. */
  reachable: Type.Boolean(),
})
export type ManyHold = Type.Static<typeof ManyHold>

export const manyHolds = (hold_ids: readonly string[], branch_id: string | null): Query => sql`
  select h.hold_id, h.patron_id, h.title_id, h.state, h.pickup_branch_id, h.item_id, h.ready_until, h.expires_on, h.closed_at is not null as closed,
    h.placing_cents > 0 or h.ibl_cents > 0 or h.ibl_until is not null as costs,
    pb.library_id as pickup_library_id, pl.epoch as pickup_epoch,
    exists (select from circulation.item_status s where s.item_id = h.item_id and s.hold_id = h.hold_id) as still_there,
    exists (select from circulation.hold o where o.library_id = h.library_id and o.patron_id = h.patron_id and o.title_id = h.title_id
              and o.hold_id <> h.hold_id and o.closed_at is null) as again,
    exists (select from circulation.hold o where o.pickup_branch_id = h.pickup_branch_id and o.hold_code = h.hold_code
              and o.hold_id <> h.hold_id and o.state = 'ready') as code_taken,
    ${branch_id}::bigint is null or exists (select from organisation.branch b where b.branch_id = ${branch_id}::bigint
      and b.library_id = any ((select organisation.scope())::bigint[])
      and (b.library_id = h.library_id or exists (select from inventory.item i where i.title_id = h.title_id and i.library_id = b.library_id)
           or pb.library_id = b.library_id)) as reachable
    from circulation.hold h join organisation.branch pb on pb.branch_id = h.pickup_branch_id
    join organisation.library pl on pl.library_id = pb.library_id
   where h.hold_id = any (${hold_ids}::bigint[])`

/** Holds that are picked up at the own branches, in the order in which they were placed. */
export function selectHolds(ctx: StaffCtx, kind: string, ask: { f: BulkFilters; most: number }): Query {
  const { f, most } = ask
  const where = [
    sql`h.closed_at is null`,
    sql`h.library_id = any ((select organisation.scope())::bigint[])`,
    sql`h.pickup_branch_id in (select b.branch_id from organisation.branch b where b.library_id = ${ctx.actor.library_id})`,
    ...(f.branch_id === undefined ? [] : [sql`h.pickup_branch_id = ${f.branch_id}`]),
    ...(f.state === undefined ? [] : [sql`h.state = ${f.state}`]),
    ...(kind === 'hold_off_closed' ? [sql`h.state = 'ready'`] : []),
    ...(f.from === undefined ? [] : [sql`coalesce(h.ready_until, h.expires_on) >= ${f.from}`]),
    ...(f.until === undefined ? [] : [sql`coalesce(h.ready_until, h.expires_on) <= ${f.until}`]),
    ...(f.membership_type === undefined
      ? []
      : [
          sql`exists (select from patrons.patron p where p.patron_id = h.patron_id and p.membership_type = ${f.membership_type})`,
        ]),
  ]
  return sql`select h.hold_id as subject_id from circulation.hold h where ${join(where, sql` and `)} order by h.placed_at, h.hold_id limit ${most}`
}

/** Barcodes of items that lie ready or travel for a hold. */
export const holdsByCodes = (codes: readonly string[]): Query => sql`
  select i.barcode as code, h.hold_id as subject_id from inventory.item i
    join circulation.hold h on h.item_id = i.item_id and h.state in ('in_transit', 'ready')
   where i.barcode = any (${codes}::text[]) and i.library_id = any ((select organisation.scope())::bigint[]) order by h.hold_id`

export const lockPatronsOfHolds = (hold_ids: readonly string[]): Query => sql`
  select p.patron_id from patrons.patron p
   where p.patron_id = any (array(select h.patron_id from circulation.hold h where h.hold_id = any (${hold_ids}::bigint[])))
   order by p.patron_id for no key update`
export const lockItemsOfHolds = (hold_ids: readonly string[]): Query => sql`
  select i.item_id from inventory.item i
   where i.item_id = any (array(select h.item_id from circulation.hold h where h.hold_id = any (${hold_ids}::bigint[])))
   order by i.item_id for no key update`
/** Queues in the order of their titles, as every desk takes one after its item. */
export const lockQueuesOfHolds = (hold_ids: readonly string[]): Query => sql`
  select pg_advisory_xact_lock(7, q.key) from (
    select distinct (h.title_id % 2147483647)::integer as key from circulation.hold h
     where h.hold_id = any (${hold_ids}::bigint[]) order by 1) q`
export const patronsOfHolds = (hold_ids: readonly string[]): Query =>
  sql`p.patron_id = any (array(select h.patron_id from circulation.hold h where h.hold_id = any (${hold_ids}::bigint[])))`

export interface HoldSet {
  readonly hold_id: string
  readonly state: string
  readonly pickup_branch_id: string
  readonly ready_until: string | null
  readonly expires_on: string | null
}

/** What holds become; a hold that is open again has no end any more. */
export const setHolds = (ctx: StaffCtx, rows: readonly HoldSet[]): Query => sql`
  update circulation.hold h
     set state = n.state, pickup_branch_id = n.pickup_branch_id, ready_until = n.ready_until, expires_on = n.expires_on,
         closed_because = case when n.state = 'cancelled' then 'cancelled' end,
         closed_at = case when n.state = 'cancelled' then ${ctx.now.toString()}::timestamptz end,
         closed_by = case when n.state = 'cancelled' then ${ctx.actor.staff_id}::bigint end
    from unnest(${rows.map(r => r.hold_id)}::bigint[], ${rows.map(r => r.state)}::text[], ${rows.map(r => r.pickup_branch_id)}::bigint[],
      ${rows.map(r => r.ready_until)}::date[], ${rows.map(r => r.expires_on)}::date[])
      as n(hold_id, state, pickup_branch_id, ready_until, expires_on)
   where h.hold_id = n.hold_id`
