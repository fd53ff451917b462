import { DepartureReport } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Looked } from './departure.store.ts'

/*
 * What stands in a library that leaves, and what is open there; asked by the job, in the scope of that library. Counts and
 * cents, and nobody.
 */

const Stands = Type.Omit(DepartureReport, ['agreements'])
const Open = Type.Object({
  open_loans: Type.Integer(),
  lent_to_others: Type.Integer(),
  open_holds: Type.Integer(),
  holds_of_others: Type.Integer(),
  in_transit: Type.Integer(),
  open_claims: Type.Integer(),
  open_costs: Type.Integer(),
  open_credit: Type.Integer(),
  open_requests: Type.Integer(),
  open_ibl: Type.Integer(),
  done_since_export: Type.Integer(),
})
const Names = Type.Object({ names: Type.Array(Type.String()) })
export const lookShapes = { stands: Stands, open: Open, names: Names }

const standsQuery = (id: string): Query => sql`
  select (select count(*)::integer from patrons.patron where library_id = ${id} and merged_into is null) as patrons,
         patrons.count_only_here() as only_here, i.items, i.items_named, i.titles, i.titles_only_here,
         (select count(*)::integer from circulation.loan where library_id = ${id} and returned_at is not null) as loans_past,
         (select count(*)::integer from finance.entry where library_id = ${id}) as ledger_lines,
         (select count(*)::integer from organisation.branch where library_id = ${id}) as branches,
         (select count(*)::integer from organisation.staff where library_id = ${id}) as accounts,
         (select count(*)::integer from organisation.workstation where library_id = ${id}) as workstations
    from (select count(*)::integer as items, count(distinct x.title_id)::integer as titles,
                 count(*) filter (where x.named)::integer as items_named,
                 count(distinct x.title_id) filter (where x.only_here)::integer as titles_only_here
            from (select i.title_id,
                         exists (select from circulation.loan n where n.item_id = i.item_id and n.returned_at is not null and n.library_id <> ${id})
                           or exists (select from circulation.loan n where n.item_id = i.item_id and n.returned_at is null and n.library_id <> ${id}) as named,
                         not exists (select from inventory.item o where o.title_id = i.title_id and o.library_id <> ${id}) as only_here
                    from inventory.item i where i.library_id = ${id}) x) i`

const branches = (id: string): Query =>
  sql`(select b.branch_id from organisation.branch b where b.library_id = ${id})`
const inTransit = (id: string): Query => sql`
  select count(*)::integer from circulation.item_status s join inventory.item i on i.item_id = s.item_id
   where s.status in ('in_transit', 'hold_shelf')
     and case when i.library_id = ${id} then s.status = 'in_transit' or s.branch_id not in ${branches(id)}
              else coalesce(s.to_branch_id, s.branch_id) in ${branches(id)} end`
/** What every account owes or has to get, deposits beside it. */
const accounts = (id: string): Query => sql`
  select e.account_id, sum(e.amount_cents) as balance,
         greatest(0, coalesce(-sum(e.amount_cents) filter (where c.charge_kind = 'deposit' and (e.kind in ('payment', 'payout') or e.reason = 'credit_used')), 0)) as deposit
    from finance.account a join finance.entry e on e.account_id = a.account_id left join finance.entry c on c.entry_id = e.charge_id
   where a.library_id = ${id} group by e.account_id`

const openQuery = (id: string, exported_at: string | null): Query => sql`
  select (select count(*)::integer from circulation.loan where library_id = ${id} and returned_at is null) as open_loans,
         (select count(*)::integer from inventory.item i join circulation.loan n on n.item_id = i.item_id and n.returned_at is null
           where i.library_id = ${id} and n.library_id <> ${id}) as lent_to_others,
         (select count(*)::integer from circulation.hold where library_id = ${id} and closed_at is null) as open_holds,
         (select count(*)::integer from circulation.hold where library_id <> ${id} and closed_at is null and pickup_branch_id in ${branches(id)}) as holds_of_others,
         (${inTransit(id)}) as in_transit,
         (select count(*)::integer from circulation.claim where library_id = ${id} and ended_at is null) as open_claims,
         m.open_costs, m.open_credit,
         (select count(*)::integer from privacy.rights_case where library_id = ${id} and closed_at is null) as open_requests,
         (select count(*)::integer from circulation.ibl_request where ${id}::bigint in (library_id, lender_library_id) and state in ('asked', 'sent')) as open_ibl,
         (select count(*)::integer from base.command where library_id = ${id} and at > coalesce(${exported_at}::timestamptz, 'infinity')
             and operation <> 'fetchedDeparture') as done_since_export
    from (select coalesce(sum(greatest(0, x.balance)), 0)::integer as open_costs,
                 coalesce(sum(greatest(0, -x.balance) + x.deposit), 0)::integer as open_credit from (${accounts(id)}) x) m`

const agreementsQuery = (id: string): Query => sql`
  select coalesce(jsonb_agg(a.name order by a.name), '[]') as names
    from organisation.agreement_member m join organisation.agreement a on a.agreement_id = m.agreement_id
   where m.library_id = ${id} and m.left_at is null and a.ended_at is null`

/** Three statements, whose rows are of `lookShapes`. */
export const lookQueries = (library_id: string, exported_at: string | null): readonly Query[] => [
  standsQuery(library_id),
  openQuery(library_id, exported_at),
  agreementsQuery(library_id),
]

export const lookedOf = (of: {
  readonly stands: Static<typeof Stands>
  readonly open: Static<typeof Open>
  readonly agreements: readonly string[]
  readonly not_fetched: boolean
}): Looked => ({
  stands: { ...of.stands, agreements: [...of.agreements] },
  open: { ...of.open, not_fetched: of.not_fetched ? 1 : 0 },
})
