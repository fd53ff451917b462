import { Cents, Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What is known of a record, as the rules of retention ask it. */
export const LifeRow = Type.Object({
  patron_id: Id,
  person_id: Nullable(Id),
  family_name: Type.String(),
  given_name: Type.String(),
  member_until: Nullable(Day),
  last_return_on: Nullable(Day),
  last_hold_closed_on: Nullable(Day),
  last_settled_on: Nullable(Day),
  open_loans: Type.Integer(),
  open_holds: Type.Integer(),
  balance_cents: Cents,
  /** What stands on charges alone; more than the balance where there is credit beside it. */
  charges_cents: Cents,
  deposit_cents: Cents,
  open_claims: Type.Integer(),
  blocks: Type.Array(Type.Object({ reason: Type.String(), since: Day, until: Nullable(Day) })),
  merge_until: Nullable(Day),
  restricted_since: Nullable(Day),
})
export type LifeRow = Static<typeof LifeRow>

const day = (at: Query): Query => sql`(${at} at time zone 'Europe/Brussels')::date`

/** Lines of the ledger of the patron around it. */
const lines = sql`finance.account a join finance.entry e on e.account_id = a.account_id where a.library_id = p.library_id and a.patron_id = p.patron_id`

/** Held of deposits: received by any method or settled with credit, less what went back. */
const deposits = sql`
  select greatest(0, coalesce(-sum(l.amount_cents) filter (where coalesce(r.kind, l.kind) in ('payment', 'payout')
           or coalesce(r.reason, l.reason) = 'credit_used'), 0))::integer
    from finance.account a join finance.entry c on c.account_id = a.account_id and c.kind = 'charge' and c.charge_kind = 'deposit'
    left join finance.entry l on l.charge_id = c.entry_id
    left join finance.entry r on r.entry_id = l.reverses
   where a.library_id = p.library_id and a.patron_id = p.patron_id`

/**
 * The facts of records `p`, one row a record. Each part is found by an index on the patron: a run asks this of those only
 * whose membership ended two years ago.
 */
export const livesOf = (which: Query): Query => sql`
  select p.patron_id, p.person_id, p.family_name, p.given_name, p.member_until,
    greatest((select max(l.returned_on) from circulation.loan l where l.patron_id = p.patron_id and l.returned_at is not null),
             (select max(c.on_day) from circulation.last_closed c where c.patron_id = p.patron_id)) as last_return_on,
    (select max(${day(sql`h.closed_at`)}) from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is not null) as last_hold_closed_on,
    (select max(e.on_day) from ${lines}) as last_settled_on,
    (select count(*)::integer from circulation.loan l where l.patron_id = p.patron_id and l.returned_at is null) as open_loans,
    (select count(*)::integer from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null) as open_holds,
    (select coalesce(sum(e.amount_cents), 0)::integer from ${lines}) as balance_cents,
    (select coalesce(sum(e.amount_cents + coalesce((select sum(s.amount_cents) from finance.entry s where s.charge_id = e.entry_id), 0)), 0)::integer
       from ${lines} and e.kind = 'charge') as charges_cents,
    (${deposits}) as deposit_cents,
    (select count(*)::integer from circulation.loan l join circulation.claim c on c.loan_id = l.loan_id and c.ended_at is null
      where l.patron_id = p.patron_id) as open_claims,
    coalesce((select json_agg(json_build_object('reason', b.reason, 'since', b.since, 'until', b.until) order by b.since)
       from patrons.block b where b.patron_id = p.patron_id and b.lifted_at is null), '[]') as blocks,
    (select max(m.undo_until) from patrons.merge m where m.library_id = p.library_id and m.ended is null
        and (m.kept_id = p.patron_id or m.gone_id = p.patron_id)) as merge_until,
    -- A limit that somebody asked for keeps their data where they are (AVG art. 18(1)); against a purpose alone it does not.
    (select min(${day(sql`r.from_at`)}) from privacy.restriction r
      where r.patron_id = p.patron_id and r.lifted_at is null and r.cause = 'request') as restricted_since
    from patrons.patron p where ${which}`

/** Records of the own library whose membership ended so long ago that the term may be over, from the oldest end on. */
export const endedPage = (of: {
  readonly library_id: string
  readonly until: string
  readonly after_on: string | null
  readonly after_id: string
  readonly most: number
}): Query => sql`p.patron_id in (
    select x.patron_id from patrons.patron x
     where x.library_id = ${of.library_id} and x.member_until <= ${of.until} and x.merged_into is null
       and (x.member_until, x.patron_id) > (${of.after_on ?? '-infinity'}::date, ${of.after_id}::bigint)
     order by x.member_until, x.patron_id limit ${of.most})
   order by p.member_until, p.patron_id`

export const theseRecords = (patron_ids: readonly string[]): Query =>
  sql`p.patron_id = any (${patron_ids}::bigint[]) and p.merged_into is null order by p.patron_id`

/** Held by whoever decides about them, in one order, so that desk and run never wait in a ring. */
export const lockRecords = (patron_ids: readonly string[]): Query =>
  sql`select patron_id from patrons.patron where patron_id = any (${patron_ids}::bigint[]) order by patron_id for update`
