import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Who moved a library in, ten years back. */
export const forgetMarks = (library_id: string, before: Day): Query => sql`
  with done as (
    update moving.move set made_by = null, frozen_by = null, signed_by = null, taken_back_by = null
     where library_id = ${library_id} and made_at < ${before}::date
       and coalesce(made_by, frozen_by, signed_by, taken_back_by) is not null returning 1
  )
  select count(*)::integer as gone from done`

/** Who made two libraries one; over all, as it belongs to none of them. */
export const forgetFusionMarks = (before: Day): Query =>
  sql`select moving.forget_fusion_marks(${before}::date) as gone`
