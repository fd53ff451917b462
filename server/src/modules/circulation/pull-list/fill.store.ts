import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { Waiting } from '../facts/item-facts.store.ts'

type Served = Pick<Waiting, 'hold_id' | 'library_id'>

/**
 * A hold was served, so nobody looks for it any more. When another branch did while this one looked for a hold of the
 * same title, that branch looks for ours from now on: it is still on its way to the shelf for something.
 */
export const settleClaims = (ctx: StaffCtx, title_id: string, served: Served): Query => sql`
  with gone as (
    delete from circulation.pull_claim where library_id = ${served.library_id} and hold_id = ${served.hold_id}
    returning branch_id, claimed_by, claimed_at, until
  )
  update circulation.pull_claim c set branch_id = g.branch_id, claimed_by = g.claimed_by, claimed_at = g.claimed_at, until = g.until
    from gone g
   where g.branch_id <> ${ctx.actor.branch_id} and g.until > ${ctx.now.toString()}
     and c.hold_id = (select o.hold_id from circulation.pull_claim o
                       where o.branch_id = ${ctx.actor.branch_id} and o.title_id = ${title_id} and o.hold_id <> ${served.hold_id} order by o.hold_id limit 1)`

/** A line of the pull list was found by the library of the item, for a patron of that of the hold. */
export const noteFill = (ctx: StaffCtx, event_id: string, served: Served): Query => sql`
  insert into circulation.pull_fill (event_id, on_day, library_id, for_library_id)
  values (${event_id}, ${dayOf(ctx.now)}, ${ctx.actor.library_id}, ${served.library_id})`

export const unfill = (event_id: string): Query =>
  sql`delete from circulation.pull_fill where event_id = ${event_id}`
