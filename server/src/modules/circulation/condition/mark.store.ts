import { type Query, sql } from '../../../base/sql.ts'

/** A hold whose item cannot serve it waits again; its place is that of the day on which it was placed. */
export const waitAgain = (hold_id: string): Query => sql`
  update circulation.hold set state = 'waiting', item_id = null, hold_code = null, ready_at = null, ready_until = null
   where hold_id = ${hold_id} and closed_at is null`
