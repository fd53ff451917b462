import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { QueuedItem, queuedItem, queueOfItem } from '../facts/item-facts.store.ts'

/** One item on the hold shelf. `open`: someone still waits for it. */
export const Line = Type.Object({
  hold_id: Id,
  hold_code: Nullable(Type.String()),
  title: Type.String(),
  language: Nullable(Type.String()),
  barcode: Type.String(),
  ready_at: Nullable(Instant),
  ready_until: Nullable(Day),
  open: Type.Boolean(),
  /** Who waits for it, as its next scan will see them. */
  queued: QueuedItem,
  home_branch_id: Id,
  home_branch: Type.String(),
})
export type Line = Type.Static<typeof Line>
export const Moving = Type.Object({
  item_id: Id,
  title: Type.String(),
  language: Nullable(Type.String()),
  barcode: Type.String(),
  from_branch: Type.String(),
  since: Instant,
})

/** What lies on the hold shelf of a branch, also what nobody waits for any more. */
export const shelfQuery = (branch_id: string, today: string): Query => sql`
  select h.hold_id, h.hold_code, t.title, t.language, i.barcode, h.ready_at, h.ready_until, h.closed_at is null as open, i.branch_id as home_branch_id, hb.name as home_branch,
    ${queuedItem} as queued
    from circulation.item_status s
    join inventory.item i on i.item_id = s.item_id
    join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch hb on hb.branch_id = i.branch_id
    join circulation.hold h on h.hold_id = s.hold_id
    ${queueOfItem({ day: today })}
   where s.branch_id = ${branch_id} and s.status = 'hold_shelf'
   order by h.hold_code, h.hold_id`
export const BranchName = Type.Object({ branch_id: Id, name: Type.String() })
export const branchNames = (ids: readonly string[]): Query =>
  sql`select branch_id, name from organisation.branch where branch_id = any (${ids}::bigint[])`

export const movingQuery = (branch_id: string): Query => sql`
  select i.item_id, t.title, t.language, i.barcode, fb.name as from_branch, s.since
    from circulation.item_status s join inventory.item i on i.item_id = s.item_id join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch fb on fb.branch_id = s.branch_id
   where s.to_branch_id = ${branch_id} and s.status = 'in_transit' order by s.since limit 500`
