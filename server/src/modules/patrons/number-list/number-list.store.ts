import { NumberLibrary } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const NumberRow = NumberLibrary
export const MOST_LIBRARIES = 400

const columns = sql`l.library_id, l.code, l.name, n.reference, n.from_on, n.until_on`
/** Every library with its line on the list, in the order of their ids; a country has some three hundred. */
export const numberLibrariesQuery = (after: string | null): Query => sql`
  select ${columns} from organisation.library l left join patrons.number_leave n on n.library_id = l.library_id
   where l.library_id > ${after ?? '0'} order by l.library_id limit ${MOST_LIBRARIES + 1}`
export const numberLibraryQuery = (library_id: string): Query =>
  sql`select ${columns} from organisation.library l left join patrons.number_leave n on n.library_id = l.library_id where l.library_id = ${library_id}`

export const putNumberLibrary = (
  ctx: StaffCtx,
  library_id: string,
  line: { readonly reference: string; readonly from_on: string; readonly until_on: string | null },
): Query => sql`
  insert into patrons.number_leave (library_id, reference, from_on, until_on, changed_at, changed_by)
  values (${library_id}, ${line.reference}, ${line.from_on}, ${line.until_on}, ${ctx.now.toString()}, ${ctx.actor.staff_id})
  on conflict (library_id) do update set reference = excluded.reference, from_on = excluded.from_on, until_on = excluded.until_on,
    changed_at = excluded.changed_at, changed_by = excluded.changed_by`
