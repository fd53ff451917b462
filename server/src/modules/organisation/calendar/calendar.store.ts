import type { ExceptionalDay } from '@kaft/contract'
import type { Static } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export type Exceptional = Static<typeof ExceptionalDay>

export const ownBranch = (branch_id: string, library_id: string): Query =>
  sql`select branch_id from organisation.branch where branch_id = ${branch_id} and library_id = ${library_id}`

export const daysFrom = (branch_id: string, from: string): Query =>
  sql`select on_day, type, note from organisation.exceptional_day
       where branch_id = ${branch_id} and on_day >= ${from} order by on_day`

export const daysAmong = (branch_id: string, days: readonly string[]): Query =>
  sql`select on_day, type, note from organisation.exceptional_day
       where branch_id = ${branch_id} and on_day = any (${days}::date[]) order by on_day`

export const clearDays = (branch_id: string, days: readonly string[]): Query =>
  sql`delete from organisation.exceptional_day where branch_id = ${branch_id} and on_day = any (${days}::date[])`

export const setDays = (branch_id: string, days: readonly Exceptional[]): Query =>
  sql`insert into organisation.exceptional_day (branch_id, on_day, type, note)
      select ${branch_id}, on_day, type, note
        from unnest(${days.map(d => d.on_day)}::date[], ${days.map(d => d.type)}::text[], ${days.map(d => d.note)}::text[])
             as d(on_day, type, note)
      on conflict (branch_id, on_day) do update set type = excluded.type, note = excluded.note`
