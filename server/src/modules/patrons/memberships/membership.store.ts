import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { Offer, Term } from './membership.rules.ts'

/** The record's membership and the row that remembers it, in one statement. */
export const renewTo = (
  ctx: StaffCtx,
  patron_id: string,
  next: { readonly offer: Offer; readonly term: Term },
): Query =>
  sql`
    with changed as (
      update patrons.patron set membership_type = ${next.offer.type}, member_until = ${next.term.ends_on}
       where patron_id = ${patron_id} returning patron_id, library_id)
    insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, made_at, made_by)
    select library_id, patron_id, ${next.offer.type}, ${next.term.starts_on}::date, ${next.term.ends_on}::date,
           ${next.offer.fee_cents}::integer, ${ctx.now.toString()}::timestamptz, ${ctx.actor.staff_id}::bigint
      from changed`
