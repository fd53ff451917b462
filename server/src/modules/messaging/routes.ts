import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { retryMessage, withdrawMessage } from './letters/change-message.ts'
import { markPrinted, unmarkPrinted } from './letters/mark-printed.ts'
import { readLetters } from './letters/read-letters.ts'
import { listMessages, patronMessages } from './read/read-messages.ts'

export const messagingRoutes = (): readonly Route[] => [
  on(op.listMessages, (ctx, { query }) => listMessages(ctx, query)),
  on(op.patronMessages, (ctx, { params }) => patronMessages(ctx, params.patron_id)),
  on(op.readLetters, ctx => readLetters(ctx)),
  on(op.markPrinted, (ctx, { body }) => markPrinted(ctx, body)),
  on(op.unmarkPrinted, (ctx, { body }) => unmarkPrinted(ctx, body)),
  on(op.withdrawMessage, withdrawMessage),
  on(op.retryMessage, retryMessage),
]
