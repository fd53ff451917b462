import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

const branches = (library_id: string): Query =>
  sql`(select b.branch_id from organisation.branch b where b.library_id = ${library_id})`

export const HeldTitle = Type.Object({ title_id: Id })
/** Titles of which this library said what it has. */
export const titlesHeldBy = (library_id: string): Query => sql`
  select distinct h.title_id from cataloguing.holding h
   where h.branch_id in ${branches(library_id)}
      or h.holding_id in (select p.holding_id from cataloguing.holding_place p where p.branch_id in ${branches(library_id)})`

/** The holdings of a library that leaves, and its places in those of others. One row of `{ gone }`. */
export const removeHoldings = (library_id: string): Query => sql`
  with gone as (delete from cataloguing.holding where branch_id in ${branches(library_id)} returning 1),
  places as (delete from cataloguing.holding_place where branch_id in ${branches(library_id)})
  select count(*)::integer as gone from gone`
