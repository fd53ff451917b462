import type { StaffCtx } from '../../../base/ctx.ts'
import type { Query } from '../../../base/sql.ts'
import { chargeQuery } from '../../finance/index.ts'
import { suspendQuery } from '../../patrons/index.ts'
import type { ItemFacts, OpenLoan } from '../facts/item-facts.store.ts'
import type { Checkin } from './checkin.rules.ts'

/** What a late return costs whoever may be seen: the fine, and a while without lending where the regulation says so. */
export function owedQueries(
  ctx: StaffCtx,
  of: {
    readonly loan: OpenLoan | null
    readonly item: ItemFacts
    readonly decided: Checkin
    readonly event_id: string
  },
): Query[] {
  const { loan, item } = of
  const { fine, suspended_until } = of.decided
  if (loan?.patron_id == null) return []
  const whose = { library_id: loan.library_id, patron_id: loan.patron_id }
  const about = { loan_id: loan.loan_id, item_id: item.item_id, title_id: item.title_id }
  return [
    ...(suspended_until
      ? [suspendQuery(ctx, { ...whose, until: suspended_until, event_id: of.event_id })]
      : []),
    ...(fine && fine.amount_cents > 0
      ? [chargeQuery(ctx, { ...whose, charge_kind: 'fine', amount_cents: fine.amount_cents, about })]
      : []),
  ]
}
