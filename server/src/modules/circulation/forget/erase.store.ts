import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { coarseLoan } from './history.store.ts'

const step = (table: string, rows: Query, where: Query, set: Query | null = null): ErasureStep => ({
  table,
  rows,
  where,
  set,
})

/** Events that lead to these people: what names the loan and the person's group goes, the count stays. */
const events = (ties: Query): ErasureStep =>
  step(
    'circulation.event',
    sql`circulation.event e`,
    sql`e.event_id in (select t.event_id from circulation.event_patron t where ${ties}) and coalesce(e.loan_id, e.hold_id) is not null`,
    sql`loan_id = null, hold_id = null, undo = null, reason = null, postcode = null, gender = null, due_on = null`,
  )

/** The past: loans that came back, reservations that were closed, and what hangs on them. */
function past(ids: readonly string[]): ErasureStep[] {
  const loans = sql`(select l.loan_id from circulation.loan l where l.patron_id = any (${ids}::bigint[]) and l.returned_at is not null)`
  const holds = sql`(select h.hold_id from circulation.hold h where h.patron_id = any (${ids}::bigint[]) and h.closed_at is not null)`
  return [
    step('circulation.loan_child', sql`circulation.loan_child c`, sql`c.loan_id in ${loans}`),
    step('circulation.home_bag', sql`circulation.home_bag b`, sql`b.loan_id in ${loans}`),
    step(
      'circulation.claim',
      sql`circulation.claim c`,
      sql`c.loan_id in ${loans} and c.ended_at is not null`,
    ),
    step('circulation.auto_renewal', sql`circulation.auto_renewal a`, sql`a.loan_id in ${loans}`),
    step('circulation.shelf_search', sql`circulation.shelf_search s`, sql`s.loan_id in ${loans}`),
    step('circulation.hold_call', sql`circulation.hold_call c`, sql`c.hold_id in ${holds}`),
    step('circulation.pull_claim', sql`circulation.pull_claim c`, sql`c.hold_id in ${holds}`),
    step('circulation.hold_title', sql`circulation.hold_title t`, sql`t.hold_id in ${holds}`),
    step('circulation.ibl_request', sql`circulation.ibl_request r`, sql`r.hold_id in ${holds}`),
    step(
      'circulation.bulk_line',
      sql`circulation.bulk_line n`,
      sql`exists (select from circulation.bulk_run r where r.run_id = n.run_id
             and case split_part(r.kind, '_', 1) when 'loan' then n.subject_id in ${loans} when 'hold' then n.subject_id in ${holds} else false end)`,
    ),
  ]
}

/** What of circulation leads to people who are erased. */
export function eraseCirculation({ patron_ids: ids, part, today }: Erased): readonly ErasureStep[] {
  if (part !== 'everything' && part !== 'history') return []
  // Of the day itself the desk may still want to take something back; a history that was asked away ends with yesterday.
  const ties =
    part === 'everything'
      ? sql`t.patron_id = any (${ids}::bigint[])`
      : sql`t.patron_id = any (${ids}::bigint[]) and t.erase_in <> ${today}::date + 91`
  // Open and closed ones are found by an index each; asked for together they would be looked for in the whole table.
  const holds = sql`h.hold_id = any (array(
    select o.hold_id from circulation.hold o where o.patron_id = any (${ids}::bigint[]) and o.closed_at is null
    union all select c.hold_id from circulation.hold c where c.patron_id = any (${ids}::bigint[]) and c.closed_at is not null))`
  return [
    ...past(ids),
    ...(part === 'everything' ? records(ids) : []),
    events(ties),
    step('circulation.event_patron', sql`circulation.event_patron t`, ties),
    step(
      'circulation.hold',
      sql`circulation.hold h`,
      part === 'everything' ? holds : sql`${holds} and h.closed_at is not null`,
    ),
    step(
      'circulation.loan',
      sql`circulation.loan l`,
      sql`l.patron_id = any (${ids}::bigint[]) and l.returned_at is not null`,
      coarseLoan,
    ),
  ]
}

/** What only hangs on the record itself. */
const records = (ids: readonly string[]): ErasureStep[] => [
  // A restored backup may have a loan open of somebody who was erased since: it stays open for who has the item in hand.
  step(
    'circulation.loan',
    sql`circulation.loan l`,
    sql`l.patron_id = any (${ids}::bigint[]) and l.returned_at is null`,
    sql`patron_id = null`,
  ),
  step('circulation.home_bag', sql`circulation.home_bag b`, sql`b.patron_id = any (${ids}::bigint[])`),
  step('circulation.home_stop', sql`circulation.home_stop s`, sql`s.patron_id = any (${ids}::bigint[])`),
  step('circulation.last_closed', sql`circulation.last_closed c`, sql`c.patron_id = any (${ids}::bigint[])`),
  step(
    'circulation.bulk_line',
    sql`circulation.bulk_line n`,
    sql`exists (select from circulation.bulk_run r where r.run_id = n.run_id and r.kind like 'patron%')
         and (n.subject_id = any (${ids}::bigint[]) or n.code in (select c.code from patrons.card c where c.patron_id = any (${ids}::bigint[])))`,
  ),
]
