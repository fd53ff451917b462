import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** A hold as the contract shows it. Its place counts whoever waits longer for the same title, as far as scope reaches. */
export const holdRow = sql`
  h.hold_id, h.title_id, t.title, t.author, t.material, h.state, h.placed_at, h.pickup_branch_id, b.name as pickup_branch, h.hold_code, h.ready_until,
  case when h.state = 'waiting' then 1 + (select count(*)::integer from circulation.hold o where o.title_id = h.title_id and o.state = 'waiting'
       and (o.placed_at, o.hold_id) < (h.placed_at, h.hold_id)) end as place,
  (select count(*)::integer from circulation.hold o where o.title_id = h.title_id and o.state = 'waiting') as waiting`
export const holdQuery = (where: Query): Query => sql`
  select ${holdRow} from circulation.hold h join cataloguing.title t on t.title_id = h.title_id
    join organisation.branch b on b.branch_id = h.pickup_branch_id where ${where} order by h.placed_at, h.hold_id limit 200`

/** What reserving hangs on: the title's items within reach, and what the patron already has. */
export const HoldFacts = Type.Object({
  title_id: Nullable(Id),
  epoch: Type.String(),
  item_types: Type.Array(Type.String()),
  items: Type.Integer(),
  on_shelf_here: Type.Integer(),
  reachable: Type.Boolean(),
  has_hold: Type.Boolean(),
  has_loan: Type.Boolean(),
  open_holds: Type.Integer(),
  next_hold_id: Id,
  patron_day: Nullable(Day),
})
export type HoldFacts = Type.Static<typeof HoldFacts>

export const lockTitleQueue = (title_id: string): Query =>
  sql`select pg_advisory_xact_lock(7, (${title_id}::bigint % 2147483647)::integer)`

export const holdFacts = (
  ctx: StaffCtx,
  ask: { patron_id: string; title_id: string; pickup_branch_id: string },
): Query => sql`
  with patron as (select p.patron_id, p.library_id from patrons.patron p where p.patron_id = ${ask.patron_id}),
  reach as (
    select i.item_id, i.item_type, i.branch_id, coalesce(s.status, 'available') as status
      from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
     where i.title_id = ${ask.title_id} and i.state in ('in_use', 'on_order') and i.loanable
       and i.library_id = any (select unnest(organisation.linked(p.library_id, false)) from patron p)
  )
  select (select t.title_id from cataloguing.title t where t.title_id = ${ask.title_id} and t.state = 'in_use') as title_id,
    (select l.epoch from organisation.library l where l.library_id = ${ctx.actor.library_id}) as epoch,
    coalesce((select array_agg(distinct item_type) from reach), '{}') as item_types,
    (select count(*)::integer from reach) as items,
    (select count(*)::integer from reach where branch_id = ${ctx.actor.branch_id} and status = 'available') as on_shelf_here,
    exists (select from organisation.branch b, patron p where b.branch_id = ${ask.pickup_branch_id}
       and b.library_id = any (organisation.linked(p.library_id, false))
       and exists (select from inventory.item i where i.title_id = ${ask.title_id} and i.state in ('in_use', 'on_order')
             and (i.library_id = b.library_id or i.library_id = any (organisation.linked(b.library_id, true))))) as reachable,
    exists (select from circulation.hold h where h.patron_id = ${ask.patron_id} and h.title_id = ${ask.title_id} and h.closed_at is null) as has_hold,
    exists (select from circulation.loan l where l.patron_id = ${ask.patron_id} and l.title_id = ${ask.title_id} and l.returned_at is null) as has_loan,
    (select count(*)::integer from circulation.hold h where h.patron_id = ${ask.patron_id} and h.closed_at is null) as open_holds,
    nextval('circulation.hold_hold_id_seq')::text as next_hold_id, null::text as patron_day`

export const insertHold = (
  ctx: StaffCtx,
  h: {
    hold_id: string
    library_id: string
    patron_id: string
    title_id: string
    pickup_branch_id: string
    at: string
  },
): Query => sql`
  insert into circulation.hold (hold_id, library_id, patron_id, title_id, pickup_branch_id, state, placed_at, placed_by)
  overriding system value
  values (${h.hold_id}, ${h.library_id}, ${h.patron_id}, ${h.title_id}, ${h.pickup_branch_id}, 'waiting', ${h.at}, ${ctx.actor.staff_id})`

/** A hold with the patron's frozen facts and the item that it has caught. */
export const OpenHold = Type.Object({
  hold_id: Id,
  state: Type.String(),
  title_id: Id,
  item_id: Nullable(Id),
  hold_code: Nullable(Type.String()),
  ready_until: Nullable(Day),
  person: Type.Object({
    patron_id: Id,
    library_id: Id,
    membership_type: Type.String(),
    birth_on: Nullable(Type.String()),
    gender: Type.String(),
    postcode: Nullable(Type.String()),
    keep_history: Type.Boolean(),
  }),
})
export const openHoldFacts = (hold_id: string): Query => sql`
  select h.hold_id, h.state, h.title_id, h.item_id, h.hold_code, h.ready_until,
    json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
      'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode, 'keep_history', p.keep_history) as person
    from circulation.hold h join patrons.patron p on p.patron_id = h.patron_id where h.hold_id = ${hold_id}`
export const lockHoldItem = (hold_id: string): Query =>
  sql`select i.item_id from inventory.item i where i.item_id = (select h.item_id from circulation.hold h where h.hold_id = ${hold_id}) for no key update`
export const lockQueueOfHold = (hold_id: string): Query =>
  sql`select pg_advisory_xact_lock(7, (h.title_id % 2147483647)::integer) from circulation.hold h where h.hold_id = ${hold_id}`

/** Closes a hold. Its item keeps its place on the shelf or on its way; the next scan sends it on. */
export const endHold = (ctx: StaffCtx, of: { hold_id: string; as: 'cancelled' | 'expired' }): Query => sql`
  update circulation.hold set state = ${of.as}, closed_at = ${ctx.now.toString()}, closed_by = ${ctx.actor.staff_id}
   where hold_id = ${of.hold_id} and closed_at is null`

export const holdById = (hold_id: string): Query => holdQuery(sql`h.hold_id = ${hold_id}`)
export const openHoldsOf = (patron_id: string): Query =>
  holdQuery(sql`h.patron_id = ${patron_id} and h.closed_at is null`)
/** The patron of a hold, as a condition on `p`. */
export const patronOfHold = (hold_id: string): Query =>
  sql`p.patron_id = (select h.patron_id from circulation.hold h where h.hold_id = ${hold_id})`
