import { Id, Instant } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../../patrons/index.ts'

/** Whether a receipt can go to a patron now. */
export const Reach = Type.Object({
  library_id: Id,
  has_email: Type.Boolean(),
  restricted: Type.Boolean(),
  runs: Type.Boolean(),
})
export const reachQuery = (patron_id: string, today: string): Query => sql`
  select p.library_id, p.email is not null and not p.deceased as has_email, ${restrictedFor('functional')} as restricted,
         organisation.coupling_runs('mail', ${today}::date) as runs
    from patrons.patron p where p.patron_id = ${patron_id}`

export const Planned = Type.Object({ message_id: Id, not_before: Instant })
/**
 * Plans the receipt of a visit, one row of `Planned`. Asked again while the first still waits, that one grows until now: a visit has one
 * receipt, unless an earlier one already left.
 */
export const planReceipt = (of: {
  readonly library_id: string
  readonly patron_id: string
  readonly branch_id: string
  readonly since: string
  readonly now: string
  readonly not_before: string
  readonly command_id: string
}): Query => sql`
  with grown as (
    update messaging.message set until_at = ${of.now}::timestamptz, not_before = ${of.not_before}::timestamptz
     where patron_id = ${of.patron_id} and kind = 'receipt' and since_at = ${of.since} and state = 'planned' and claimed_at is null
    returning message_id, not_before),
  made as (
    insert into messaging.message (library_id, patron_id, kind, since_at, until_at, branch_id, channel, planned_at, not_before, state, once)
    select ${of.library_id}::bigint, ${of.patron_id}::bigint, 'receipt', ${of.since}::timestamptz, ${of.now}::timestamptz, ${of.branch_id}::bigint,
           'email', ${of.now}::timestamptz, ${of.not_before}::timestamptz, 'planned', 'receipt ' || ${of.command_id}::text
     where not exists (select from grown)
    returning message_id, not_before)
  select message_id, base.iso(not_before) as not_before from grown union all select message_id, base.iso(not_before) from made`
