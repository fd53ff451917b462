import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** What a scan of an item that the open patron has already does here: the workstation's choice, else the library's. */
export const ownLoanSetting = (ctx: StaffCtx): Query => sql`
  select coalesce(
    (select w.settings ->> 'own_loan_scan' from organisation.workstation w where w.workstation_id = ${ctx.actor.workstation_id}),
    (select s.value #>> '{}' from organisation.setting s where s.library_id = ${ctx.actor.library_id} and s.key = 'desk.own_loan_scan')) as value,
  coalesce(
    (select w.settings ->> 'same_day_scan' from organisation.workstation w where w.workstation_id = ${ctx.actor.workstation_id}),
    (select s.value #>> '{}' from organisation.setting s where s.library_id = ${ctx.actor.library_id} and s.key = 'desk.same_day_scan')) as same_day`
