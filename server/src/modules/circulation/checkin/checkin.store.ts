import type { StaffCtx } from '../../../base/ctx.ts'
import { atOnce, type Query, sql, type Write } from '../../../base/sql.ts'
import { moveHold } from '../holds/move-hold.store.ts'
import type { Goes } from './checkin.rules.ts'

/** Whether the patron of the item's loan can be seen here, with what statistics freeze of them. */
export const borrowerQuery = (is: Query): Query => sql`
  select json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
           'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode, 'keep_history', p.keep_history) as person
    from inventory.item i
    join circulation.loan l on l.item_id = i.item_id and l.returned_at is null
    join patrons.patron p on p.patron_id = l.patron_id
   where ${is}`

interface Ending {
  readonly loan_id: string
  readonly at: string
  readonly on: string
  readonly how?: 'returned' | 'lent_on'
}

/**
 * A check-in locks the item's own queue and row; the patron's row is not touched by it. A loan that may not be seen
 * here ends as well, by the second statement, which stands last: the object is in somebody's hands.
 */
export const endLoanWrites = (ctx: StaffCtx, of: Ending): { ended: Write; unseen: Write } => ({
  ended: {
    as: 'ended',
    query: sql`
    update circulation.loan set returned_at = ${of.at}, returned_on = ${of.on}, returned_branch_id = ${ctx.actor.branch_id}, ended = ${of.how ?? 'returned'}
     where loan_id = ${of.loan_id} and returned_at is null returning loan_id`,
  },
  unseen: {
    as: 'unseen',
    query: sql`
    select circulation.end_unseen_loan(${of.loan_id}, ${of.how ?? 'returned'}, ${of.at}, ${of.on}, ${ctx.actor.branch_id})
     where not exists (select from ended)`,
  },
})

/** The same as a statement of its own. */
export const endLoan = (ctx: StaffCtx, of: Ending): Query => {
  const { ended, unseen } = endLoanWrites(ctx, of)
  return atOnce([ended, unseen])
}

/** On its shelf at home. */
export const putOnShelf = (item_id: string, branch_id: string, at: string): Query => sql`
  insert into circulation.item_status (item_id, status, branch_id, since) values (${item_id}, 'available', ${branch_id}, ${at})
  on conflict (item_id) do update set status = 'available', branch_id = excluded.branch_id, to_branch_id = null, loan_id = null, hold_id = null,
    due_on = null, due_at = null, astray = null, since = excluded.since`

/** On its way, home or to the branch where someone waits. */
const placeInTransit = (
  item_id: string,
  way: { from: string; to: string; hold_id: string | null; at: string },
): Query => sql`
  insert into circulation.item_status (item_id, status, branch_id, to_branch_id, hold_id, since)
  values (${item_id}, 'in_transit', ${way.from}, ${way.to}, ${way.hold_id}, ${way.at})
  on conflict (item_id) do update set status = 'in_transit', branch_id = excluded.branch_id, to_branch_id = excluded.to_branch_id,
    loan_id = null, hold_id = excluded.hold_id, due_on = null, due_at = null, since = excluded.since`

/** The same with the hold that it travels for: also of someone whom this desk may not see. */
export const putInTransit = (
  item_id: string,
  way: { from: string; to: string; hold_id: string | null; at: string },
): Query[] => [
  ...(way.hold_id === null ? [] : [moveHold({ ...way, hold_id: way.hold_id, item_id, into: 'in_transit' })]),
  placeInTransit(item_id, way),
]

/**
 * A hold becomes ready under a code that the database chooses: the initial is a help for the eye, the number is what
 * counts, so that no full name stands beside a title (P153).
 */
const makeReady = (item_id: string, goes: Extract<Goes, { to: 'hold_shelf' }>, at: string): Query => sql`
  select circulation.move_hold(${goes.hold.hold_id}, ${item_id}, 'ready',
    coalesce((select upper(left(p.family_name, 1)) from circulation.hold h join patrons.patron p on p.patron_id = h.patron_id
               where h.hold_id = ${goes.hold.hold_id}), 'X'), ${at}, ${goes.until})`

const putOnHoldShelf = (item_id: string, goes: Extract<Goes, { to: 'hold_shelf' }>, at: string): Query => sql`
  insert into circulation.item_status (item_id, status, branch_id, hold_id, since)
  values (${item_id}, 'hold_shelf', ${goes.branch_id}, ${goes.hold.hold_id}, ${at})
  on conflict (item_id) do update set status = 'hold_shelf', branch_id = excluded.branch_id, to_branch_id = null, loan_id = null,
    hold_id = excluded.hold_id, due_on = null, due_at = null, since = excluded.since`

/** What a destination does: to the hold that it serves, and to the status of the item. */
export interface Placing {
  readonly hold: readonly Query[]
  readonly status: Write
}

export function placeItem(ctx: StaffCtx, item_id: string, goes: Goes, at: string): Placing {
  const status = (query: Query): Write => ({ as: 'status', query })
  if (goes.to === 'shelf') return { hold: [], status: status(putOnShelf(item_id, goes.branch_id, at)) }
  if (goes.to === 'hold_shelf')
    return { hold: [makeReady(item_id, goes, at)], status: status(putOnHoldShelf(item_id, goes, at)) }
  const hold_id = goes.because === 'hold_elsewhere' ? goes.hold.hold_id : null
  const way = { from: ctx.actor.branch_id, to: goes.branch_id, hold_id, at }
  return {
    hold: hold_id === null ? [] : [moveHold({ ...way, hold_id, item_id, into: 'in_transit' })],
    status: status(placeInTransit(item_id, way)),
  }
}
