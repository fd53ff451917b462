import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What terms hang on: the item, and the patron as they are. One row for each item that was asked. */
export const MovedItemFacts = Type.Object({
  item_id: Id,
  library_id: Id,
  title_id: Id,
  branch_id: Id,
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  acquired_on: Nullable(Day),
  /** Lent already, or on a hold shelf or on its way. */
  away: Nullable(Type.String()),
})
export type MovedItemFacts = Type.Static<typeof MovedItemFacts>
export const movedItemFacts = (ids: readonly string[]): Query => sql`
  select i.item_id, i.library_id, i.title_id, i.branch_id, i.item_type, i.shelf, i.acquired_on,
         case when l.loan_id is not null then 'on_loan' when s.status is not null and s.status <> 'available' then s.status end as away
    from inventory.item i
    left join circulation.item_status s on s.item_id = i.item_id
    left join circulation.loan l on l.item_id = i.item_id and l.returned_at is null
   where i.item_id = any (${ids}::bigint[])`

export const MovedPatronFacts = Type.Object({
  patron_id: Id,
  membership_type: Type.String(),
  birth_on: Nullable(Type.String()),
  keep_history: Type.Boolean(),
})
export type MovedPatronFacts = Type.Static<typeof MovedPatronFacts>
export const movedPatronFacts = (ids: readonly string[]): Query => sql`
  select p.patron_id, p.membership_type, p.birth_on, p.keep_history from patrons.patron p where p.patron_id = any (${ids}::bigint[])`

export interface MovedLoanRow {
  readonly key: string
  readonly patron_id: string
  readonly item_id: string
  readonly item_library_id: string
  readonly title_id: string
  readonly item_type: string
  readonly branch_id: string
  readonly lent_at: string
  readonly due_on: string
  readonly renewals: number
  readonly terms_id: string
  readonly trace: object
  readonly returned_at: string | null
  readonly returned_on: string | null
}
const json = (rows: readonly object[]): string => JSON.stringify(rows)
const columns = sql`x(key text, id bigint, patron_id bigint, item_id bigint, item_library_id bigint, title_id bigint, item_type text, branch_id bigint,
    lent_at timestamptz, due_on date, renewals integer, terms_id bigint, trace jsonb, returned_at timestamptz, returned_on date)`

export const MadeLoan = Type.Object({ id: Id, key: Type.String() })
/** Loans with the day that the old system gave; items that are out stand so for everyone who looks for them. No event: this library lent nothing. */
export const insertMovedLoans = (library_id: string, rows: readonly MovedLoanRow[]): Query => sql`
  with x as materialized (
    select x.*, nextval('circulation.loan_loan_id_seq') as loan_id from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns}),
  loan as (
    insert into circulation.loan (loan_id, library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on,
      first_due_on, renewals, terms_id, trace, returned_at, returned_on, returned_branch_id, ended)
    overriding system value
    select x.loan_id, ${library_id}, x.patron_id, x.item_id, x.item_library_id, x.title_id, x.item_type, x.branch_id, x.lent_at, x.due_on,
           x.due_on, x.renewals, x.terms_id, x.trace, x.returned_at, x.returned_on,
           case when x.returned_at is not null then x.branch_id end, case when x.returned_at is not null then 'returned' end from x),
  status as (
    insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
    select x.item_id, 'on_loan', x.branch_id, x.loan_id, x.due_on, x.lent_at from x where x.returned_at is null
    on conflict (item_id) do update set status = 'on_loan', branch_id = excluded.branch_id, to_branch_id = null, loan_id = excluded.loan_id,
      hold_id = null, due_on = excluded.due_on, due_at = null, since = excluded.since)
  select x.loan_id as id, x.key from x`

/** Another due day, or one renewal more, in the old system. What was touched here since is left alone, and not answered. */
export const updateMovedLoans = (
  rows: readonly {
    readonly id: string
    readonly key: string
    readonly due_on: string
    readonly renewals: number
  }[],
): Query => sql`
  with x as materialized (select * from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns}),
  loan as (
    update circulation.loan l set due_on = x.due_on, renewals = x.renewals
      from x where l.loan_id = x.id and l.returned_at is null and not exists (select from circulation.event e where e.loan_id = l.loan_id)
    returning l.loan_id, l.item_id, l.due_on),
  status as (
    update circulation.item_status s set due_on = loan.due_on from loan where s.item_id = loan.item_id and s.loan_id = loan.loan_id)
  select x.id, x.key from x join loan on loan.loan_id = x.id`

/**
 * Loans that ended in the old system, or that go out again, as if they never were: the row goes, and the item is on
 * its shelf. One that something was done with here stays. One row `{ id }` each.
 */
export const removeMovedLoans = (ids: readonly string[], at: string): Query => sql`
  with gone as (
    delete from circulation.loan l
     where l.loan_id = any (${ids}::bigint[]) and not exists (select from circulation.event e where e.loan_id = l.loan_id)
       and not exists (select from circulation.claim c where c.loan_id = l.loan_id)
    returning l.loan_id, l.item_id),
  home as (
    update circulation.item_status s set status = 'available', loan_id = null, due_on = null, due_at = null, since = ${at}::timestamptz, branch_id = i.branch_id
      from gone join inventory.item i on i.item_id = gone.item_id where s.item_id = gone.item_id and s.loan_id = gone.loan_id)
  select loan_id as id from gone`
