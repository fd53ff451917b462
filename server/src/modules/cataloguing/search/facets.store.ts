import { Type } from 'typebox'
import { nothing, type Query, sql } from '../../../base/sql.ts'
import { type Placed, rowsOf } from './matches.store.ts'
import { fieldOf, isIn, lineOf, lookedAt, ownBranches, type Place, type Search } from './search.store.ts'

/** The fields in which something was chosen already. */
export const chosenIn = (s: Search): string[] => [...new Set(s.tags.map(fieldOf))]

/** Whether the branches of the own library are counted. */
export const countsBranches = (s: Search, at: Place): boolean =>
  s.count_branches && s.where !== 'all' && at.library_id !== null

/** In how many lines each branch of the own library has an item that stands there now. */
export const CountedBranch = Type.Object({ branch_id: Type.String(), lines: Type.Integer() })
export const standingAt = (s: Search, at: Place): Query =>
  !countsBranches(s, at) || !s.available
    ? nothing
    : sql`
  select i.branch_id, count(distinct m.line)::integer as lines
    from (${lookedAt(s, at, { columns: sql`s.title_id, ${lineOf(s)} as line`, without: 'branch' })}) as m
    join inventory.item i on i.title_id = m.title_id
   where i.state = 'in_use' and i.branch_id = any (${ownBranches(at)}) and ${isIn} group by i.branch_id`

export const OwnBranch = Type.Object({ branch_id: Type.String(), name: Type.String() })
export const branchNames = (s: Search, at: Place): Query =>
  !countsBranches(s, at)
    ? nothing
    : sql`
  select b.branch_id, b.name from organisation.branch b where b.library_id = ${at.library_id}::bigint order by b.name`

/** What values are called: each by a title that has it, and its place among the values of that title. */
export const NamedValue = Type.Object({ nth: Type.Integer(), tag: Type.Union([Type.String(), Type.Null()]) })
export const namesOfValues = (titles: Placed, places: readonly number[]): Query =>
  titles.title_ids.length === 0
    ? nothing
    : sql`select u.place::integer - 1 as nth, h.tags[(${places}::integer[])[u.place]] as tag from ${rowsOf(titles)}`
