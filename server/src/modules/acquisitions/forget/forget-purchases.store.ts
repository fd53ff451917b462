import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/**
 * What was received, declined or withdrawn before the day goes whole, with what was written beside it; of the rest, the names of whoever
 * does not work here any more.
 */
export const forgetPurchases = (library_id: string, before: Day): Query => sql`
  with here as materialized (
    select a.staff_id from organisation.staff a where a.library_id = ${library_id} and a.left_at is null),
  over as materialized (
    select p.suggestion_id from acquisitions.purchase_suggestion p
     where p.library_id = ${library_id} and p.state in ('received', 'declined', 'withdrawn') and p.changed_at < ${before}::date),
  gone as (
    delete from acquisitions.purchase_suggestion p using over o where p.suggestion_id = o.suggestion_id returning 1),
  unnamed as (
    update acquisitions.purchase_suggestion p
       set proposed_by = (select h.staff_id from here h where h.staff_id = p.proposed_by),
           decided_by = (select h.staff_id from here h where h.staff_id = p.decided_by)
     where p.library_id = ${library_id} and p.suggestion_id not in (select o.suggestion_id from over o)
       and ((p.proposed_by is not null and p.proposed_by not in (select h.staff_id from here h))
         or (p.decided_by is not null and p.decided_by not in (select h.staff_id from here h))) returning 1)
  select ((select count(*) from gone) + (select count(*) from unnamed))::integer as gone`

/** What a library suggested comes over with its branches when it becomes part of another, and who asked for it too. */
export const fusePurchases = (of: { readonly from: string; readonly to: string }): Query[] => [
  sql`update acquisitions.purchase_suggestion set library_id = ${of.to} where library_id = ${of.from}`,
  sql`update acquisitions.suggestion_asker set library_id = ${of.to} where library_id = ${of.from}`,
]
/** The way back, by the branches for which it was. A reader who is of the other library then stands with it no more. */
export const purchasesBack = (
  of: { readonly from: string; readonly to: string },
  branch_ids: readonly string[],
): Query[] => [
  sql`update acquisitions.purchase_suggestion set library_id = ${of.to} where branch_id = any (${branch_ids}::bigint[])`,
  sql`update acquisitions.suggestion_asker a set library_id = ${of.to} from acquisitions.purchase_suggestion p
       where p.suggestion_id = a.suggestion_id and p.branch_id = any (${branch_ids}::bigint[])`,
  sql`delete from acquisitions.suggestion_asker a where a.library_id in (${of.from}::bigint, ${of.to}::bigint)
         and not exists (select from patrons.patron p where p.patron_id = a.patron_id and p.library_id = a.library_id)`,
]

/** Of a library that leaves: all of it. */
export const leavePurchases = (
  library_id: string,
): readonly { readonly table: string; readonly remove: Query }[] => [
  {
    table: 'acquisitions.suggestion_asker',
    remove: sql`with gone as (delete from acquisitions.suggestion_asker where library_id = ${library_id} returning 1) select count(*)::integer as gone from gone`,
  },
  {
    table: 'acquisitions.purchase_suggestion',
    remove: sql`with gone as (delete from acquisitions.purchase_suggestion where library_id = ${library_id} returning 1) select count(*)::integer as gone from gone`,
  },
]
