import { HeldText, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const HeldRow = Type.Object({
  title_id: Id,
  library_code: Type.String(),
  library_name: Type.String(),
  branch_name: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  statements: HeldText.properties.statements,
  record: Type.Unknown(),
})
export type HeldRow = Type.Static<typeof HeldRow>
const MOST = 2_000
/** What libraries say in words that they have of these titles. */
export const heldOf = (ids: readonly string[]): Query => sql`
  select h.title_id, l.code as library_code, l.name as library_name, b.name as branch_name, p.shelf, p.call_number, h.statements, h.record
    from cataloguing.holding h join organisation.branch b on b.branch_id = h.branch_id join organisation.library l on l.library_id = b.library_id
    left join cataloguing.holding_place p on p.holding_id = h.holding_id and p.place_no = 1
   where h.title_id = any (${ids}::bigint[]) order by h.title_id, l.name, b.name, h.holding_id limit ${MOST}`
