import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** The crate's trip that an event was about or put an item into, as it is now. */
export const LogisticsFacts = Type.Object({
  state: Type.String(),
  items: Type.Integer(),
  /** Items that were taken out after it was received. */
  unpacked_since: Type.Integer(),
  /** The crate began another trip since. */
  later: Type.Boolean(),
})
export const logisticsFacts = (event_id: string): Query => sql`
  select t.state, (select count(*)::integer from circulation.crate_item ci where ci.trip_id = t.trip_id and ci.unpacked_at is null) as items,
         (select count(*)::integer from circulation.crate_item ci where ci.trip_id = t.trip_id and ci.unpacked_at >= t.received_at) as unpacked_since,
         exists (select from circulation.crate_trip n where n.crate_id = t.crate_id and n.trip_id > t.trip_id) as later
    from circulation.event e join circulation.crate_trip t on t.trip_id = (e.undo ->> 'trip_id')::bigint
   where e.event_id = ${event_id}::uuid and e.library_id = organisation.own_library()`

export const lockTripOfEvent = (event_id: string): Query => sql`
  select c.crate_id from circulation.crate c where c.crate_id = (
    select t.crate_id from circulation.event e join circulation.crate_trip t on t.trip_id = (e.undo ->> 'trip_id')::bigint
     where e.event_id = ${event_id}::uuid and e.library_id = organisation.own_library()) for no key update`
