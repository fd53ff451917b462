import { join, type Query, sql } from '../../../base/sql.ts'
import {
  conditions,
  FACETS,
  fieldOf,
  isIn,
  ownBranches,
  type Place,
  type Search,
  sieve,
} from './search.store.ts'

const FACET_VALUES = 15
/** A value that fewer than one in so many matches have says nothing; sorting the long tail of them takes time. */
const FEW = 2_000

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
const chosenIn = (s: Search): string[] => [...new Set(s.tags.map(fieldOf))]

/**
 * The matches as they would be without what was chosen in one field: from these its values are counted, so that a choice
 * does not empty its neighbours.
 */
const sibling = (s: Search, at: Place, field: string, i: number): Query => {
  return sql`, ${NAMES[i] ?? sql`none`} as materialized (
    select m.title_id, m.tags from (
      select s.title_id, s.tags from cataloguing.title_search s where ${conditions(s, at, field)} limit ${s.most + 1}) as m
     ${sieve(s, at) ?? sql``})`
}

const countsBranches = (s: Search, at: Place): boolean =>
  s.count_branches && s.where !== 'all' && at.library_id !== null

const countsOf = (from: Query, of: Query): Query => sql`
  select u.tag, count(*)::integer as n from (select unnest(f.tags) as tag from ${from} f) as u where ${of} group by u.tag
  having count(*) * ${FEW} > (select count(*) from ${from})`

/** Of how many matches each branch of the own library has an item; where that was asked, one that stands there now. */
function branchCounts(s: Search, at: Place): Query {
  const matches = sql`(select s.title_id, s.branches from cataloguing.title_search s where ${conditions(s, at, 'branch')} limit ${s.most + 1})`
  const own = sql`select b.branch_id from organisation.branch b where b.library_id = ${at.library_id}::bigint`
  if (!s.available)
    return sql`select u.branch_id, count(*)::integer as n from ${matches} m cross join lateral unnest(m.branches) as u(branch_id)
                where u.branch_id in (${own}) group by u.branch_id`
  return sql`select i.branch_id, count(distinct m.title_id)::integer as n from ${matches} m join inventory.item i on i.title_id = m.title_id
              where i.state = 'in_use' and i.branch_id = any (${ownBranches(at)}) and ${isIn} group by i.branch_id`
}

/** The steps of a statement that count values; they follow a step `found`. */
export function facetSteps(s: Search, at: Place): Query {
  const chosen = chosenIn(s)
  const siblings = chosen.map((field, i) => sibling(s, at, field, i))
  const rest = sql`not (split_part(u.tag, ':', 1) = any (${chosen}::text[]))`
  const own = chosen.map((field, i) =>
    countsOf(NAMES[i] ?? sql`none`, sql`split_part(u.tag, ':', 1) = ${field}`),
  )
  const branches = !countsBranches(s, at)
    ? sql``
    : sql`, branch_count as materialized (${branchCounts(s, at)})`
  return sql`${join(siblings, sql``)}${branches},
  counted as materialized (${join([countsOf(sql`found`, chosen.length === 0 ? sql`true` : rest), ...own], sql` union all `)})`
}

/** Of each field the values that most matches have, and those that were chosen. The fields stand in the order in which screens show them. */
export function facetsOf(s: Search, at: Place): Query {
  const branches = !countsBranches(s, at)
    ? sql``
    : sql` union all
      select 'branch', 0, jsonb_agg(jsonb_build_object('value', b.branch_id::text, 'count', c.n, 'name', b.name) order by b.name)
        from branch_count c join organisation.branch b on b.branch_id = c.branch_id having count(*) > 0`
  return sql`
  select coalesce(jsonb_agg(jsonb_build_object('field', x.field, 'values', x.vals) order by x.place), '[]')
    from (select f.field, f.place, jsonb_agg(jsonb_build_object('value', c.value, 'count', c.n, 'name', null) order by c.n desc, c.tag) as vals
            from (select split_part(k.tag, ':', 1) as field, substr(k.tag, strpos(k.tag, ':') + 1) as value, k.tag, k.n,
                         row_number() over (partition by split_part(k.tag, ':', 1) order by k.n desc, k.tag) as nth from counted k) as c
            join unnest(${FACETS}::text[]) with ordinality as f(field, place) on f.field = c.field
           where c.nth <= ${FACET_VALUES} or c.tag = any (${s.tags}::text[]) group by f.field, f.place${branches}) as x`
}
