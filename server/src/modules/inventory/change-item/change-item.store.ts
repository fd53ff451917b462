import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { ItemFields } from '../item/item-fields.ts'

export const Own = Type.Object({ item_id: Id, title_id: Id, own_branch: Type.Boolean() })
/** The item, when it is one of the own library; held until the change is written. */
export const ownItem = (ctx: StaffCtx, item_id: string, branch_id: string): Query => sql`
  select i.item_id, i.title_id,
         exists (select from organisation.branch b where b.branch_id = ${branch_id} and b.library_id = i.library_id) as own_branch
    from inventory.item i where i.item_id = ${item_id} and i.library_id = ${ctx.actor.library_id} for no key update of i`

export const updateItem = (item_id: string, f: ItemFields, state: string): Query => sql`
  update inventory.item set branch_id = ${f.branch_id}, item_type = ${f.item_type}, shelf = ${f.shelf}, call_number = ${f.call_number},
         price_cents = ${f.price_cents}, loanable = ${f.loanable}, note = ${f.note}, state = ${state},
         age_label = case when ${f.age_label === undefined} then age_label else ${f.age_label ?? null}::integer end,
         issue = case when ${f.issue === undefined} then issue else ${f.issue ?? null} end where item_id = ${item_id}`
