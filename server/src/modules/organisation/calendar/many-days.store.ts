import { type Query, sql } from '../../../base/sql.ts'

/** An exceptional day of a branch; a null type is a day as the week has it. */
export interface BranchDay {
  readonly branch_id: string
  readonly on_day: string
  readonly type: string
  readonly note: string | null
}

export const branchesOf = (library_id: string, branch_ids: readonly string[]): Query =>
  sql`select branch_id from organisation.branch where library_id = ${library_id} and branch_id = any (${branch_ids}::bigint[])`

export const daysOfBranches = (
  branch_ids: readonly string[],
  of: { readonly from: string; readonly until: string },
): Query => sql`
  select branch_id, on_day, type, note from organisation.exceptional_day
   where branch_id = any (${branch_ids}::bigint[]) and on_day between ${of.from} and ${of.until} order by branch_id, on_day`

/** Days of several branches at once. */
export const setBranchDays = (days: readonly BranchDay[]): Query => sql`
  insert into organisation.exceptional_day (branch_id, on_day, type, note)
  select * from unnest(${days.map(d => d.branch_id)}::bigint[], ${days.map(d => d.on_day)}::date[], ${days.map(d => d.type)}::text[],
    ${days.map(d => d.note)}::text[])
  on conflict (branch_id, on_day) do update set type = excluded.type, note = excluded.note`

export const clearBranchDays = (days: readonly Pick<BranchDay, 'branch_id' | 'on_day'>[]): Query => sql`
  delete from organisation.exceptional_day d using unnest(${days.map(d => d.branch_id)}::bigint[], ${days.map(d => d.on_day)}::date[])
      as n(branch_id, on_day) where d.branch_id = n.branch_id and d.on_day = n.on_day`
