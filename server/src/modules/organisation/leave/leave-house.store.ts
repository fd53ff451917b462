import { type Query, sql } from '../../../base/sql.ts'

/** Rows that go, of one table: a statement that answers one row `{ gone }`. */
const gone = (table: string, statement: Query): { readonly table: string; readonly remove: Query } => ({
  table,
  remove: sql`with gone as (${statement} returning 1) select count(*)::integer as gone from gone`,
})

/**
 * What makes a library a house: accounts of people and machines with all that opens something by them, seats, settings,
 * opening hours. Its branches stay, by name and without an address, since events and lines of the ledger name them. In this order.
 */
export const leaveHouse = (id: string): readonly { readonly table: string; readonly remove: Query }[] => {
  const own = sql`library_id = ${id}`
  const branches = sql`(select b.branch_id from organisation.branch b where b.library_id = ${id})`
  return [
    gone('organisation.full_sign_in', sql`delete from organisation.full_sign_in where ${own}`),
    gone('organisation.session', sql`delete from organisation.session where ${own}`),
    gone('organisation.help', sql`delete from organisation.help where ${own}`),
    gone('organisation.undertaking', sql`delete from organisation.undertaking where ${own}`),
    gone('organisation.factor', sql`delete from organisation.factor where ${own}`),
    gone('organisation.recovery_code', sql`delete from organisation.recovery_code where ${own}`),
    gone('organisation.staff_identity', sql`delete from organisation.staff_identity where ${own}`),
    gone('organisation.staff_role', sql`delete from organisation.staff_role where ${own}`),
    gone('organisation.machine', sql`delete from organisation.machine where ${own}`),
    gone('organisation.website', sql`delete from organisation.website where ${own}`),
    gone('organisation.workstation', sql`delete from organisation.workstation where ${own}`),
    gone('organisation.staff', sql`delete from organisation.staff where ${own}`),
    gone('organisation.setting', sql`delete from organisation.setting where ${own}`),
    gone(
      'organisation.opening_hours',
      sql`delete from organisation.opening_hours where branch_id in ${branches}`,
    ),
    gone(
      'organisation.exceptional_day',
      sql`delete from organisation.exceptional_day where branch_id in ${branches}`,
    ),
  ]
}

/** Where a branch was is of no use to anybody any more. */
export const leaveBranches = (id: string): Query =>
  sql`update organisation.branch set address = null where library_id = ${id}`
