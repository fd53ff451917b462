import { Day, Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** Who has it now, where they may be seen. */
export const HasNow = Type.Object({ patron_id: Id, due_on: Day })
export const hasNowQuery = (item_id: string): Query => sql`
  select p.patron_id, l.due_on from circulation.loan l join patrons.patron p on p.patron_id = l.patron_id
    join inventory.item i on i.item_id = l.item_id and i.library_id = any ((select organisation.scope())::bigint[])
   where l.item_id = ${item_id} and l.returned_at is null`

/** Who had it last, while the tie stands: so many days, and no longer for whoever keeps their history, since damage is found soon. */
export const HadLast = Type.Object({ patron_id: Id, lent_on: Day, returned_on: Day })
export const hadLastQuery = (item_id: string, since: string): Query => sql`
  select p.patron_id, (l.lent_at at time zone 'Europe/Brussels')::date as lent_on, l.returned_on
    from (select * from circulation.loan x where x.item_id = ${item_id} and x.returned_at is not null
             and x.ended in ('returned', 'lent_on', 'lost') order by x.returned_at desc limit 1) l
    join patrons.patron p on p.patron_id = l.patron_id
    join inventory.item i on i.item_id = l.item_id and i.library_id = any ((select organisation.scope())::bigint[])
   where l.returned_on >= ${since}::date`
