import type { Day } from '../../../../base/dates.ts'
import { type Query, sql } from '../../../../base/sql.ts'

const AT_ONCE = 200

/** Holds of a library that are over, each found by an index of its own. */
export const dueHolds = (library_id: string, but: readonly string[], day: Day): Query => sql`
  select x.hold_id from (
    select h.hold_id from circulation.hold h where h.library_id = ${library_id} and h.state = 'waiting' and h.expires_on < ${day}
    union
    select h.hold_id from circulation.hold h where h.library_id = ${library_id} and h.state = 'ready' and h.ready_until < ${day}
    union
    select h.hold_id from circulation.hold h
     where h.library_id = ${library_id} and h.ibl_until is not null and h.closed_at is null and h.state = 'waiting' and h.ibl_until < ${day}
    union
    select h.hold_id from patrons.online_registration o join circulation.hold h on h.patron_id = o.patron_id
     where o.library_id = ${library_id} and o.visit_until < ${day} and h.closed_at is null
    union
    select h.hold_id from patrons.patron p join circulation.hold h on h.patron_id = p.patron_id
     where p.library_id = ${library_id} and p.deceased and h.closed_at is null
  ) x where x.hold_id <> all (${but}::bigint[]) order by x.hold_id limit ${AT_ONCE}`
