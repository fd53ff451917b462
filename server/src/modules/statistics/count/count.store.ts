import { Day, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export interface MonthOf {
  readonly library_id: string
  /** Its first day. */
  readonly month: Day
  /** Instants of its beginning and its end. */
  readonly from: string
  readonly until: string
  /** Whether every event of the month still leads to its reader. */
  readonly readers_known: boolean
}

/** How far the library is counted, and the month of its first event. */
export const standing = (library_id: string): Query => sql`
  select (select settled_until from statistics.counted where library_id = ${library_id}) as settled_until,
         (select min(date_trunc('month', f.at at time zone 'Europe/Brussels')::date)
            from organisation.branch b, lateral (select min(e.occurred_at) as at from circulation.event e where e.branch_id = b.branch_id) f
           where b.library_id = ${library_id}) as first_month`
export const Standing = Type.Object({ settled_until: Nullable(Day), first_month: Nullable(Day) })

const flows = sql`('loans', 'renewals', 'holds', 'borrowers')`
const stocks = sql`('members', 'items')`
const dropped = (of: { library_id: string; month: Day }, which: Query): Query =>
  sql`delete from statistics.month_figure where library_id = ${of.library_id} and month = ${of.month} and kind in ${which}`

/**
 * What was lent, renewed and reserved at the branches of the library in the month and not taken back, and how many readers did so. The
 * group of ages is the one that was frozen in the event; nothing of the reader is read but that two events have the same one.
 */
export const countFlows = (of: MonthOf): Query[] => [
  dropped(of, flows),
  sql`
  with done as materialized (
    select case e.kind when 'checkout' then 'loans' when 'renewal' then 'renewals' else 'holds' end as kind,
           case when e.age_band is null then 'unknown' when e.age_band in ('0-5', '6-11', '12-14', '15-17', '0-17') then 'youth' else 'adult' end as part,
           t.patron_id
      from organisation.branch b
      join circulation.event e on e.branch_id = b.branch_id
      left join circulation.event_patron t on t.event_id = e.event_id and t.erase_in >= ${of.month}
     where b.library_id = ${of.library_id} and e.kind in ('checkout', 'renewal', 'hold_placed')
       and e.occurred_at >= ${of.from} and e.occurred_at < ${of.until}
       and not exists (select from circulation.event u where u.undoes = e.event_id and u.occurred_at >= ${of.from})),
  counted as (
    select kind, coalesce(part, 'all') as part, count(*)::integer as n,
           case when ${of.readers_known} then count(distinct patron_id)::integer end as readers
      from done group by grouping sets ((kind), (kind, part)))
  insert into statistics.month_figure (library_id, month, kind, part, n, readers)
  select ${of.library_id}::bigint, ${of.month}::date, kind, part, n, readers from counted
  union all
  select ${of.library_id}::bigint, ${of.month}::date, 'borrowers', part, readers, readers from counted where kind = 'loans' and readers is not null`,
]

/** Members and items as they are on the day; the last night of a month says what it was at its end. */
export const countStocks = (of: {
  readonly library_id: string
  readonly month: Day
  readonly today: Day
}): Query[] => [
  dropped(of, stocks),
  sql`
  with people as (
    select case when p.birth_on is null then 'unknown' when p.birth_on > (${of.today}::date - interval '18 years')::date::text then 'youth' else 'adult' end as part
      from patrons.patron p
     where p.library_id = ${of.library_id} and p.merged_into is null and not p.deceased and p.member_since <= ${of.today}
       and (p.member_until is null or p.member_until >= ${of.today})),
  members as (select coalesce(part, 'all') as part, count(*)::integer as n from people group by grouping sets ((), (part)))
  insert into statistics.month_figure (library_id, month, kind, part, n, readers)
  select ${of.library_id}::bigint, ${of.month}::date, 'members', part, n, n from members
  union all
  select ${of.library_id}::bigint, ${of.month}::date, 'items', 'all', count(*)::integer, null
    from organisation.branch b join inventory.item i on i.branch_id = b.branch_id
   where b.library_id = ${of.library_id} and i.library_id = ${of.library_id} and i.state not in ('withdrawn', 'on_order', 'lost')`,
]

export const settle = (library_id: string, month: Day): Query => sql`
  insert into statistics.counted (library_id, settled_until) values (${library_id}, ${month})
  on conflict (library_id) do update set settled_until = greatest(counted.settled_until, excluded.settled_until)`
