import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const NamedItem = Type.Object({ item_id: Id })
/**
 * Items that something of another library still names: a loan that is open or that a reader there keeps, a claim, or a
 * reservation that waits on a shelf or is under way.
 */
export const namedByOthers = (library_id: string, item_ids: readonly string[]): Query => sql`
  select i.item_id from unnest(${item_ids}::bigint[]) as i(item_id)
   where exists (select from circulation.loan n where n.item_id = i.item_id and n.returned_at is null and n.library_id <> ${library_id})
      or exists (select from circulation.loan n where n.item_id = i.item_id and n.returned_at is not null and n.library_id <> ${library_id})
      or exists (select from circulation.claim c where c.item_id = i.item_id and c.library_id <> ${library_id})
      or exists (select from circulation.item_status s where s.item_id = i.item_id and s.status in ('hold_shelf', 'in_transit'))`

/** What hangs on items that go: loans of nobody any more, which were counted with their readers, and places in crates. */
export const leaveItemLoans = (library_id: string, item_ids: readonly string[]): readonly Query[] => {
  const these = sql`item_id = any (${item_ids}::bigint[])`
  return [
    sql`delete from circulation.claim where library_id = ${library_id} and ${these}`,
    sql`delete from circulation.shelf_search where library_id = ${library_id} and ${these}`,
    sql`delete from circulation.crate_item where ${these}`,
    sql`delete from circulation.item_status where ${these}`,
    sql`delete from circulation.loan where ${these} and returned_at is null and library_id = ${library_id}`,
    sql`delete from circulation.loan where ${these} and returned_at is not null and library_id = ${library_id}`,
  ]
}

const gone = (table: string, statement: Query): { readonly table: string; readonly remove: Query } => ({
  table,
  remove: sql`with gone as (${statement} returning 1) select count(*)::integer as gone from gone`,
})

/** What a library keeps for its own work: routes, crates, changes of many at once, lists of the day. In this order. */
export const leaveWork = (id: string): readonly { readonly table: string; readonly remove: Query }[] => {
  const own = sql`library_id = ${id}`
  const crates = sql`(select c.crate_id from circulation.crate c where c.library_id = ${id})`
  return [
    gone('circulation.home_bag', sql`delete from circulation.home_bag where ${own}`),
    gone('circulation.home_departure', sql`delete from circulation.home_departure where ${own}`),
    gone('circulation.home_stop', sql`delete from circulation.home_stop where ${own}`),
    gone('circulation.home_route', sql`delete from circulation.home_route where ${own}`),
    gone('circulation.bulk_line', sql`delete from circulation.bulk_line where ${own}`),
    gone('circulation.bulk_run', sql`delete from circulation.bulk_run where ${own}`),
    gone('circulation.pull_claim', sql`delete from circulation.pull_claim where ${own}`),
    gone('circulation.shelf_search', sql`delete from circulation.shelf_search where ${own}`),
    gone('circulation.auto_renewal', sql`delete from circulation.auto_renewal where ${own}`),
    gone('circulation.crate_trip', sql`delete from circulation.crate_trip where crate_id in ${crates}`),
    gone('circulation.crate', sql`delete from circulation.crate where ${own}`),
  ]
}
