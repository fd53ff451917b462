import { type Query, sql } from '../../../base/sql.ts'

export const signed = (
  move_id: string,
  of: {
    readonly at: string
    readonly staff_id: string
    readonly undo_until: string
    readonly without_email: string
    readonly counts: readonly object[]
  },
): Query => sql`
  update moving.move set state = 'live', signed_at = ${of.at}, signed_by = ${of.staff_id}, undo_until = ${of.undo_until},
         without_email = ${of.without_email}, signed_counts = ${JSON.stringify(of.counts)}, row_no = 0, step_no = 0
   where move_id = ${move_id}`

export const beginBack = (
  move_id: string,
  of: { readonly staff_id: string; readonly reason: string },
): Query => sql`
  update moving.move set state = 'taking_back', step_no = 0, row_no = 0, step = null, done = 0, total = (select count(*) from moving.link k where k.move_id = move.move_id),
         fault = null, beat_at = null, taken_back_by = ${of.staff_id}, taken_back_because = ${of.reason}
   where move_id = ${move_id}`
