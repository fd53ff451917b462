import { Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { restoreIbl, Whole } from './open-hold.store.ts'

const Undo = Type.Object({ whole: Whole, again: Type.Array(Type.Integer()) })
export const EndedRow = Type.Object({
  state: Type.String(),
  closed_at: Nullable(Type.String()),
  closed_because: Nullable(Type.String()),
  by_reader: Type.Boolean(),
  again: Type.Boolean(),
  still_kept: Type.Boolean(),
  /** The cancelling, and what it kept for who takes it back. */
  event: Nullable(Type.Object({ event_id: Type.String(), undo: Nullable(Undo) })),
})
export const endedFacts = (hold_id: string): Query => sql`
  select h.state, base.iso(h.closed_at) as closed_at, h.closed_because, h.closed_by is null as by_reader,
         exists (select from circulation.hold o where o.patron_id = h.patron_id and o.title_id = h.title_id and o.closed_at is null) as again,
         circulation.still_kept(h.hold_id) as still_kept,
         (select json_build_object('event_id', e.event_id, 'undo', e.undo) from circulation.event e
           where e.event_id = any (array(select ep.event_id from circulation.event_patron ep where ep.patron_id = h.patron_id)) and e.hold_id = h.hold_id and e.kind = 'hold_cancelled' and e.occurred_at >= h.closed_at - interval '1 minute'
             and not exists (select from circulation.event u where u.undoes = e.event_id) order by e.position desc limit 1) as event
    from circulation.hold h where h.hold_id = ${hold_id}`

/** Opens the hold again as it was; its place in the queue is that of the day it was placed. */
export const keepQueries = (hold_id: string, was: Whole): Query[] => [
  sql`
  update circulation.hold set state = ${was.state}, ibl_until = ${was.ibl_until}, ibl_cents = ${was.ibl_cents}, closed_at = null, closed_by = null, closed_because = null
   where hold_id = ${hold_id}`,
  restoreIbl(hold_id, was),
]
