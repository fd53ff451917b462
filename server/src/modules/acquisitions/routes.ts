import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { addPurchaseAsker } from './ask/add-asker.ts'
import { patronPurchases, purchaseAskers } from './ask/read-askers.ts'
import { removePurchaseAsker } from './ask/remove-asker.ts'
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
  on(op.purchaseAskers, (ctx, { params }) => purchaseAskers(ctx, params.suggestion_id)),
  on(op.patronPurchases, (ctx, { params }) => patronPurchases(ctx, params.patron_id)),
  on(op.addPurchaseAsker, addPurchaseAsker),
  on(op.removePurchaseAsker, removePurchaseAsker),
]
