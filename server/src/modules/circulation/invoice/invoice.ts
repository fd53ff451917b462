import type { ResolvedValues } from '@kaft/contract'
import type { Ctx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { type Booker, chargeQuery } from '../../finance/index.ts'
import { lostSettingsOf, lostSettingsQuery } from '../lost/lost-settings.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { type InvoiceLine, invoiceLine } from './invoice.rules.ts'
import { InvoicedLoan, invoicedLoans } from './invoice.store.ts'

/** What an invoice asks for one loan, with what the charges are about. */
export interface Invoiced extends InvoiceLine {
  readonly loan_id: string
  readonly item_id: string
  readonly title_id: string
}

/**
 * What an invoice asks for these loans of one library, each by the terms it was lent under, as it is announced and as
 * it is booked: one sum for both.
 * @returns by loan; a loan that ended meanwhile is not among them
 */
export async function invoiceFor(
  ctx: Ctx,
  tx: Tx,
  of: { readonly library_id: string; readonly loan_ids: readonly string[] },
): Promise<ReadonlyMap<string, Invoiced>> {
  if (of.loan_ids.length === 0) return new Map()
  const [rows = [], settings = []] = await tx.more([
    invoicedLoans(of.loan_ids),
    lostSettingsQuery(of.library_id),
  ])
  const library = lostSettingsOf(settings)
  const asked = new Map<string, Invoiced>()
  for (const loan of allOf(InvoicedLoan, rows)) {
    const at = { library_id: loan.lent_library_id, epoch: loan.lent_epoch }
    const { calendars } = await rulebookFor(ctx, tx, at)
    const { loan_id, item_id, title_id } = loan
    const line = invoiceLine({
      ...loan,
      today: dayOf(ctx.now),
      terms: loan.resolved as ResolvedValues,
      calendar: calendars.get(loan.branch_id) ?? null,
      library,
    })
    asked.set(loan_id, { ...line, loan_id, item_id, title_id })
  }
  return asked
}

/** Who gets the invoice. */
export interface Debtor {
  readonly library_id: string
  readonly patron_id: string
}

/** Books what an invoice announced: the price and the fine of each title, and the cost of the letter once. */
export function invoiceCharges(ctx: Booker, to: Debtor, lines: readonly Invoiced[]): Query[] {
  const charge = (
    charge_kind: 'replacement' | 'fine' | 'processing',
    amount_cents: number,
    about: Parameters<typeof chargeQuery>[1]['about'],
  ): Query[] =>
    amount_cents > 0
      ? [chargeQuery(ctx, { ...to, charge_kind, amount_cents, reason: 'Nota', ...(about ? { about } : {}) })]
      : []
  const cost_cents = Math.max(0, ...lines.map(line => line.cost_cents))
  // The cost of a letter about several titles hangs on none of them: it does not fall when one comes back.
  const [only] = lines.length === 1 ? lines : []
  const aboutLetter = only && { loan_id: only.loan_id, item_id: only.item_id, title_id: only.title_id }
  return [
    ...lines.flatMap(({ loan_id, item_id, title_id, price_cents, fine_cents }) => {
      const about = { loan_id, item_id, title_id }
      return [...charge('replacement', price_cents, about), ...charge('fine', fine_cents, about)]
    }),
    ...charge('processing', cost_cents, aboutLetter),
  ]
}
