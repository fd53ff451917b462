import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** What reserving hangs on: the items within reach of all titles that would do, and what the patron already has. */
export const HoldFacts = Type.Object({
  /** The titles asked for that are in use. */
  title_ids: Type.Array(Id),
  epoch: Type.String(),
  item_types: Type.Array(Type.String()),
  items: Type.Integer(),
  on_shelf_here: Type.Integer(),
  reachable: Type.Boolean(),
  /** Whether the one item asked for is of this title, within reach and may be lent; null: any item will do. */
  wanted_fits: Nullable(Type.Boolean()),
  /** Whether the hold that this one comes after is an open one of the same patron; null: none was named. */
  after_open: Nullable(Type.Boolean()),
  has_loan: Type.Boolean(),
  open_holds: Type.Integer(),
  holds_on_title: Type.Integer(),
  next_hold_id: Id,
  expiry_days: Nullable(Type.Integer()),
  patron_day: Nullable(Day),
})
export type HoldFacts = Type.Static<typeof HoldFacts>

/** What is asked: for whom, which titles, or which one item, and where it will be picked up. */
export interface Wish {
  readonly patron_id: string
  readonly title_id: string
  readonly also_title_ids?: readonly string[]
  readonly pickup_branch_id: string
  readonly item_id?: string
  readonly after_hold_id?: string
}
export const titlesAsked = (wish: Wish): string[] => [wish.title_id, ...(wish.also_title_ids ?? [])]

export const holdFacts = (ctx: StaffCtx, wish: Wish): Query => sql`
  with patron as (select p.patron_id, p.library_id from patrons.patron p where p.patron_id = ${wish.patron_id}),
  titles as materialized (select ${titlesAsked(wish)}::bigint[] as ids),
  reach as (
    select i.item_id, i.item_type, i.branch_id, i.library_id, coalesce(s.status, 'available') as status
      from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
     where i.title_id = any ((select ids from titles)::bigint[]) and i.state in ('in_use', 'on_order') and i.loanable
       and i.library_id = any (select unnest(organisation.linked(p.library_id, false)) from patron p)
       and (${wish.item_id ?? null}::bigint is null or i.item_id = ${wish.item_id ?? null})
  ),
  mine as (
    select h.hold_id, h.title_id, h.closed_at from circulation.hold h where h.patron_id = ${wish.patron_id} and h.closed_at is null
  )
  select coalesce((select array_agg(t.title_id::text) from cataloguing.title t
                    where t.title_id = any ((select ids from titles)::bigint[]) and t.state = 'in_use'), '{}') as title_ids,
    (select l.epoch from organisation.library l where l.library_id = ${ctx.actor.library_id}) as epoch,
    coalesce((select array_agg(distinct item_type) from reach), '{}') as item_types,
    (select count(*)::integer from reach) as items,
    (select count(*)::integer from reach where branch_id = ${ctx.actor.branch_id} and status = 'available') as on_shelf_here,
    exists (select from organisation.branch b, patron p where b.branch_id = ${wish.pickup_branch_id}
       and b.library_id = any (organisation.linked(p.library_id, false))
       and exists (select from reach r where r.library_id = b.library_id or r.library_id = any (organisation.linked(b.library_id, true)))) as reachable,
    case when ${wish.item_id ?? null}::bigint is not null then exists (select from reach r join inventory.item i on i.item_id = r.item_id
       where i.title_id = ${wish.title_id}) end as wanted_fits,
    case when ${wish.after_hold_id ?? null}::bigint is not null
      then exists (select from mine where hold_id = ${wish.after_hold_id ?? null}) end as after_open,
    exists (select from circulation.loan l where l.patron_id = ${wish.patron_id} and l.title_id = any ((select ids from titles)::bigint[])
       and l.returned_at is null) as has_loan,
    (select count(*)::integer from mine) as open_holds,
    (select count(*)::integer from mine m where m.title_id = any ((select ids from titles)::bigint[])
        or exists (select from circulation.hold_title x where x.hold_id = m.hold_id and x.title_id = any ((select ids from titles)::bigint[]))) as holds_on_title,
    nextval('circulation.hold_hold_id_seq')::text as next_hold_id, null::text as patron_day,
    (select (s.value #>> '{}')::integer from organisation.setting s
      where s.library_id = ${ctx.actor.library_id} and s.key = 'holds.expiry_days') as expiry_days`

export interface NewHold {
  readonly hold_id: string
  readonly library_id: string
  readonly at: string
  readonly expires_on: string
  readonly suspended_until: string | null
  readonly version_id: string
  readonly cost: {
    readonly placing_cents: number
    readonly pickup_cents: number
    readonly not_collected_cents: number
  }
}

/** The hold at the end of the queue of each of its titles. */
export const insertHold = (ctx: StaffCtx, wish: Wish, h: NewHold): Query => sql`
  with made as (
    insert into circulation.hold (hold_id, library_id, patron_id, title_id, pickup_branch_id, state, placed_at, placed_by, source,
      wanted_item_id, after_hold_id, suspended_until, expires_on, version_id, placing_cents, pickup_cents, not_collected_cents)
    overriding system value
    values (${h.hold_id}, ${h.library_id}, ${wish.patron_id}, ${wish.title_id}, ${wish.pickup_branch_id}, 'waiting', ${h.at}, ${ctx.actor.staff_id},
      ${ctx.source}, ${wish.item_id ?? null}, ${wish.after_hold_id ?? null}, ${h.suspended_until}, ${h.expires_on}, ${h.version_id},
      ${h.cost.placing_cents}, ${h.cost.pickup_cents}, ${h.cost.not_collected_cents})
    returning hold_id, library_id
  )
  insert into circulation.hold_title (hold_id, library_id, title_id)
  select m.hold_id, m.library_id, t from made m, unnest(${wish.also_title_ids ?? []}::bigint[]) t where t <> ${wish.title_id}::bigint`
