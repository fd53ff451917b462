import { type Query, sql } from '../../../base/sql.ts'

/** Items of one title become items of another, at most so many; withdrawn ones too, since their past is of the title. */
export const moveItems = (gone_id: string, kept_id: string, most: number): Query => sql`
  update inventory.item set title_id = ${kept_id}
   where item_id in (select item_id from inventory.item where title_id = ${gone_id} order by item_id limit ${most} for no key update)
  returning item_id as id`

/** The items of a title, held in the order in which every desk holds them: before the title itself. */
export const lockItemsOfTitle = (title_id: string, most: number): Query =>
  sql`select item_id from inventory.item where title_id = ${title_id} order by item_id limit ${most} for no key update`

/** The way back of those that still are of the title that they went to. */
export const moveItemsBack = (
  ids: readonly string[],
  of: { readonly gone_id: string; readonly kept_id: string },
): Query => sql`
  update inventory.item set title_id = ${of.gone_id} where item_id = any (${ids}::bigint[]) and title_id = ${of.kept_id}`
