import { Condition, Instant } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { ItemHead } from '../item/item-head.store.ts'

export { Condition }
/** What an item went through, newest first; what was undone never was. */
export const conditionsQuery = (item_id: string): Query => sql`
  select kind, base.iso(since) as since, note, base.iso(ended_at) as ended_at, ended
    from inventory.item_condition where item_id = ${item_id} and ended is distinct from 'undone' order by since desc, condition_id desc limit 100`

export const ItemCare = Type.Object({
  state: Type.String(),
  status: Type.String(),
  loanable: Type.Boolean(),
  price_cents: Type.Union([Type.Integer(), Type.Null()]),
  note_when: Type.Union([Type.Literal('both'), Type.Literal('lend'), Type.Literal('return')]),
  note_ask: Type.Boolean(),
})
export const careQuery = (item_id: string): Query => sql`
  select i.state, coalesce(s.status, 'available') as status, i.loanable, i.price_cents, i.note_when, i.note_ask
    from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
   where i.item_id = ${item_id} and i.library_id = any ((select organisation.scope())::bigint[])`

export const QuickRow = Type.Object({ item: ItemHead, since: Instant, provisional: Type.Boolean() })
/** Items that were added at a desk of the own library and wait for a cataloguer, longest first. */
export const quickAddedQuery = (library_id: string, provisional: string): Query => sql`
  select base.iso(c.since) as since, t.source = ${provisional} as provisional,
         json_build_object('item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
           'title', t.title, 'author', t.author, 'language', t.language, 'item_type', i.item_type, 'branch_id', i.branch_id::text, 'branch_name', b.name,
           'shelf', i.shelf, 'call_number', i.call_number, 'note', i.note) as item
    from inventory.item_condition c join inventory.item i on i.item_id = c.item_id join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch b on b.branch_id = i.branch_id
   where c.library_id = ${library_id} and c.kind = 'quick_added' and c.ended_at is null order by c.since, c.condition_id limit 500`
