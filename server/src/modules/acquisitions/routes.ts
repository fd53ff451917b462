import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { decidePurchase } from './decide/decide-purchase.ts'
import { withdrawPurchase } from './decide/withdraw-purchase.ts'
import { proposePurchase } from './propose/propose-purchase.ts'
import { listPurchases, readPurchase } from './read/read-purchases.ts'

export const acquisitionsRoutes: readonly Route[] = [
  on(op.listPurchases, (ctx, { query }) => listPurchases(ctx, query)),
  on(op.readPurchase, (ctx, { params }) => readPurchase(ctx, params.suggestion_id)),
  on(op.proposePurchase, (ctx, { body }) => proposePurchase(ctx, body)),
  on(op.decidePurchase, decidePurchase),
  on(op.withdrawPurchase, withdrawPurchase),
]
