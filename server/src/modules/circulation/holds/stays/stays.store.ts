import { addDays, type Day } from '../../../../base/dates.ts'
import { type Query, sql } from '../../../../base/sql.ts'

const JOB = 'count_stays'
/** Longer than a year is no lending any more: the item was lost and found. */
const LONGEST = 400

/** What came back on one day at the branches of a library, by item type and days out; marked so that it counts once. */
export const countDay = (of: { library_id: string; on: Day; from: string; until: string }): Query => sql`
  with fresh as (
    insert into circulation.day_done (job, library_id, on_day) values (${JOB}, ${of.library_id}, ${of.on})
    on conflict do nothing returning on_day
  ),
  came as (
    select l.item_type, ${of.on}::date - (l.lent_at at time zone 'Europe/Brussels')::date as days
      from fresh, organisation.branch b
      join circulation.event e on e.branch_id = b.branch_id and e.occurred_at >= ${of.from} and e.occurred_at < ${of.until} and e.kind = 'checkin'
      join circulation.loan l on l.loan_id = e.loan_id and l.ended = 'returned'
     where b.library_id = ${of.library_id} and not exists (select from circulation.event u where u.undoes = e.event_id)
  )
  insert into circulation.stay as s (library_id, item_type, month, days, returns)
  select ${of.library_id}, c.item_type, date_trunc('month', ${of.on}::date)::date, c.days, count(*)
    from came c where c.days between 0 and ${LONGEST} group by c.item_type, c.days
  on conflict (library_id, item_type, month, days) do update set returns = s.returns + excluded.returns`

/** Marks are needed as long as a night may look back; counts as long as an estimate does. */
export const forgetStays = (library_id: string, day: Day): Query[] => [
  sql`delete from circulation.day_done where job = ${JOB} and library_id = ${library_id} and on_day < ${addDays(day, -60)}`,
  sql`delete from circulation.stay where library_id = ${library_id} and month < ${addDays(day, -430)}`,
]
