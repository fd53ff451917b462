import { Day, Id, IblPolicy, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { hopelessOf, titlesOf } from './hold.store.ts'

const IblRow = Type.Object({ ibl_id: Id, state: Type.String() })
/** A cost of the hold that stands on the account, and which one it is. */
const Cost = Type.Object({
  entry_id: Id,
  amount_cents: Type.Integer(),
  of: Type.Union([Type.Literal('placing'), Type.Literal('ibl'), Type.Literal('other')]),
})

/** Everything of a hold that a command may change: undoing puts back exactly this. */
export const Whole = Type.Object({
  state: Type.String(),
  item_id: Nullable(Id),
  hold_code: Nullable(Type.String()),
  ready_at: Nullable(Instant),
  ready_until: Nullable(Day),
  pickup_branch_id: Id,
  suspended_until: Nullable(Day),
  expires_on: Nullable(Day),
  ibl_until: Nullable(Day),
  ibl_cents: Type.Integer(),
  ibl: Type.Array(IblRow),
})
export type Whole = Type.Static<typeof Whole>

const FrozenPerson = Type.Object({
  patron_id: Id,
  library_id: Id,
  membership_type: Type.String(),
  birth_on: Nullable(Type.String()),
  gender: Type.String(),
  postcode: Nullable(Type.String()),
  keep_history: Type.Boolean(),
})

/** A hold with the patron's frozen facts, what it cost so far, and what the library does with costs and requests. */
export const OpenHold = Type.Object({
  hold_id: Id,
  title_id: Id,
  whole: Whole,
  person: FrozenPerson,
  /** The reader died. */
  deceased: Type.Boolean(),
  /** Until when a reader who registered on the internet has time to come; null for everyone else. */
  visit_until: Nullable(Day),
  costs: Type.Array(Cost),
  hopeless: Nullable(Type.String()),
  not_collected_cents: Type.Integer(),
  /** Whether the branch asked for can be reached by an item of its titles; null: none was asked for. */
  reachable: Nullable(Type.Boolean()),
  refund_placing: Nullable(Type.String()),
  ibl_policy: Nullable(IblPolicy),
})
export type OpenHold = Type.Static<typeof OpenHold>

const reversed = sql`exists (select from finance.entry r where r.reverses = e.entry_id)`
const ownSetting = (key: string): Query =>
  sql`(select s.value from organisation.setting s where s.library_id = (select organisation.own_library()) and s.key = ${key})`

export const openHoldFacts = (hold_id: string, pickup_branch_id: string | null = null): Query => sql`
  select h.hold_id, h.title_id, h.not_collected_cents,
    json_build_object('state', h.state, 'item_id', h.item_id::text, 'hold_code', h.hold_code, 'ready_at', base.iso(h.ready_at), 'ready_until', h.ready_until,
      'pickup_branch_id', h.pickup_branch_id::text, 'suspended_until', h.suspended_until, 'expires_on', h.expires_on,
      'ibl_until', h.ibl_until, 'ibl_cents', h.ibl_cents,
      'ibl', coalesce((select json_agg(json_build_object('ibl_id', r.ibl_id::text, 'state', r.state) order by r.ibl_id)
                         from circulation.ibl_request r where r.hold_id = h.hold_id and r.state in ('planned', 'asked')), '[]')) as whole,
    json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
      'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode, 'keep_history', p.keep_history) as person,
    p.deceased, (select o.visit_until from patrons.online_registration o where o.patron_id = p.patron_id) as visit_until,
    coalesce((select json_agg(json_build_object('entry_id', e.entry_id::text, 'amount_cents', e.amount_cents, 'of',
          case when e.at = h.placed_at then 'placing'
               when exists (select from circulation.ibl_request r where r.hold_id = h.hold_id and r.asked_at = e.at) then 'ibl' else 'other' end) order by e.entry_id)
        from finance.charge_about ca join finance.entry e on e.entry_id = ca.entry_id
       where ca.hold_id = h.hold_id and e.kind = 'charge' and not ${reversed}), '[]') as costs,
    case when h.state = 'waiting' then ${hopelessOf} end as hopeless,
    case when ${pickup_branch_id}::bigint is not null then exists (
      select from organisation.branch b where b.branch_id = ${pickup_branch_id} and b.library_id = any (organisation.linked(h.library_id, false))
         and exists (select from inventory.item i where i.title_id = any (${titlesOf}) and i.state in ('in_use', 'on_order') and i.loanable
               and (i.library_id = b.library_id or i.library_id = any (organisation.linked(b.library_id, true))))) end as reachable,
    ${ownSetting('holds.refund_placing')} #>> '{}' as refund_placing, ${ownSetting('holds.ibl')} as ibl_policy
    from circulation.hold h join patrons.patron p on p.patron_id = h.patron_id join organisation.branch pb on pb.branch_id = h.pickup_branch_id
   where h.hold_id = ${hold_id}`

/** Closes a hold. Its item keeps its place on the shelf or on its way; the next scan sends it on. */
export const endHold = (
  ctx: StaffCtx,
  of: { hold_id: string; as: 'cancelled' | 'expired'; because: string },
): Query => sql`
  update circulation.hold set state = ${of.as}, closed_at = ${ctx.now.toString()}, closed_by = ${ctx.actor.staff_id}, closed_because = ${of.because}
   where hold_id = ${of.hold_id} and closed_at is null`

/** What a command may set on an open hold; what is absent stays. */
export interface Change {
  readonly pickup_branch_id?: string
  readonly suspended_until?: Day | null
  readonly expires_on?: Day
}

/**
 * Changes an open hold. One that lies ready while its reader wants it elsewhere is on its way from then on: it keeps
 * its code, under which it is found on the shelf, and its term ends (B44).
 */
export const setHold = (hold_id: string, was: Whole, to: Change): Query => {
  const branch = to.pickup_branch_id ?? was.pickup_branch_id
  const leaves = was.state === 'ready' && branch !== was.pickup_branch_id
  const suspended = to.suspended_until === undefined ? was.suspended_until : to.suspended_until
  return sql`
    update circulation.hold set pickup_branch_id = ${branch}, suspended_until = ${suspended}, expires_on = ${to.expires_on ?? was.expires_on},
           state = ${leaves ? 'in_transit' : was.state}, ready_at = ${leaves ? null : was.ready_at}, ready_until = ${leaves ? null : was.ready_until}
     where hold_id = ${hold_id} and closed_at is null`
}

/** A hold goes back to exactly what it was; its place in the queue is that of the day it was placed. */
export const restoreWhole = (hold_id: string, was: Whole): Query[] => [
  sql`
  update circulation.hold set state = ${was.state}, item_id = ${was.item_id}, hold_code = ${was.hold_code}, ready_at = ${was.ready_at}, ready_until = ${was.ready_until},
         pickup_branch_id = ${was.pickup_branch_id}, suspended_until = ${was.suspended_until}, expires_on = ${was.expires_on},
         ibl_until = ${was.ibl_until}, ibl_cents = ${was.ibl_cents}, closed_at = null, closed_by = null, closed_because = null, loan_id = null
   where hold_id = ${hold_id}`,
  restoreIbl(hold_id, was),
]

/** Who was asked for an item is asked again. */
export const restoreIbl = (hold_id: string, was: Whole): Query => sql`
  update circulation.ibl_request r set state = coalesce(w.state, 'withdrawn')
    from circulation.ibl_request q left join json_to_recordset(${JSON.stringify(was.ibl)}::json) as w(ibl_id bigint, state text) on w.ibl_id = q.ibl_id
   where r.ibl_id = q.ibl_id and q.hold_id = ${hold_id} and (q.state in ('planned', 'asked') or w.state is not null)`

/** Whoever was still asked for an item is asked no more. */
export const closeIbl = (hold_id: string, as: 'withdrawn' | 'lapsed'): Query[] => [
  sql`update circulation.ibl_request set state = ${as} where hold_id = ${hold_id} and state in ('planned', 'asked')`,
  sql`update circulation.hold set ibl_until = null, ibl_cents = 0 where hold_id = ${hold_id}`,
]
