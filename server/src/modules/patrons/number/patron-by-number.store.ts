import { type Query, sql } from '../../../base/sql.ts'
import { cardState } from '../cards/card.store.ts'

/**
 * The patron in scope whom a number names. A number does not say from which card it was read, so that it counts for the
 * newest: `closed_eid` is the code of that one where it is lost, ended or expired.
 */
export const patronOfNumberQuery = (index: string, today: string): Query => sql`
  select f.patron_id,
         (select case when ${cardState(sql`${today}::date`)} <> 'active' then c.code end from patrons.card c
           where c.patron_id = f.patron_id and c.kind = 'eid' order by c.card_id desc limit 1) as closed_eid
    from (select patrons.patron_of_number(${Buffer.from(index)}) as patron_id) f where f.patron_id is not null`
