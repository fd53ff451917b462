import type { StaffCtx } from '../../../base/ctx.ts'
import type { Query } from '../../../base/sql.ts'
import { chargeQuery } from '../../finance/index.ts'

/** What a loan costs its patron, for what; an amount of 0 writes no line. */
export interface LoanFee {
  readonly patron: { readonly library_id: string; readonly patron_id: string }
  readonly item: { readonly item_id: string; readonly title_id: string }
  readonly loan_id: string
  readonly kind: 'lending_fee' | 'hold' | 'fine'
  readonly cents: number
}

export const feeQueries = (ctx: StaffCtx, { patron, item, loan_id, kind, cents }: LoanFee): Query[] =>
  cents === 0
    ? []
    : [
        chargeQuery(ctx, {
          library_id: patron.library_id,
          patron_id: patron.patron_id,
          charge_kind: kind,
          amount_cents: cents,
          about: { loan_id, item_id: item.item_id, title_id: item.title_id },
        }),
      ]
