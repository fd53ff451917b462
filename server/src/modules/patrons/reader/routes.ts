import * as op from '@kaft/contract'
import { isRefusal } from '../../../base/ctx.ts'
import { on, type Route } from '../../../base/route.ts'
import type { HistoryChosen } from '../change/change-patron.ts'
import { choose, readChoices } from './choices.ts'
import { exchangeCode, printCode } from './code.ts'
import { closeDoor, readDoor, sendLink } from './desk-door.ts'
import { changeOwnPassword, readMe, signOutReader } from './me.ts'
import { myRecords, showRecord } from './records.ts'
import { askForLink, choosePassword } from './reader-password.ts'
import { exchangeForToken, type ReaderLimits, signInReader } from './sign-in-reader.ts'

export interface ReaderWiring {
  readonly limits: ReaderLimits
  /** Whether links go by mail here. */
  readonly mails: boolean
  readonly historyChosen?: HistoryChosen | undefined
  /** Where people find the pages; read at each letter, since a free port is known only once the door is open. */
  readonly site: { readonly origin: string }
}

/** A reader's own door, for programs; the page of Kaft calls the same use cases. */
export const readerRoutes = ({ limits, mails, historyChosen, site }: ReaderWiring): readonly Route[] => [
  on(op.myChoices, ctx => readChoices(ctx)),
  on(op.choose, (ctx, { body }) => choose(ctx, body, historyChosen)),
  on(op.readerSignIn, async (ctx, { body }, wire) => {
    const opened = await signInReader(ctx, body, { address: wire.address, limits })
    if (isRefusal(opened)) return opened
    const { token, ...until } = opened
    wire.setReader(token)
    return until
  }),
  on(op.askReaderLink, (ctx, { body }, { address }) =>
    askForLink(ctx, body.card, { address, limits, mails }),
  ),
  on(op.setReaderPassword, (ctx, { body }, { address }) => choosePassword(ctx, body, { address, limits })),
  on(op.openReaderCode, (ctx, { body }, { address }) => exchangeCode(ctx, body, { address, limits })),
  on(op.openReaderToken, (ctx, { body }) => exchangeForToken(ctx, body, limits)),
  on(op.myRecords, ctx => myRecords(ctx)),
  on(op.showRecord, (ctx, ask) => showRecord(ctx, ask)),
  on(op.readMe, ctx => readMe(ctx)),
  on(op.readerSignOut, async (ctx, { body }, wire) => {
    const ended = await signOutReader(ctx, body.everywhere)
    wire.setReader(null)
    return ended
  }),
  on(op.changeReaderPassword, async (ctx, { body }, wire) => {
    const said = await changeOwnPassword(ctx, body)
    if (!isRefusal(said)) wire.setReader(null)
    return said
  }),
  on(op.readReaderDoor, (ctx, { params }) => readDoor(ctx, params.patron_id)),
  on(op.sendReaderLink, (ctx, { params, body }) => sendLink(ctx, { ...params, body }, mails)),
  on(op.printReaderCode, (ctx, { params, body }) => printCode(ctx, { ...params, body }, site.origin)),
  on(op.closeReaderDoor, (ctx, { params, body }) => closeDoor(ctx, { ...params, body })),
]
