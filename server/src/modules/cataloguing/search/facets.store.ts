import { Facet } from '@kaft/contract'
import { Type } from 'typebox'
import { join, type Query, sql } from '../../../base/sql.ts'
import {
  conditions,
  fieldOf,
  isIn,
  lineOf,
  marks,
  ownBranches,
  type Place,
  type Search,
  sieve,
} from './search.store.ts'

/** One for each field in which something can be chosen. */
const NAMES = [
  sql`sibling_0`,
  sql`sibling_1`,
  sql`sibling_2`,
  sql`sibling_3`,
  sql`sibling_4`,
  sql`sibling_5`,
  sql`sibling_6`,
  sql`sibling_7`,
]
/** The fields in which something was chosen already. */
export const chosenIn = (s: Search): string[] => [...new Set(s.tags.map(fieldOf))]

/**
 * The matches as they would be without what was chosen in one field: from these its values are counted, so that a choice
 * does not empty its neighbours.
 */
const sibling = (s: Search, at: Place, field: string, i: number): Query => {
  return sql`, ${NAMES[i] ?? sql`none`} as materialized (
    select m.title_id, m.line, m.marks from (
      select s.title_id, s.described, ${lineOf(s)} as line, ${marks} as marks from cataloguing.title_search s where ${conditions(s, at, field)} limit ${s.most + 1}) as m
     ${sieve(s, at) ?? sql``})`
}

const countsBranches = (s: Search, at: Place): boolean =>
  s.count_branches && s.where !== 'all' && at.library_id !== null

/** Of how many matches each branch of the own library has an item; where that was asked, one that stands there now. */
function branchCounts(s: Search, at: Place): Query {
  const matches = sql`(select s.title_id, ${lineOf(s)} as line, s.branches from cataloguing.title_search s where ${conditions(s, at, 'branch')} limit ${s.most + 1})`
  const own = sql`select b.branch_id from organisation.branch b where b.library_id = ${at.library_id}::bigint`
  if (!s.available)
    return sql`select u.branch_id, count(distinct m.line)::integer as n from ${matches} m cross join lateral unnest(m.branches) as u(branch_id)
                where u.branch_id in (${own}) group by u.branch_id`
  return sql`select i.branch_id, count(distinct m.line)::integer as n from ${matches} m join inventory.item i on i.title_id = m.title_id
              where i.state = 'in_use' and i.branch_id = any (${ownBranches(at)}) and ${isIn} group by i.branch_id`
}

/** The steps of a statement in which the matches stand whose values are counted; they follow a step `found`. */
export function facetSteps(s: Search, at: Place): Query {
  const siblings = chosenIn(s).map((field, i) => sibling(s, at, field, i))
  const branches = !countsBranches(s, at)
    ? sql``
    : sql`, branch_count as materialized (${branchCounts(s, at)})`
  return sql`${join(siblings, sql``)}${branches}`
}

/** The marks of all titles of a step, behind their length; see `partsIn`. */
const gathered = (from: Query): Query => sql`
  (select int4send(length(x.all_of)) || x.all_of
     from (select coalesce(string_agg(int8send(f.title_id) || int8send(f.line) || f.marks, ''), '') as all_of from ${from} f) as x)`

/**
 * What values are counted from: the marks of all matches and then of those without the choice in each field; the marks of
 * what was chosen; and the branches, which are counted already.
 */
export const Countable = Type.Object({
  marks: Type.Unknown(),
  chosen: Type.Array(Type.String()),
  branches: Type.Array(Facet),
})
export function countable(s: Search, at: Place): Query {
  const sets = [sql`found`, ...chosenIn(s).map((_, i) => NAMES[i] ?? sql`none`)]
  const branches = !countsBranches(s, at)
    ? sql`'[]'::jsonb`
    : sql`(select coalesce(jsonb_agg(b.facet), '[]') from (
        select jsonb_build_object('field', 'branch', 'values', jsonb_agg(
                 jsonb_build_object('value', b.branch_id::text, 'count', c.n, 'name', b.name) order by b.name)) as facet
          from branch_count c join organisation.branch b on b.branch_id = c.branch_id having count(*) > 0) as b)`
  return sql`${join(sets.map(gathered), sql` || `)} as marks,
         array(select encode(cataloguing.mark_of(u.tag), 'hex') from unnest(${s.tags}::text[]) as u(tag)) as chosen, ${branches} as branches`
}

/** What values are called: by the values of titles that have them. */
export const NamedMark = Type.Object({ mark: Type.String(), tag: Type.String() })
export const namesOfMarks = (title_ids: readonly string[], wanted: readonly string[]): Query => sql`
  select encode(n.mark, 'hex') as mark, min(n.tag) as tag
    from (select u.tag, cataloguing.mark_of(u.tag) as mark from cataloguing.title_search s cross join lateral unnest(s.tags) as u(tag)
           where s.title_id = any (${title_ids}::bigint[])) as n
   where n.mark = any (array(select decode(w, 'hex') from unnest(${wanted}::text[]) as w)) group by n.mark`
