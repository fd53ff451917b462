import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What an event hangs on besides loan, hold and item: the trip of a crate, and the cost of a hold that was cleared. */
export const LogisticsFacts = Type.Object({
  trip: Nullable(
    Type.Object({
      state: Type.String(),
      items: Type.Integer(),
      /** Items that were taken out after it was received. */
      unpacked_since: Type.Integer(),
      /** The crate began another trip since. */
      later: Type.Boolean(),
    }),
  ),
  /** What clearing the hold cost, and whether some of that was paid. */
  charges: Type.Array(Id),
  paid: Type.Boolean(),
})
const trip = sql`(
  select json_build_object('state', t.state,
      'items', (select count(*) from circulation.crate_item ci where ci.trip_id = t.trip_id and ci.unpacked_at is null),
      'unpacked_since', (select count(*) from circulation.crate_item ci where ci.trip_id = t.trip_id and ci.unpacked_at >= t.received_at),
      'later', exists (select from circulation.crate_trip n where n.crate_id = t.crate_id and n.trip_id > t.trip_id))
    from circulation.crate_trip t where t.trip_id = (e.undo ->> 'trip_id')::bigint)`
const cost = sql`
  select c.entry_id, exists (select from finance.entry s where s.charge_id = c.entry_id and s.kind = 'payment'
                                and not exists (select from finance.entry r where r.reverses = s.entry_id)) as paid
    from finance.charge_about ca join finance.entry c on c.entry_id = ca.entry_id and c.kind = 'charge'
   where ca.hold_id = (e.undo #>> '{cleared,hold_id}')::bigint and c.at >= e.received_at - interval '1 minute'
     and not exists (select from finance.entry r where r.reverses = c.entry_id)`
export const logisticsFacts = (event_id: string): Query => sql`
  select ${trip} as trip, coalesce((select json_agg(x.entry_id::text) from (${cost}) x), '[]') as charges,
         coalesce((select bool_or(x.paid) from (${cost}) x), false) as paid
    from circulation.event e where e.event_id = ${event_id}::uuid and e.library_id = organisation.own_library()`

export const lockTripOfEvent = (event_id: string): Query => sql`
  select c.crate_id from circulation.crate c where c.crate_id = (
    select t.crate_id from circulation.event e join circulation.crate_trip t on t.trip_id = (e.undo ->> 'trip_id')::bigint
     where e.event_id = ${event_id}::uuid and e.library_id = organisation.own_library()) for no key update`
