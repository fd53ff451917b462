import type { ResolvedValues } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { chargeQuery } from '../../finance/index.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import { momentOf, owedFor } from '../fines/owed.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'

/**
 * The fine of the other patron whose loan ends because the item is lent on: booked only when the desk chose so,
 * never silently dropped or silently booked.
 */
export async function otherLoanFine(
  ctx: StaffCtx,
  tx: Tx,
  of: { item: ItemFacts; on: string; booked: boolean },
): Promise<Query | null> {
  const { loan } = of.item
  if (!of.booked || !loan?.patron_id) return null
  const terms = loan.resolved as ResolvedValues
  const book = await rulebookFor(ctx, tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
  const calendar = book.calendars.get(loan.branch_id)
  if (!calendar) return null
  const owed = await owedFor(tx, {
    terms,
    loan,
    patron_id: loan.patron_id,
    title_id: of.item.title_id,
    price_cents: of.item.price_cents,
    calendar,
    returned_on: of.on,
    returned_at: momentOf(ctx.now.toString(), of.on),
  })
  if (owed.amount_cents === 0) return null
  return chargeQuery(ctx, {
    library_id: loan.library_id,
    patron_id: loan.patron_id,
    charge_kind: 'fine',
    amount_cents: owed.amount_cents,
    about: { loan_id: loan.loan_id, item_id: of.item.item_id, title_id: of.item.title_id },
  })
}
