import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const OpenCrateRow = Type.Object({
  trip_id: Id,
  code: Type.String(),
  state: Type.String(),
  from_branch_id: Id,
  to_branch_id: Id,
  to_branch: Type.String(),
  holds_item: Type.Boolean(),
})

/** The crate of a workstation as it is now, locked so that it does not leave while an item goes in. */
export const openCrateQuery = (trip_id: string, item_is: Query): Query => sql`
  select t.trip_id, c.code, t.state, t.from_branch_id, t.to_branch_id, b.name as to_branch,
         exists (select from circulation.crate_item ci join inventory.item i on i.item_id = ci.item_id
                  where ci.trip_id = t.trip_id and ci.unpacked_at is null and ${item_is}) as holds_item
    from circulation.crate_trip t join circulation.crate c on c.crate_id = t.crate_id join organisation.branch b on b.branch_id = t.to_branch_id
   where t.trip_id = ${trip_id} for no key update of t`
