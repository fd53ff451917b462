import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'

/** Where a list goes on: behind the title that changed then. */
export interface Behind {
  readonly at: string
  readonly title_id: string
}
export interface Harvest {
  readonly from: string | null
  /** The moment before which it changed. */
  readonly until: string
  /** Code of the library whose titles are asked; null for all. */
  readonly library: string | null
  readonly behind: Behind | null
  /** Whether that library has few titles; see `SMALL_SET`. */
  readonly small: boolean
  readonly rows: number
}

export const Due = Type.Object({
  title_id: Id,
  at: Type.String(),
  deleted: Type.Boolean(),
  sets: Type.Array(Type.String()),
})

const later = (at: Query, id: Query, { from, until, behind }: Harvest): Query => sql`
  ${at} < ${until}::timestamptz and (${from}::timestamptz is null or ${at} >= ${from}::timestamptz)
  ${behind === null ? sql`` : sql`and (${at}, ${id}) > (${behind.at}::timestamptz, ${behind.title_id}::bigint)`}`

/** Of the libraries that have a title, their codes. */
const setsOf = (title: Query): Query => sql`
  array(select distinct l.code from cataloguing.title_search s join organisation.branch b on b.branch_id = any (s.branches)
          join organisation.library l on l.library_id = b.library_id where s.title_id = ${title} order by 1)`

const branchesOf = (library: string): Query => sql`array(
    select b.branch_id from organisation.branch b join organisation.library l on l.library_id = b.library_id where l.code = ${library}::text)`
/** A value and not "exists", which the planner answers by reading all that a large library has before the first title. */
const heldBy = (library: string): Query =>
  sql`(select s.branches && ${branchesOf(library)} from cataloguing.title_search s where s.title_id = t.title_id) is true`

/**
 * A set of so many titles is read whole and put in order; of a larger one so many titles in a row are in it that the order of
 * changes leads there sooner.
 */
export const SMALL_SET = 20_000
export const SetSize = Type.Object({ titles: Type.Integer() })
export const setSize = (library: string): Query => sql`
  select count(*)::integer as titles from (
    select from cataloguing.title_search s where s.branches && ${branchesOf(library)} limit ${SMALL_SET + 1}) x`

/** The titles that changed, in the order in which they did; those of a small set by what is in it. */
function changed(h: Harvest): Query {
  const is = sql`t.source <> ${PROVISIONAL} and ${later(sql`t.changed_at`, sql`t.title_id`, h)}`
  const order = sql`order by t.changed_at, t.title_id limit ${h.rows + 1}`
  const told = sql`select t.title_id, t.changed_at as at, t.state <> 'in_use' as deleted`
  if (h.library === null) return sql`(${told} from cataloguing.title t where ${is} ${order})`
  if (!h.small)
    return sql`(${told} from cataloguing.title t where ${is} and (t.state <> 'in_use' or ${heldBy(h.library)}) ${order})`
  return sql`
    (${told} from (select s.title_id from cataloguing.title_search s where s.branches && ${branchesOf(h.library)} offset 0) x
       join cataloguing.title t on t.title_id = x.title_id where ${is} and t.state = 'in_use' ${order})
    union all
    (${told} from cataloguing.title t where ${is} and t.state <> 'in_use' ${order})`
}

/** Titles that went out of the set of a library and are there otherwise: in that set they are deleted (OAI-PMH 2.0 §2.6). */
const leftSet = (library: string, h: Harvest): Query => sql`
    union all
    (select x.title_id, x.left_at, true from cataloguing.title_left x join cataloguing.title t on t.title_id = x.title_id and t.state = 'in_use'
      where x.library_id = (select l.library_id from organisation.library l where l.code = ${library}::text) and t.source <> ${PROVISIONAL}
        and ${later(sql`x.left_at`, sql`x.title_id`, h)} order by x.left_at, x.title_id limit ${h.rows + 1})`

/**
 * What changed, was made, or is gone, in the order in which it did. What is gone is told in every set: who asks for one
 * library's titles must hear of those that are no longer there, and an unknown one is passed over.
 */
export const dueTitles = (h: Harvest): Query => sql`
  with due as (
    ${changed(h)}
    ${h.library === null ? sql`` : leftSet(h.library, h)}
    union all
    (select g.title_id, g.gone_at, true from cataloguing.title_gone g
      where ${later(sql`g.gone_at`, sql`g.title_id`, h)} order by g.gone_at, g.title_id limit ${h.rows + 1}))
  select d.title_id, base.iso(d.at) as at, d.deleted,
         ${h.library === null ? setsOf(sql`d.title_id`) : sql`case when d.deleted then array[${h.library}::text] else ${setsOf(sql`d.title_id`)} end`} as sets
    from due d order by d.at, d.title_id limit ${h.rows + 1}`

/** One title by its id, whether it is there or gone. */
export const dueTitle = (title_id: string): Query => sql`
  select x.title_id, base.iso(x.at) as at, x.deleted, ${setsOf(sql`x.title_id`)} as sets from (
    select t.title_id, t.changed_at as at, t.state <> 'in_use' as deleted from cataloguing.title t
     where t.title_id = ${title_id} and t.source <> ${PROVISIONAL}
    union all
    select g.title_id, g.gone_at, true from cataloguing.title_gone g where g.title_id = ${title_id}) x limit 1`

export const Earliest = Type.Object({ at: Type.Union([Type.String(), Type.Null()]) })
export const earliest: Query = sql`
  select base.iso(least((select min(changed_at) from cataloguing.title), (select min(gone_at) from cataloguing.title_gone))) as at`

export const SetRow = Type.Object({ code: Type.String(), name: Type.String() })
export const sets: Query = sql`select code, name from organisation.library where active order by code`
