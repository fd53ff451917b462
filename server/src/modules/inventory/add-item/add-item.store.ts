import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { ItemFields } from '../item/item-fields.ts'

export const AddFacts = Type.Object({
  title: Type.Boolean(),
  own_branch: Type.Boolean(),
  barcode_in_use: Type.Boolean(),
})
export const addFacts = (
  ctx: StaffCtx,
  ask: { title_id: string; branch_id: string; barcode: string },
): Query => sql`
  select exists (select from cataloguing.title where title_id = ${ask.title_id} and state = 'in_use') as title,
         exists (select from organisation.branch where branch_id = ${ask.branch_id} and library_id = ${ctx.actor.library_id}) as own_branch,
         exists (select from inventory.item where library_id = ${ctx.actor.library_id} and barcode = ${ask.barcode}) as barcode_in_use`

export const Added = Type.Object({ item_id: Id })
export const insertItem = (
  ctx: StaffCtx,
  i: { readonly title_id: string; readonly barcode: string; readonly fields: ItemFields },
): Query => {
  const f = i.fields
  return sql`
    insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number, price_cents, loanable, note, acquired_on, age_label, issue)
    values (${ctx.actor.library_id}, ${i.barcode}, ${i.title_id}, ${f.branch_id}, ${f.item_type}, ${f.shelf}, ${f.call_number}, ${f.price_cents},
      ${f.loanable}, ${f.note}, ${dayOf(ctx.now)}, ${f.age_label ?? null}, ${f.issue ?? null})
    returning item_id`
}
