import type { StaffCtx } from '../../../base/ctx.ts'
import type { Query } from '../../../base/sql.ts'
import { chargeQuery, reverseChargeQuery } from '../../finance/index.ts'

/** A cost of a hold, booked on the patron's account; nothing is booked where it costs nothing. */
export const holdCharge = (
  ctx: StaffCtx,
  patron: { readonly library_id: string; readonly patron_id: string },
  of: {
    readonly hold_id: string
    readonly title_id: string
    readonly amount_cents: number
    readonly item_id?: string | null
    readonly loan_id?: string | null
  },
): Query[] =>
  of.amount_cents === 0
    ? []
    : [
        chargeQuery(ctx, {
          library_id: patron.library_id,
          patron_id: patron.patron_id,
          charge_kind: 'hold',
          amount_cents: of.amount_cents,
          about: {
            hold_id: of.hold_id,
            title_id: of.title_id,
            item_id: of.item_id ?? null,
            loan_id: of.loan_id ?? null,
          },
        }),
      ]

/** Takes costs of a hold back. What was paid stays booked: that money is given back at the till. */
export const refunds = (ctx: StaffCtx, entry_ids: readonly string[]): Query[] =>
  entry_ids.map(entry_id => reverseChargeQuery(ctx, { entry_id, reason: 'refund' }))
