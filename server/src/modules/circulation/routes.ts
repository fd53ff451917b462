import * as op from '@kaft/contract'
import { isRefusal, type Refusal, type StaffCtx } from '../../base/ctx.ts'
import { type Answer, on, type Route, refusedBy } from '../../base/route.ts'
import { bulkRoutes } from './bulk/routes.ts'
import { callList, callPaper, markCalled } from './call-list/call-list.ts'
import { checkin } from './checkin/checkin.ts'
import { checkout } from './checkout/checkout.ts'
import { closureRoutes } from './closure/routes.ts'
import { crateRoutes } from './crates/routes.ts'
import { scan } from './desk/scan.ts'
import { explainDecision } from './explain/explain-decision.ts'
import { explainLoan } from './explain/explain-loan.ts'
import { readerRoutes } from './reader-routes.ts'
import { readHistory } from './history/read-history.ts'
import { homeRoutes } from './home-delivery/routes.ts'
import { holdRoutes } from './holds/routes.ts'
import { clearHold } from './holds/clear-hold.ts'
import { myDay, recentActions } from './my-day/my-day.ts'
import { patronLoans } from './patron-page/patron-loans.ts'
import { renewAll } from './patron-page/renew-all.ts'
import { pullRoutes } from './pull-list/routes.ts'
import { receipt } from './receipt/receipt.ts'
import { renew } from './renew/renew.ts'
import { holdShelf } from './shelf/hold-shelf.ts'
import { shelfFirst, shelfFirstFound, shelfFirstMark } from './shelf-first/shelf-first.ts'
import { undo } from './undo/undo.ts'
import { undoRenewAll } from './undo/undo-renew-all.ts'
import { undoSeries } from './undo/undo-series.ts'

/** A machine is told by status and findings; the desk's own scan always gets a row instead. */
const strict = async (answer: Promise<op.DeskAnswer | Refusal>): Promise<Answer<op.DeskAnswer>> => {
  const said = await answer
  if (isRefusal(said)) return said
  return said.did === 'refused' || said.did === 'asked' ? refusedBy(said.findings) : said
}

export const circulationRoutes: readonly Route[] = [
  ...readerRoutes,
  ...pullRoutes,
  ...crateRoutes,
  ...bulkRoutes,
  ...closureRoutes,
  ...homeRoutes,
  on(op.scan, (ctx: StaffCtx, { body }) => scan(ctx, body)),
  on(op.checkout, (ctx: StaffCtx, { body }) => strict(checkout(ctx, body))),
  on(op.checkin, (ctx: StaffCtx, { body }) => strict(checkin(ctx, body))),
  on(op.renew, (ctx: StaffCtx, { body }) => strict(renew(ctx, body))),
  on(op.renewAll, (ctx: StaffCtx, { params, body }) => renewAll(ctx, { ...params, ...body })),
  on(op.undoSeries, (ctx: StaffCtx, { body }) => undoSeries(ctx, body)),
  on(op.undoRenewAll, (ctx: StaffCtx, { params, body }) => undoRenewAll(ctx, { ...body, ...params })),
  on(op.undo, (ctx: StaffCtx, { body }) => undo(ctx, body)),
  on(op.recentActions, (ctx: StaffCtx) => recentActions(ctx)),
  on(op.readHistory, (ctx: StaffCtx, { params, body }) => readHistory(ctx, { ...body, ...params })),
  on(op.patronLoans, (ctx: StaffCtx, { params }) => patronLoans(ctx, params.patron_id)),
  ...holdRoutes,
  on(op.clearHold, (ctx: StaffCtx, { params, body }) => clearHold(ctx, { ...params, ...body })),
  on(op.holdShelf, (ctx: StaffCtx) => holdShelf(ctx)),
  on(op.myDay, (ctx: StaffCtx) => myDay(ctx)),
  on(op.shelfFirst, (ctx: StaffCtx) => shelfFirst(ctx)),
  on(op.shelfFirstFound, (ctx: StaffCtx, { body }) => strict(shelfFirstFound(ctx, body))),
  on(op.shelfFirstMark, (ctx: StaffCtx, { params, body }) => shelfFirstMark(ctx, { ...params, ...body })),
  on(op.callList, (ctx: StaffCtx) => callList(ctx)),
  on(op.callPaper, (ctx: StaffCtx, { body }) => callPaper(ctx, body)),
  on(op.markCalled, (ctx: StaffCtx, { params, body }) => markCalled(ctx, { ...params, ...body })),
  on(op.explainLoan, (ctx: StaffCtx, { params, query }) =>
    explainLoan(ctx, { ...params, ...query, about: query.about ?? 'due', lang: query.lang ?? 'nl' }),
  ),
  on(op.explainDecision, (ctx: StaffCtx, { body }) => explainDecision(ctx, body)),
  on(op.receipt, (ctx: StaffCtx, { params, query }) => receipt(ctx, { ...params, ...query })),
]
