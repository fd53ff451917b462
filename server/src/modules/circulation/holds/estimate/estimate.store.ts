import { Id, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../../base/dates.ts'
import { type Query, sql } from '../../../../base/sql.ts'
import { titlesOf } from '../hold.store.ts'

const Stay = Type.Object({ days: Type.Integer(), returns: Type.Integer() })
const facts = {
  copies: Type.Array(
    Type.Object({ status: OneOf(['available', 'promised', 'on_loan']), days_out: Type.Integer() }),
  ),
  of_title: Type.Array(Stay),
  of_type: Type.Array(Stay),
}
export const HoldEstimate = Type.Object({ hold_id: Id, ...facts })
export const TitleEstimate = Type.Object(facts)

/** How many items, and how many returns of each, an estimate looks at: more do not make it better. */
const [MOST_ITEMS, MOST_RETURNS] = [60, 12]

/** Items of titles that may serve a library, where each is, and how long they stayed out: no loan is named. */
const factsOf = (of: { titles: Query; library_id: Query; wanted: Query }, day: Day): Query => sql`
  coalesce((select json_agg(json_build_object('days_out', greatest(0, ${day}::date - (s.since at time zone 'Europe/Brussels')::date),
      'status', case when s.status = 'on_loan' then 'on_loan' when s.hold_id is not null then 'promised' else 'available' end))
      from (select i.item_id from inventory.item i
             where i.title_id = any (${of.titles}) and i.state = 'in_use' and i.loanable and (${of.wanted} is null or i.item_id = ${of.wanted})
               and i.library_id = any (organisation.linked(${of.library_id}, false)) order by i.item_id limit ${MOST_ITEMS}) i
      left join circulation.item_status s on s.item_id = i.item_id), '[]') as copies,
  coalesce((select json_agg(x) from (
      select greatest(0, l.returned_on - (l.lent_at at time zone 'Europe/Brussels')::date) as days, count(*)::integer as returns
        from (select i.item_id from inventory.item i where i.title_id = any (${of.titles})
               and i.library_id = any (organisation.linked(${of.library_id}, false)) order by i.item_id limit ${MOST_ITEMS}) i
        cross join lateral (select r.returned_on, r.lent_at from circulation.loan r
              where r.item_id = i.item_id and r.returned_at is not null and r.ended <> 'undone' order by r.returned_at desc limit ${MOST_RETURNS}) l
       group by 1) x), '[]') as of_title,
  coalesce((select json_agg(x) from (
      select s.days, sum(s.returns)::integer as returns from circulation.stay s
       where s.library_id = ${of.library_id} and s.month > ${day}::date - 400
         and s.item_type in (select distinct i.item_type from inventory.item i where i.title_id = any (${of.titles}))
       group by s.days) x), '[]') as of_type`

/** One row, `HoldEstimate`, for each of these holds. */
export const holdEstimates = (hold_ids: readonly string[], day: Day): Query => sql`
  select h.hold_id, ${factsOf({ titles: titlesOf, library_id: sql`h.library_id`, wanted: sql`h.wanted_item_id` }, day)}
    from circulation.hold h where h.hold_id = any (${hold_ids}::bigint[])`

/** One row, `TitleEstimate`, for a hold that somebody of this library might place. */
export const titleEstimate = (title_id: string, library_id: string, day: Day): Query => sql`
  select ${factsOf(
    {
      titles: sql`array[a.title_id]`,
      library_id: sql`a.library_id`,
      wanted: sql`null::bigint`,
    },
    day,
  )}
    from (select ${title_id}::bigint as title_id, ${library_id}::bigint as library_id) a`
