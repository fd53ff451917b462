import { Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Informing = Type.Object({
  branch_id: Id,
  without_email: Nullable(Type.String()),
  undo_until: Instant,
  row_no: Type.String(),
})
/** The move, held, while there are patrons to be told; `step_no` 1 says that all were. */
export const toInform = (move_id: string): Query => sql`
  select branch_id, without_email, undo_until, row_no from moving.move where move_id = ${move_id} and state = 'live' and step_no = 0 for update skip locked`
export const movesToInform: Query = sql`
  select move_id from moving.move where library_id = (select organisation.own_library()) and state = 'live' and step_no = 0`
export const ToInform = Type.Object({ target_id: Id })
export const informNext = (move_id: string, after: string, most: number): Query => sql`
  select target_id from moving.link where move_id = ${move_id} and kind = 'patrons' and gone_pass is null and target_id > ${after}::bigint
   order by target_id limit ${most}`
export const PatronTold = Type.Object({ patron_id: Id })
export const informed = (move_id: string, upto: string | null): Query => sql`
  update moving.move set row_no = coalesce(${upto}::bigint, row_no), step_no = case when ${upto}::bigint is null then 1 else 0 end where move_id = ${move_id}`
