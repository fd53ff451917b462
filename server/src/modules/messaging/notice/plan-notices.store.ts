import { type Query, sql } from '../../../base/sql.ts'
import { channelOf } from '../plan/plan-events.store.ts'

interface Planned {
  readonly library_id: string
  readonly branch_id: string
  readonly now: string
  readonly not_before: string
}

/**
 * Tells patrons where their data came from when their library moved in: by e-mail, and by letter where that is
 * wanted. One row `{ patron_id }` for each who is told; the others are told at the desk.
 */
export const planMovedIn = (
  of: Planned & { readonly letters: boolean },
  patron_ids: readonly string[],
): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, branch_id, channel, planned_at, not_before, state, once)
  select p.library_id, p.patron_id, 'moved_in', ${of.branch_id}::bigint, ${channelOf(true)}, ${of.now}::timestamptz, ${of.not_before}::timestamptz, 'planned',
         'moved_in ' || p.patron_id
    from patrons.patron p
   where p.patron_id = any (${patron_ids}::bigint[]) and p.library_id = ${of.library_id}
     and (${of.letters} or ${channelOf(true)} = 'email')
  on conflict (library_id, once) do nothing returning patron_id`
