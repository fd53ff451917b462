import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../../base/dates.ts'
import { type Query, sql } from '../../../../base/sql.ts'
import { QueuedItem, queuedItem, queueOfItem } from '../../facts/item-facts.store.ts'

/** A title that several wait for, and the item of it that would be given next. */
export const Contested = Type.Object({ title_id: Id, title: Type.String(), item: QueuedItem })
export type Contested = Type.Static<typeof Contested>

const MOST = 50
/** Of the own items, those of the titles that most wait for, one each; with one who waits no policy has a choice. */
export const contestedQuery = (library_id: string, day: Day): Query => sql`
  with waited as materialized (
    select h.title_id, count(*) as holds from circulation.hold h
     where h.state = 'waiting' and h.library_id = any (organisation.linked(${library_id}, false))
     group by h.title_id having count(*) > 1
  ),
  chosen as materialized (
    select w.title_id, w.holds, x.item_id from waited w
     cross join lateral (select i.item_id from inventory.item i
                          where i.title_id = w.title_id and i.library_id = ${library_id} and i.state = 'in_use' and i.loanable
                          order by i.item_id limit 1) x
     order by w.holds desc, w.title_id limit ${MOST}
  )
  select c.title_id, t.title, ${queuedItem} as item
    from chosen c join cataloguing.title t on t.title_id = c.title_id join inventory.item i on i.item_id = c.item_id
    ${queueOfItem({ day, whole: true })}
   order by c.holds desc, c.title_id`
