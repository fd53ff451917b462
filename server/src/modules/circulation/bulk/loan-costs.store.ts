import { Cents, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A loan that is late, with what its running fine hangs on beside what every renewal needs. */
export const LateLoan = Type.Object({
  loan_id: Id,
  price_cents: Nullable(Cents),
  resolved: Type.Unknown(),
})
export type LateLoan = Type.Static<typeof LateLoan>
export const lateLoans = (loan_ids: readonly string[], today: string): Query => sql`
  select l.loan_id, i.price_cents, t.resolved
    from circulation.loan l join inventory.item i on i.item_id = l.item_id join circulation.terms t on t.terms_id = l.terms_id
   where l.loan_id = any (${loan_ids}::bigint[]) and l.due_on <= ${today}::date and l.returned_at is null`

/** What a renewal of these loans cost, and by which event; what was taken back is not among them. */
export const RenewalCharge = Type.Object({ event_id: Type.String(), entry_id: Id, paid: Type.Boolean() })
export type RenewalCharge = Type.Static<typeof RenewalCharge>
export const renewalCharges = (loan_ids: readonly string[]): Query => sql`
  select e.event_id, c.entry_id, exists (select from finance.entry s where s.charge_id = c.entry_id and s.kind in ('payment', 'credit')
             and not exists (select from finance.entry r where r.reverses = s.entry_id)) as paid
    from finance.charge_about ca join finance.entry c on c.entry_id = ca.entry_id
    join circulation.event e on e.loan_id = ca.loan_id and e.kind = 'renewal' and e.received_at = c.at
   where ca.loan_id = any (${loan_ids}::bigint[]) and c.kind = 'charge' and c.charge_kind in ('fine', 'lending_fee')
     and not exists (select from finance.entry r where r.reverses = c.entry_id)`
