import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** What was changed, as it was and as it is. Staff are named by id in `subject`; names only under `name`, `initials`. */
export interface Change {
  /** The row or key that was changed. */
  readonly subject: string
  readonly before: object | null
  readonly after: object | null
}

/**
 * Holds the libraries until the end of the transaction, so that changes of one configuration follow each other.
 * Ordered by id: two changes over several libraries never wait in a ring. Inserts that refer to a library go on.
 */
export const lockLibraries = (library_ids: readonly string[]): Query =>
  sql`select library_id from organisation.library where library_id = any (${library_ids}::bigint[])
       order by library_id for no key update`

/** Who changed what, when: kept beside the change itself, in its transaction. */
export const recordChange = (ctx: StaffCtx, change: Change): Query =>
  sql`insert into organisation.change (library_id, at, staff_id, what, subject, before, after)
      values (${ctx.actor.library_id}, ${ctx.now.toString()}, ${ctx.actor.staff_id}, ${ctx.operation}, ${change.subject},
              ${change.before && JSON.stringify(change.before)}, ${change.after && JSON.stringify(change.after)})`

/** Tells every process that what it compiled of these libraries is old. Travels in the changing transaction. */
export const bumpEpoch = (library_ids: readonly string[]): Query =>
  sql`update organisation.library set epoch = epoch + 1 where library_id = any (${library_ids}::bigint[])`
