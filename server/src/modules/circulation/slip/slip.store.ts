import { Day, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const SlipRow = Type.Object({
  status: Type.String(),
  branch: Type.String(),
  library: Type.String(),
  hold_code: Nullable(Type.String()),
  until: Nullable(Day),
  title: Type.String(),
  barcode: Type.String(),
  patron_id: Nullable(Type.String()),
  card_tail: Nullable(Type.String()),
  initials: Nullable(Type.String()),
})

/** What goes around an item: where it lies or travels, and what the owner of the hold knows themselves by. */
export const slipQuery = (item_is: Query): Query => sql`
  select s.status, b.name as branch, l.name as library, h.hold_code, h.ready_until as until, t.title, i.barcode, p.patron_id,
         (select c.tail from patrons.card c where c.patron_id = p.patron_id and c.state = 'active' order by c.since desc limit 1) as card_tail,
         upper(left(p.given_name, 1)) || upper(left(p.family_name, 1)) as initials
    from inventory.item i join circulation.item_status s on s.item_id = i.item_id and s.status in ('hold_shelf', 'in_transit')
    join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch b on b.branch_id = coalesce(s.to_branch_id, s.branch_id) join organisation.library l on l.library_id = b.library_id
    left join circulation.hold h on h.hold_id = s.hold_id and s.status = 'hold_shelf'
    left join patrons.patron p on p.patron_id = h.patron_id
   where ${item_is}`
