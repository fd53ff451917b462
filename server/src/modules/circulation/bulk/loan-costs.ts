import type { ResolvedValues } from '@kaft/contract'
import type { Query } from '../../../base/sql.ts'
import { reverseChargeQuery } from '../../finance/index.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import type { ManyLoan } from '../facts/loan-facts.store.ts'
import { feeQueries } from '../fines/fee-queries.ts'
import { momentOf, owedFor } from '../fines/owed.ts'
import type { LateLoan, RenewalCharge } from './loan-costs.store.ts'
import type { Moment, Written } from './subject.ts'
import type { Values } from './verdict.rules.ts'

/** What a renewal costs beside its new day, as the row says it: nothing where it costs nothing. */
export interface RenewalCost {
  readonly fee_cents: number
  readonly fine_cents: number
}
export const costValues = ({ fee_cents, fine_cents }: RenewalCost): Values => ({
  ...(fee_cents > 0 ? { fee_cents } : {}),
  ...(fine_cents > 0 ? { fine_cents } : {}),
})
/** The row without its costs: what must still be so for it to go back. */
export const withoutCosts = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'fee_cents' && key !== 'fine_cents'))

/** The fine that ran until now, which the new day would make vanish; each copy of a title pays what it adds. */
export async function runningFine(
  at: Moment,
  of: {
    readonly loan: ManyLoan
    readonly late: LateLoan | undefined
    readonly calendar: Calendar | null
    readonly shared: Map<string, number>
  },
): Promise<number> {
  const { loan, late, calendar, shared } = of
  if (!late || !calendar) return 0
  const terms = late.resolved as ResolvedValues
  const key = terms.fine.per === 'title' ? `${loan.patron_id}/${loan.title_id}/${loan.due_on}` : loan.loan_id
  const shared_cents = shared.get(key) ?? 0
  const { amount_cents } = await owedFor(at.tx, {
    terms,
    loan,
    patron_id: loan.patron_id,
    title_id: loan.title_id,
    price_cents: late.price_cents,
    calendar,
    returned_on: at.today,
    returned_at: momentOf(at.ctx.now.toString(), at.today),
    shared_cents,
  })
  shared.set(key, shared_cents + amount_cents)
  return amount_cents
}

/** What the renewed rows cost their patrons. */
export const costQueries = (
  at: Moment,
  rows: readonly Written[],
  byId: ReadonlyMap<string, ManyLoan>,
): Query[] =>
  rows.flatMap(({ subject_id, after }) => {
    const item = byId.get(subject_id)
    if (!item?.patron_id) return []
    const patron = { library_id: item.library_id, patron_id: item.patron_id }
    const about = { patron, item, loan_id: subject_id }
    return [
      ...feeQueries(at.ctx, { ...about, kind: 'fine', cents: Number(after['fine_cents'] ?? 0) }),
      ...feeQueries(at.ctx, { ...about, kind: 'lending_fee', cents: Number(after['fee_cents'] ?? 0) }),
    ]
  })

/** Takes back what rows that go back had cost. */
export const costsBack = (at: Moment, rows: readonly Written[], charges: readonly RenewalCharge[]): Query[] =>
  rows.flatMap(row =>
    charges
      .filter(charge => charge.event_id === row.undoes)
      .map(({ entry_id }) => reverseChargeQuery(at.ctx, { entry_id, reason: 'undo' })),
  )
