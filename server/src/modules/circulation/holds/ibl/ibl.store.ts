import { Id, IblLine, Nullable, type IblPolicy } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../../base/ctx.ts'
import { addDays, type Day } from '../../../../base/dates.ts'
import { type Query, sql } from '../../../../base/sql.ts'
import { titlesOf } from '../hold.store.ts'

/** A library outside of the cooperation that has an item on its shelf which may be asked for. */
export const Lender = Type.Object({
  library_id: Id,
  items: Type.Integer(),
  item_type: Type.String(),
})
export type Lender = Type.Static<typeof Lender>
const MOST_LENDERS = 12

/** Libraries that could be asked for a hold: first those that the library named, then who has most on the shelf. */
export const lendersOf = (hold_id: string, policy: IblPolicy, day: Day): Query => sql`
  select i.library_id, count(*)::integer as items, min(i.item_type) as item_type
    from circulation.hold h join inventory.item i on i.title_id = h.title_id
    join organisation.library l on l.library_id = i.library_id and l.active
    left join circulation.item_status s on s.item_id = i.item_id
   where h.hold_id = ${hold_id} and i.state = 'in_use' and i.loanable and coalesce(s.status, 'available') = 'available'
     and coalesce(i.acquired_on, '-infinity') <= ${addDays(day, -policy.min_item_age_days)}::date
     and i.library_id <> all (organisation.linked(h.library_id, false))
   group by i.library_id
   order by array_position(${policy.order}::bigint[], i.library_id), items desc, i.library_id limit ${MOST_LENDERS}`

/** How many items of the own cooperation could still fill the hold; and the epoch of the library that decides. */
export const OwnItems = Type.Object({ items: Type.Integer(), epoch: Type.String() })
export const ownItems = (hold_id: string, library_id: string): Query => sql`
  select count(i.item_id)::integer as items, (select l.epoch from organisation.library l where l.library_id = ${library_id}) as epoch
    from circulation.hold h join organisation.branch pb on pb.branch_id = h.pickup_branch_id
    left join inventory.item i on i.title_id = any (${titlesOf}) and i.state in ('in_use', 'on_order') and i.loanable
     and (h.wanted_item_id is null or i.item_id = h.wanted_item_id) and i.library_id = any (organisation.linked(h.library_id, false))
     and (i.library_id = pb.library_id or i.library_id = any (organisation.linked(pb.library_id, true)))
   where h.hold_id = ${hold_id}`

/** The first lender is asked now; the others wait for their turn. */
export const askLenders = (
  ctx: StaffCtx,
  of: {
    hold_id: string
    library_id: string
    title_id: string
    until: Day
    cents: number
    lenders: readonly Lender[]
  },
): Query[] => [
  sql`
  insert into circulation.ibl_request (library_id, hold_id, title_id, lender_library_id, turn, state, asked_at)
  select ${of.library_id}, ${of.hold_id}, ${of.title_id}, x.id, x.turn, case when x.turn = 1 then 'asked' else 'planned' end,
         case when x.turn = 1 then ${ctx.now.toString()}::timestamptz end
    from unnest(${of.lenders.map(l => l.library_id)}::bigint[]) with ordinality as x(id, turn)`,
  sql`update circulation.hold set ibl_until = ${of.until}, ibl_cents = ${of.cents} where hold_id = ${of.hold_id} and state = 'waiting'`,
]

export const IblFacts = Type.Object({
  ibl_id: Id,
  hold_id: Id,
  title_id: Id,
  lender_library_id: Id,
  state: Type.String(),
  pickup_branch_id: Id,
  /** Whether the hold still waits for it. */
  wanted: Type.Boolean(),
  pickup_branch: Type.String(),
})
export const iblFacts = (ibl_id: string): Query => sql`
  select f.ibl_id, f.hold_id, f.title_id, f.lender_library_id, f.state, f.pickup_branch_id, f.wanted, b.name as pickup_branch
    from circulation.ibl_facts(${ibl_id}) f join organisation.branch b on b.branch_id = f.pickup_branch_id`

export const NextLender = Type.Object({ library: Nullable(Type.String()) })
/** Answers a request; one row, `NextLender`: who is asked next, when the answer is no. */
export const answerQuery = (ctx: StaffCtx, ibl_id: string, item_id: string | null): Query => sql`
  select (select l.name from organisation.library l where l.library_id = a.next_id) as library
    from (select circulation.answer_ibl(${ibl_id}, ${item_id}, ${ctx.now.toString()}, ${ctx.actor.staff_id}) as next_id) a`

const sendable = (min_age: number, day: Day): Query => sql`
  coalesce((select array_agg(i.barcode order by i.barcode) from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
    where r.state = 'asked' and i.title_id = r.title_id and i.library_id = (select organisation.own_library()) and r.lender_library_id = i.library_id
      and i.state = 'in_use' and i.loanable and coalesce(s.status, 'available') = 'available'
      and coalesce(i.acquired_on, '-infinity') <= ${addDays(day, -min_age)}::date), '{}')`

/** Requests to or from the own library, as lines without a patron. */
export const iblLines = (which: 'to_answer' | 'asked', min_age: number, day: Day): Query => {
  const own = sql`(select organisation.own_library())`
  const where =
    which === 'to_answer'
      ? sql`r.lender_library_id = ${own} and r.state = 'asked'`
      : sql`r.library_id = ${own} and r.state in ('asked', 'planned', 'sent', 'refused')
            and exists (select from circulation.hold h where h.hold_id = r.hold_id and h.closed_at is null)`
  return sql`
    select r.ibl_id, r.hold_id, r.title_id, t.title, t.author, l.name as library, o.name as lender, b.name as pickup_branch, r.state, r.turn,
           (r.asked_at at time zone 'Europe/Brussels')::date as asked_on, f.until, ${sendable(min_age, day)} as barcodes
      from circulation.ibl_request r join cataloguing.title t on t.title_id = r.title_id
      join organisation.library l on l.library_id = r.library_id join organisation.library o on o.library_id = r.lender_library_id
      join lateral circulation.ibl_facts(r.ibl_id) f on true join organisation.branch b on b.branch_id = f.pickup_branch_id
     where ${where} order by r.asked_at, r.hold_id, r.turn limit 300`
}
export { IblLine }
