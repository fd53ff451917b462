import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { ItemFacts, itemFacts } from '../../facts/item-facts.store.ts'
import { type Query, sql } from '../../../../base/sql.ts'

const MOST_ITEMS = 20
export const ItemRow = Type.Object({ item: ItemFacts })
/** The items that may fill a hold, those that stand on a shelf first: each with its queue, as choosing sees it. */
export const itemsOfHold = (hold_id: string, day: Day): Query =>
  itemFacts(
    sql`i.item_id in (
    select x.item_id from circulation.hold h
      join inventory.item x on x.title_id = h.title_id or x.title_id in (select o.title_id from circulation.hold_title o where o.hold_id = h.hold_id)
      left join circulation.item_status xs on xs.item_id = x.item_id
     where h.hold_id = ${hold_id} and x.state <> 'withdrawn' and x.library_id = any ((select organisation.scope())::bigint[])
     order by coalesce(xs.status, 'available') <> 'available', xs.due_on, x.item_id limit ${MOST_ITEMS})`,
    { day, whole: true },
  )

export const HoldHead = Type.Object({ patron_id: Id, placed_on: Day, closed_on: Nullable(Day) })
export const holdHead = (hold_id: string): Query => sql`
  select h.patron_id, (h.placed_at at time zone 'Europe/Brussels')::date as placed_on, (h.closed_at at time zone 'Europe/Brussels')::date as closed_on
    from circulation.hold h where h.hold_id = ${hold_id}`

export const Branch = Type.Object({ branch_id: Id, name: Type.String() })
/** Branches of several libraries have the same name: those of others are told with their library. */
export const branchNames = sql`
  select b.branch_id, b.name || case when b.library_id = organisation.own_library() then '' else ' (' || l.name || ')' end as name
    from organisation.branch b join organisation.library l on l.library_id = b.library_id`
