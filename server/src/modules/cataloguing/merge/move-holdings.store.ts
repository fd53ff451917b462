import { type Query, sql } from '../../../base/sql.ts'

/** What libraries say that they have of a title goes along; the records themselves stay as they are. */
export const moveHoldings = (gone_id: string, kept_id: string): Query =>
  sql`update cataloguing.holding set title_id = ${kept_id} where title_id = ${gone_id} returning holding_id as id`
export const moveHoldingsBack = (
  ids: readonly string[],
  of: { readonly gone_id: string; readonly kept_id: string },
): Query =>
  sql`update cataloguing.holding set title_id = ${of.gone_id} where holding_id = any (${ids}::bigint[]) and title_id = ${of.kept_id}`
