import type { Hours } from './hours.rules.ts'
import { type Query, sql } from '../../../base/sql.ts'

const branches = sql`
  select b.branch_id, b.library_id, l.name as library_name, b.code, b.name, b.address,
         coalesce((select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'),
                     'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday, h.opens)
                     from organisation.opening_hours h where h.branch_id = b.branch_id), '[]') as hours
    from organisation.branch b join organisation.library l on l.library_id = b.library_id`

/** Every branch of every library that takes part. */
export const allBranches: Query = sql`${branches} where l.active order by l.name, b.code`

export const oneBranch = (branch_id: string, library_id: string): Query =>
  sql`${branches} where b.branch_id = ${branch_id} and b.library_id = ${library_id}`

export const renameBranch = (branch_id: string, to: { name: string; address: string | null }): Query =>
  sql`update organisation.branch set name = ${to.name}, address = ${to.address} where branch_id = ${branch_id}`

export const clearHours = (branch_id: string): Query =>
  sql`delete from organisation.opening_hours where branch_id = ${branch_id}`

export const setHours = (branch_id: string, hours: Hours): Query =>
  sql`insert into organisation.opening_hours (branch_id, weekday, opens, closes)
      select ${branch_id}, weekday, opens, closes
        from unnest(${hours.map(h => h.weekday)}::smallint[], ${hours.map(h => h.opens)}::time[],
                    ${hours.map(h => h.closes)}::time[]) as h(weekday, opens, closes)`
