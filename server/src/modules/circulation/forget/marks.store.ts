import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Who did what in the configuration of circulation: ten years back, of trials two, and whose round it was a month. */
export const forgetMarks = (library_id: string, at: { years10: Day; years2: Day; month: Day }): Query => sql`
  with closures as (
    update circulation.closure set made_by = null, undone_by = null
     where library_id = ${library_id} and made_at < ${at.years10}::date and coalesce(made_by, undone_by) is not null returning 1
  ), runs as (
    update circulation.bulk_run set made_by = null, rolled_back_by = null
     where library_id = ${library_id} and made_at < ${at.years10}::date and coalesce(made_by, rolled_back_by) is not null returning 1
  ), versions as (
    update circulation.regulation set author_id = null, changed_by = null, asked_by = null, asked_at = null, activated_by = null
     where library_id = ${library_id} and made_at < ${at.years10}::date
       and coalesce(author_id, changed_by, asked_by, activated_by) is not null returning 1
  ), withdrawals as (
    update circulation.regulation_withdrawal set withdrawn_by = null
     where library_id = ${library_id} and withdrawn_at < ${at.years10}::date and withdrawn_by is not null returning 1
  ), trials as (
    update circulation.simulation set asked_by = null
     where library_id = ${library_id} and asked_at < ${at.years2}::date and asked_by is not null returning 1
  ), rounds as (
    update circulation.home_route set carrier = null, made_by = null
     where library_id = ${library_id} and ended_at < ${at.month}::date and coalesce(carrier, made_by::text) is not null returning 1
  )
  select ((select count(*) from closures) + (select count(*) from runs) + (select count(*) from versions)
    + (select count(*) from withdrawals) + (select count(*) from trials) + (select count(*) from rounds))::integer as gone`
