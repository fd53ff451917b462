import * as op from '@kaft/contract'
import type { StaffCtx } from '../../base/ctx.ts'
import { on, type Route } from '../../base/route.ts'
import { itemBorrower, lastBorrower } from './borrower/borrower.ts'
import { previewCalendar } from './calendar-effect/preview-calendar.ts'
import { claimReturned, listClaims, lookForClaim, resolveClaim } from './claims/claim.ts'
import { markItem } from './condition/mark-item.ts'
import { chargeDamage } from './damage/charge-damage.ts'
import { declareLost, lostLoss } from './lost/declare-lost.ts'
import { quickAdd } from './quick-add/quick-add.ts'
import { returnDays } from './return-days/return-days.ts'

/** What can happen to an object and its loan. */
export const itemRoutes: readonly Route[] = [
  on(op.declareLost, (ctx: StaffCtx, { params, body }) => declareLost(ctx, { ...body, ...params })),
  on(op.lostLoss, (ctx: StaffCtx, { params }) => lostLoss(ctx, params.loan_id)),
  on(op.markItem, (ctx: StaffCtx, { params, body }) => markItem(ctx, { ...body, ...params })),
  on(op.claimReturned, (ctx: StaffCtx, { params, body }) => claimReturned(ctx, { ...body, ...params })),
  on(op.listClaims, (ctx: StaffCtx) => listClaims(ctx)),
  on(op.lookForClaim, (ctx: StaffCtx, { params, body }) => lookForClaim(ctx, { ...body, ...params })),
  on(op.resolveClaim, (ctx: StaffCtx, { params, body }) => resolveClaim(ctx, { ...body, ...params })),
  on(op.itemBorrower, (ctx: StaffCtx, { params }) => itemBorrower(ctx, params.item_id)),
  on(op.lastBorrower, (ctx: StaffCtx, { params, body }) => lastBorrower(ctx, { ...params, ...body })),
  on(op.chargeDamage, (ctx: StaffCtx, { params, body }) => chargeDamage(ctx, { ...body, ...params })),
  on(op.quickAdd, (ctx: StaffCtx, { body }) => quickAdd(ctx, body)),
  on(op.previewCalendar, (ctx: StaffCtx, ask) => previewCalendar(ctx, ask)),
  on(op.returnDays, (ctx: StaffCtx) => returnDays(ctx)),
]
