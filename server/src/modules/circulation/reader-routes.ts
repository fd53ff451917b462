import * as op from '@kaft/contract'
import { isRefusal, type ReaderCtx, type Refusal } from '../../base/ctx.ts'
import { type Answer, on, type Route, refusedBy } from '../../base/route.ts'
import { readHistory } from './history/read-history.ts'
import { changeHold, resumeHold, suspendHold } from './holds/change-hold.ts'
import { cancelHold } from './holds/end-hold.ts'
import { keepHold } from './holds/keep-hold.ts'
import { placeHold } from './holds/place-hold.ts'
import { patronHolds } from './holds/show-holds.ts'
import { patronLoans } from './patron-page/patron-loans.ts'
import { renewAll } from './patron-page/renew-all.ts'
import { renew } from './renew/renew.ts'

const me = (ctx: ReaderCtx): { readonly patron_id: string } => ({ patron_id: ctx.actor.reader.patron_id })

/** What staff wrote on an item is for who handles it. */
const plain = <T extends { readonly item: op.ItemHead | null }>(row: T): T =>
  row.item === null ? row : { ...row, item: { ...row.item, note: null } }

const strict = async (answer: Promise<op.DeskAnswer | Refusal>): Promise<Answer<op.DeskAnswer>> => {
  const said = await answer
  if (isRefusal(said)) return said
  return said.did === 'refused' || said.did === 'asked' ? refusedBy(said.findings) : plain(said)
}

/** What readers do by themselves: the use cases of the desk, about whoever is signed in. */
export const readerRoutes: readonly Route[] = [
  on(op.myLoans, async ctx => {
    const said = await patronLoans(ctx, me(ctx).patron_id)
    return isRefusal(said) ? said : { rows: said.rows.map(plain), lost: said.lost.map(plain) }
  }),
  on(op.renewMine, (ctx, { params, body }) => strict(renew(ctx, { ...body, ...params }))),
  on(op.renewAllMine, async (ctx, { body }) => {
    const said = await renewAll(ctx, { ...body, ...me(ctx) })
    return isRefusal(said) || 'findings_refused' in said ? said : { ...said, rows: said.rows.map(plain) }
  }),
  on(op.myHolds, ctx => patronHolds(ctx, me(ctx).patron_id)),
  on(op.placeMyHold, (ctx, { body }) => placeHold(ctx, { ...body, ...me(ctx) })),
  on(op.cancelMyHold, (ctx, { params, body }) => cancelHold(ctx, { ...body, ...params })),
  on(op.keepMyHold, (ctx, { params, body }) => keepHold(ctx, { ...body, ...params })),
  on(op.suspendMyHold, (ctx, { params, body }) => suspendHold(ctx, { ...body, ...params })),
  on(op.resumeMyHold, (ctx, { params, body }) => resumeHold(ctx, { ...body, ...params })),
  on(op.changeMyHold, (ctx, { params, body }) => changeHold(ctx, { ...body, ...params })),
  on(op.myHistory, (ctx, { query }) => readHistory(ctx, { ...query, ...me(ctx), reason: 'own_request' })),
]
