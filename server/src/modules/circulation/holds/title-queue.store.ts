import { Day, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const QueueRow = Type.Object({
  own: Type.Boolean(),
  pickup_branch: Type.String(),
  placed_on: Day,
  suspended_until: Nullable(Day),
  active: Type.Boolean(),
})
export const queueOfTitle = (title_id: string, library_id: string, day: string): Query => sql`
  select q.library_id = ${library_id}::bigint as own, b.name as pickup_branch, (q.placed_at at time zone 'Europe/Brussels')::date as placed_on,
         q.suspended_until, q.active
    from circulation.title_queue(array[${title_id}::bigint], ${library_id}, ${day}) q join organisation.branch b on b.branch_id = q.pickup_branch_id
   order by q.placed_at, q.hold_id`
