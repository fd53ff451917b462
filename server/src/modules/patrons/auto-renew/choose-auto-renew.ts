import type { BodyOf, chooseAutoRenew as op } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { changeOwn } from '../own/own-patron.ts'
import { setAutoRenew } from './choose-auto-renew.store.ts'

/** Whether loans of a patron of the own library are renewed by themselves, as the patron wants it. */
export const chooseAutoRenew = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof op>) =>
  changeOwn(ctx, { patron_id, body }, () => ({
    effects: [setAutoRenew(patron_id, body.auto_renew)],
    answer: () => ({ patron_id }),
  }))
