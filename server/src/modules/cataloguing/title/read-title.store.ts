import { Availability, HeldText, Id, ItemOfTitle, Title } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What is not in the row: what only the record says, and what libraries have of it. */
const BESIDE = [
  'items',
  'availability',
  'holdings',
  'genres',
  'classes',
  'age_from',
  'age_to',
  'fiction',
  'local_notes',
] as const
export const TitleRow = Type.Object({
  ...Type.Omit(Title, [...BESIDE]).properties,
  record: Type.Unknown(),
})
export const titleQuery = (title_id: string): Query => sql`
  select t.title_id, t.control_number, t.title, t.subtitle, t.author, t.year, t.material, t.language, t.publisher, t.extent, t.series, t.summary,
         t.audience, t.isbns, t.subjects, t.contributors, t.record,
         (select count(*)::integer from circulation.hold h where h.title_id = t.title_id and h.state = 'waiting') as waiting
    from cataloguing.title t where t.title_id = ${title_id} and t.state = 'in_use'`

/** The title that one leads on to, since they were merged; none where it stands, or never was. */
export const LeadsTo = Type.Object({ title_id: Type.Union([Id, Type.Null()]) })
export const leadsTo = (title_id: string): Query =>
  sql`select cataloguing.stands_as(t.title_id) as title_id from cataloguing.title t where t.title_id = ${title_id} and t.state = 'merged'`

const status = sql`case when i.state <> 'in_use' then i.state else coalesce(s.status, 'available') end`
const nearFirst = (at: Place): Query =>
  sql`b.branch_id <> ${at.branch_id}, b.library_id <> ${at.library_id}, l.name, b.name`

export interface Place {
  readonly library_id: string
  readonly branch_id: string
}

export { Availability }
/** At each branch of any library that has the title: how many items, how many of them stand there, and when one is due. */
export const availabilityQuery = (title_id: string, at: Place): Query => sql`
  select b.branch_id, b.name as branch_name, l.library_id, l.name as library_name, x.items, x.available, x.shelf, x.call_number, x.next_due_on
    from (select i.branch_id, count(*)::integer as items, count(*) filter (where ${status} = 'available')::integer as available,
                 (array_agg(i.shelf order by ${status} <> 'available', i.item_id))[1] as shelf,
                 (array_agg(i.call_number order by ${status} <> 'available', i.item_id))[1] as call_number, min(s.due_on) as next_due_on
            from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
           where i.title_id = ${title_id} and i.state <> 'withdrawn' group by i.branch_id) x
    join organisation.branch b on b.branch_id = x.branch_id join organisation.library l on l.library_id = b.library_id
   order by ${nearFirst(at)}`

export { ItemOfTitle }
/** The items of the own library and of those that it shares patrons with: the ones that a desk here can do something about. */
export const itemsQuery = (title_id: string, at: Place): Query => sql`
  select i.item_id, i.barcode, l.library_id, l.name as library_name, b.branch_id, b.name as branch_name, i.item_type, i.shelf, i.call_number, i.issue,
         ${status} as status, s.due_on, (s.since at time zone 'Europe/Brussels')::date as last_seen_on, i.note
    from inventory.item i join organisation.branch b on b.branch_id = i.branch_id join organisation.library l on l.library_id = i.library_id
    left join circulation.item_status s on s.item_id = i.item_id
   where i.title_id = ${title_id} and i.state <> 'withdrawn' and i.library_id = any ((select organisation.scope())::bigint[])
   order by ${nearFirst(at)}, i.call_number, i.issue desc nulls last, i.item_id`

export { HeldText }
const MOST_HELD = 200
/** What libraries say that they have, in words. One that says no more than its items do is told by those. */
export const heldTexts = (title_id: string, at: Place): Query => sql`
  select h.holding_id, l.library_id, l.name as library_name, h.statements,
         (select jsonb_agg(jsonb_build_object('branch_name', pb.name, 'shelf', p.shelf, 'call_number', p.call_number) order by p.place_no)
            from cataloguing.holding_place p join organisation.branch pb on pb.branch_id = p.branch_id where p.holding_id = h.holding_id) as places
    from cataloguing.holding h join organisation.branch b on b.branch_id = h.branch_id join organisation.library l on l.library_id = b.library_id
   where h.title_id = ${title_id}
     and (h.statements <> '[]' or not exists (
       select from inventory.item i where i.title_id = h.title_id and i.branch_id = h.branch_id and i.state <> 'withdrawn'))
   order by ${nearFirst(at)}, h.holding_id limit ${MOST_HELD}`
