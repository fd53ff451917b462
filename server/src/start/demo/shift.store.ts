import { type Query, sql } from '../../base/sql.ts'

/** Sets until when a hold lies ready: the days of the calendar around the loading are different each time. */
export const readyUntil = (hold_id: string, day: string): Query =>
  sql`update circulation.hold set ready_until = ${day}::date where hold_id = ${hold_id} and state = 'ready'`

/** Late books of a branch to look for on the shelf before their message of tomorrow goes, as the night would have listed them. */
export const insertShelfFirst = (of: {
  readonly branch: string
  readonly today: string
  readonly message_on: string
}): Query => sql`
  insert into circulation.shelf_search (library_id, loan_id, item_id, branch_id, why, message_on, due_on, state)
  select l.library_id, l.loan_id, l.item_id, l.branch_id, 'reminder', ${of.message_on}::date, l.due_on, 'to_search'
    from circulation.loan l join organisation.branch b on b.branch_id = l.branch_id and b.library_id = l.library_id
   where b.code = ${of.branch} and l.returned_at is null and l.claimed_on is null and l.due_on < ${of.today}::date
   order by l.due_on desc, l.loan_id limit 6
  on conflict (library_id, loan_id, message_on) do nothing`
