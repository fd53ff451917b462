import { BirthOn, Day, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { Fee, Offer, Term } from './membership.rules.ts'

/** What the kind of a membership is derived from, and how the record stands; one row, or none out of scope. */
export const TariffRow = Type.Object({
  birth_on: Nullable(BirthOn),
  postcode: Nullable(Type.String()),
  category: Nullable(Type.String()),
  social_until: Nullable(Day),
  membership_type: Type.String(),
  member_until: Nullable(Day),
  end_reason: Nullable(Type.String()),
  deceased: Type.Boolean(),
})
export const tariffQuery = (patron_id: string): Query =>
  sql`select birth_on, postcode, category, social_until, membership_type, member_until, end_reason, deceased
        from patrons.patron where patron_id = ${patron_id}`

export const Covered = Type.Object({ covered: Type.Boolean() })
/** Whether the fee of this patron of the own library was paid in an agreement that shares it: one bit. */
export const coveredQuery = (patron_id: string): Query =>
  sql`select patrons.fee_covered(${patron_id}) as covered`

/** The record's membership and the row that remembers it, in one statement. A said end is void then. */
export const renewTo = (
  ctx: StaffCtx,
  patron_id: string,
  next: { readonly offer: Offer; readonly term: Term; readonly fee: Fee },
): Query =>
  sql`
    with changed as (
      update patrons.patron set membership_type = ${next.offer.type}, member_until = ${next.term.ends_on},
             end_reason = null, end_said_on = null, end_before = null, end_events = '{}'
       where patron_id = ${patron_id} returning patron_id, library_id)
    insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, fee_because, made_at, made_by)
    select library_id, patron_id, ${next.offer.type}, ${next.term.starts_on}::date, ${next.term.ends_on}::date,
           ${next.fee.fee_cents}::integer, ${next.fee.fee_because}, ${ctx.now.toString()}::timestamptz, ${ctx.actor.staff_id}::bigint
      from changed`

/** What a membership that was just made turned out to cost. */
export const setFee = (patron_id: string, fee: Fee): Query =>
  sql`update patrons.membership set fee_cents = ${fee.fee_cents}, fee_because = ${fee.fee_because} where patron_id = ${patron_id}`

export interface End {
  readonly until: string | null
  readonly reason: string
  readonly said_on: string
  readonly before: string | null
  /** The desk events that ended what ends with it. */
  readonly event_ids: readonly string[]
}
export const endTo = (patron_id: string, end: End): Query =>
  sql`update patrons.patron set member_until = ${end.until}, end_reason = ${end.reason}, end_said_on = ${end.said_on}, end_before = ${end.before},
         end_events = ${end.event_ids}::uuid[]
       where patron_id = ${patron_id}`
export const unend = (patron_id: string): Query =>
  sql`update patrons.patron set member_until = end_before, end_reason = null, end_said_on = null, end_before = null, end_events = '{}'
       where patron_id = ${patron_id} and end_reason is not null`

export const setTariffQuery = (
  patron_id: string,
  to: {
    readonly category?: string | null
    readonly social_until: string | null
    readonly proof: 'uitpas' | 'paper'
  },
): Query =>
  sql`update patrons.patron
         set category = case when ${to.category !== undefined} then ${to.category ?? null} else category end,
             social_until = ${to.social_until}::date, social_proof = case when ${to.social_until}::date is null then null else ${to.proof} end
       where patron_id = ${patron_id}`

export const EndEvents = Type.Object({ end_events: Type.Array(Type.String()) })
export const endEvents = (patron_id: string): Query =>
  sql`select end_events::text[] from patrons.patron where patron_id = ${patron_id}`
