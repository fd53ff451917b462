import { type Query, sql } from '../../../base/sql.ts'
import type { Day } from '../../../base/dates.ts'

/**
 * What a loan keeps when it leads to nobody: the title, the item, the branch, the month in which it was lent, and how
 * many weeks it was out, since waits are estimated by that. Two loans of one visit are then like all of their month.
 */
const month = sql`date_trunc('month', l.lent_at at time zone 'Europe/Brussels')`
const lentOn = sql`(l.lent_at at time zone 'Europe/Brussels')::date`
const weeksAfter = (day: Query): Query => sql`${month}::date + 7 * ceil((${day} - ${lentOn}) / 7.0)::integer`
export const coarseLoan = sql`patron_id = null, kept = false, lent_by = null, workstation_id = null, renewed_at = null, trace = '{}', claimed_on = null,
  due_at = null, lent_at = ${month} at time zone 'Europe/Brussels', due_on = ${weeksAfter(sql`l.due_on`)}, first_due_on = ${weeksAfter(sql`l.first_due_on`)},
  returned_on = ${weeksAfter(sql`greatest(l.returned_on, ${lentOn})`)},
  returned_at = (${weeksAfter(sql`greatest(l.returned_on, ${lentOn})`)})::timestamp at time zone 'Europe/Brussels'`

/** The day on which the last thing of a reader was closed whose membership had ended by then (P56). */
const noteClosed = (library_id: string): Query => sql`
  insert into circulation.last_closed (library_id, patron_id, on_day)
  select ${library_id}::bigint, d.patron_id, max(d.on_day) from due d join patrons.patron p on p.patron_id = d.patron_id
   where p.member_until < d.on_day group by d.patron_id
  on conflict (library_id, patron_id) do update set on_day = greatest(last_closed.on_day, excluded.on_day)`

/**
 * Loans that came back on that day or before: the tie to the reader goes, unless they keep their history; then the loan
 * is marked, and not looked at again. What a batch found is named by an array, here and below: a plan that does not know how many it
 * found would join them with the whole table.
 */
export const forgetLoans = (library_id: string, until: Day, most: number): Query => sql`
  with due as materialized (
    select l.loan_id, l.patron_id, l.returned_on as on_day, coalesce(p.keep_history, false) as keeps
      from circulation.loan l left join patrons.patron p on p.patron_id = l.patron_id
     where l.library_id = ${library_id} and l.returned_on <= ${until} and l.returned_at is not null and l.patron_id is not null
       and not l.kept
     order by l.returned_on limit ${most}
  ), closed as (${noteClosed(library_id)}),
  marked as (update circulation.loan l set kept = true where l.loan_id = any (array(select d.loan_id from due d where d.keeps))),
  forgotten as (update circulation.loan l set ${coarseLoan} where l.loan_id = any (array(select d.loan_id from due d where not d.keeps))),
  children as (delete from circulation.loan_child c where c.loan_id = any (array(select d.loan_id from due d where not d.keeps)))
  select count(*)::integer as gone from due`

/**
 * Numbers of loans that lead to nobody begin here: chance, above all that the database ever counts up to. Written into the statement,
 * since a plan that does not know the number does not know that the index on what is to be renamed holds all that it asks for.
 */
const RENAMED = sql`1152921504606846976`
const parts = sql`library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, workstation_id, lent_by, lent_at, due_on, first_due_on,
  renewals, renewed_at, terms_id, trace, returned_at, returned_on, returned_branch_id, ended, due_at, claimed_on, kept`
/**
 * The number of a loan tells in which order loans were made, and so which were one visit: loans that lead to nobody get one of
 * chance. What an open cost is about keeps its number until that is settled.
 */
export const renameLoans = (library_id: string, most: number): Query => sql`
  with due as materialized (
    select l.loan_id from circulation.loan l
     where l.library_id = ${library_id} and l.patron_id is null and l.returned_at is not null and l.loan_id < ${RENAMED}
       and not exists (select from finance.charge_about a where a.loan_id = l.loan_id)
     order by l.loan_id limit ${most}),
  gone as (delete from circulation.loan l where l.loan_id = any (array(select d.loan_id from due d)) returning l.*),
  made as (
    insert into circulation.loan (loan_id, ${parts}) overriding system value
    select ${RENAMED} + ('x' || substr(md5(gen_random_uuid()::text), 1, 15))::bit(60)::bigint, ${parts} from gone order by random()
    returning 1)
  select count(*)::integer as gone from made`

/** Reservations that were closed before the moment, with the calls and lines of the pull list about them. */
export const forgetHolds = (library_id: string, before: string, most: number): Query => sql`
  with due as materialized (
    select h.hold_id, h.patron_id, (h.closed_at at time zone 'Europe/Brussels')::date as on_day from circulation.hold h
     where h.library_id = ${library_id} and h.closed_at < ${before} order by h.closed_at limit ${most}
  ), closed as (${noteClosed(library_id)}),
  lines as (delete from circulation.pull_claim c where c.library_id = ${library_id} and c.hold_id = any (array(select d.hold_id from due d))),
  calls as (delete from circulation.hold_call c where c.library_id = ${library_id} and c.hold_id = any (array(select d.hold_id from due d))),
  gone as (delete from circulation.hold h where h.hold_id = any (array(select d.hold_id from due d)) returning 1)
  select count(*)::integer as gone from gone`

/** What a reader said to have brought back, and that was settled before the moment. */
export const forgetClaims = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from circulation.claim where claim_id in (
      select claim_id from circulation.claim where library_id = ${library_id} and ended_at < ${before} limit ${most}) returning 1)
  select count(*)::integer as gone from gone`

/** Ties between events and readers that have had their time, over all libraries; a month that is over goes whole. */
export const forgetTies = (today: Day, most: number): Query =>
  sql`select circulation.forget_ties(${today}::date, ${most}) as gone`

export const coarseUntil = (library_id: string): Query =>
  sql`select coarse_until from circulation.history_cursor where library_id = ${library_id}`
export const keepCursor = (library_id: string, until: Day): Query => sql`
  insert into circulation.history_cursor (library_id, coarse_until) values (${library_id}, ${until})
  on conflict (library_id) do update set coarse_until = greatest(history_cursor.coarse_until, excluded.coarse_until)`

export interface EventWindow {
  readonly library_id: string
  /** Instants; `-infinity` begins with the first event that there is. Never null: a default in the statement would not be looked up. */
  readonly from: string
  readonly until: string
  readonly most: number
}
/** Fewer readers than this in one part of one day at one branch are no group. */
const LEAST = 5
/** At the branches of the library, whichever it was then: a branch that came by a fusion brought events of the library that was. */
const dueEvents = (of: EventWindow): Query => sql`
  select e.event_id, e.occurred_at, e.branch_id, (e.occurred_at at time zone 'Europe/Brussels')::date as day, e.day_part from organisation.branch b
    join circulation.event e on e.branch_id = b.branch_id
   where b.library_id = ${of.library_id} and e.occurred_at >= ${of.from}::timestamptz and e.occurred_at < ${of.until}
     and e.position <> 0
   order by e.occurred_at, e.event_id limit ${of.most}`
/**
 * The name of an event tells its millisecond (uuid v7), and so which events were one visit. Half of it is chance, so
 * nobody who has the other name finds the way back.
 */
const other = (id: Query): Query => sql`substr(encode(sha256(uuid_send(${id})), 'hex'), 1, 32)::uuid`

/** What names such an event follows it: the event that took it back, and the tie of a reader who keeps their history. */
export const renameWithEvents = (of: EventWindow): Query[] => [
  sql`update circulation.event u set undoes = ${other(sql`u.undoes`)} from (${dueEvents(of)}) d where u.undoes = d.event_id`,
  sql`update circulation.event_patron t set event_id = ${other(sql`t.event_id`)} from (${dueEvents(of)}) d
       where t.event_id = d.event_id and t.erase_in >= '9999-01-01'`,
]
/**
 * Events of ninety days ago keep what is counted: kind, day, part of the day, branch, title, kind of item, and the group of
 * ages. Item, loan, hour, staff, postcode and sex go, and so does the place among the events of that visit. Where fewer than five
 * readers came in that part of the day, title, shelf and group go as well: else whoever knows one loan of a quiet afternoon knows all
 * of that reader. The title still counts by its loans, which know their month only.
 */
export const coarsenEvents = (of: EventWindow): Query => sql`
  with due as materialized (${dueEvents(of)}),
  cells as materialized (
    select d.branch_id, d.day, d.day_part, count(distinct t.patron_id) >= ${LEAST} as many
      from due d left join circulation.event_patron t on t.event_id = d.event_id group by d.branch_id, d.day, d.day_part),
  done as (
    update circulation.event e
       set event_id = ${other(sql`e.event_id`)}, position = 0, staff_id = null, workstation_id = null, item_id = null, loan_id = null, hold_id = null,
           undo = null, reason = null, due_on = null, postcode = null, gender = null,
           title_id = case when x.many then e.title_id end, shelf = case when x.many then e.shelf end, audience = case when x.many then e.audience end,
           language = case when x.many then e.language end, membership_type = case when x.many then e.membership_type end,
           age_band = case when e.age_band is null or not x.many then null when e.age_band in ('0-5', '6-11', '12-14', '15-17', '0-17') then '0-17' else '18+' end,
           occurred_at = x.at, received_at = x.at
      from due d join cells c using (branch_id, day, day_part),
           lateral (select c.many, (d.day + case d.day_part when 'morning' then time '08:00' when 'afternoon' then time '13:00' else time '18:00' end)
             at time zone 'Europe/Brussels' as at) x
     where e.event_id = d.event_id and e.occurred_at = d.occurred_at returning 1)
  select count(*)::integer as gone from done`

/** What happens to what there is when a reader chooses: their ties get a day or lose it; the run does the rest. */
export const chooseHistory = (patron_id: string, keep: boolean, today: Day): Query[] =>
  keep
    ? [
        sql`update circulation.event_patron set erase_in = '9999-12-31' where patron_id = ${patron_id} and erase_in between ${today}::date + 1 and '9998-12-31'`,
      ]
    : [
        sql`update circulation.loan set kept = false where patron_id = ${patron_id} and kept`,
        sql`update circulation.event_patron t set erase_in = greatest(${today}::date + 1, coalesce((
              select (e.occurred_at at time zone 'Europe/Brussels')::date + 91 from circulation.event e where e.event_id = t.event_id), ${today}::date + 1))
             where t.patron_id = ${patron_id} and t.erase_in >= '9999-01-01'`,
      ]
