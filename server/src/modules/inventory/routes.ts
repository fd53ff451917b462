import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { addItem, type ItemWiring } from './add-item/add-item.ts'
import { setAlert } from './alert/set-alert.ts'
import { changeItem } from './change-item/change-item.ts'
import { itemConditions, quickAdded } from './conditions/item-conditions.ts'
import { findItems } from './find-items/find-items.ts'
import { takeBackItem } from './take-back/take-back.ts'

export const inventoryRoutes = (wiring: ItemWiring): readonly Route[] => [
  on(op.findItems, (ctx, { query }) => findItems(ctx, query)),
  on(op.addItem, (ctx, { body }) => addItem(ctx, body, wiring)),
  on(op.takeBackItem, (ctx, ask) => takeBackItem(ctx, ask, wiring)),
  on(op.itemConditions, (ctx, { params }) => itemConditions(ctx, params.item_id)),
  on(op.quickAdded, ctx => quickAdded(ctx, wiring)),
  on(op.setItemAlert, (ctx, { params, body }) => setAlert(ctx, { ...body, ...params })),
  on(op.changeItem, (ctx, { params, body }) => changeItem(ctx, { ...body, ...params }, wiring)),
]
