import { type Static, Type } from 'typebox'
import { readAccount } from './finance.ts'
import { cancelHold, changeHold, patronHolds, placeHold, resumeHold, suspendHold } from './holds.ts'
import { operation } from './operation.ts'
import { patronLoans, renew } from './circulation.ts'
import { patronAccess } from './privacy.ts'
import { renewAll } from './renewals.ts'
import { readHistory } from './retention.ts'
import { closed, CommandId, Id, Line, Nullable, OneOf } from './values.ts'

/*
 * What a reader sees and does by themselves. Each is the operation of the desk with the reader as the one whom it is about: the
 * same use case, the same regulation, the same answers. A reader has no leave, so what would ask somebody at the desk refuses.
 */

const command = { command_id: CommandId }
const body = closed(command)
const oneHold = closed({ hold_id: Id })
const functional = { leave: 'reader', purpose: 'functional' } as const

export const myLoans = operation({
  id: 'myLoans',
  method: 'GET',
  path: '/me/loans',
  ...functional,
  summary:
    'Own loans, first due first, each with what it would cost today and whether it may be renewed, and why not',
  ok: patronLoans.ok,
})
export const renewMine = operation({
  id: 'renewMine',
  method: 'POST',
  path: '/me/loans/:loan_id/renewals',
  ...functional,
  status: 201,
  summary: 'Renew one of the own loans',
  params: closed({ loan_id: Id }),
  body,
  ok: renew.ok,
  codes: renew.codes,
})
export const renewAllMine = operation({
  id: 'renewAllMine',
  method: 'POST',
  path: '/me/renewals',
  ...functional,
  status: 201,
  summary: 'Renew all own loans that may be renewed, with a result for each',
  body,
  ok: renewAll.ok,
})
export const myHolds = operation({
  id: 'myHolds',
  method: 'GET',
  path: '/me/holds',
  ...functional,
  summary: 'Own holds, each with its place and when it may come',
  ok: patronHolds.ok,
})
const { patron_id: _, accept: __, after_hold_id: ___, ...wish } = placeHold.body.properties
export const placeMyHold = operation({
  id: 'placeMyHold',
  method: 'POST',
  path: '/me/holds',
  ...functional,
  status: 201,
  summary: 'Reserve a title for oneself',
  body: closed(wish),
  ok: placeHold.ok,
  codes: placeHold.codes,
})
export const cancelMyHold = operation({
  id: 'cancelMyHold',
  method: 'POST',
  path: '/me/holds/:hold_id/cancel',
  ...functional,
  status: 201,
  summary: 'Cancel an own hold',
  params: oneHold,
  body,
  ok: cancelHold.ok,
  codes: cancelHold.codes,
})
export const keepMyHold = operation({
  id: 'keepMyHold',
  method: 'POST',
  path: '/me/holds/:hold_id/keep',
  ...functional,
  status: 201,
  summary:
    'Keep an own hold after all that one cancelled less than half an hour ago: at its place, unless its item was promised to somebody else',
  params: oneHold,
  body,
  ok: cancelHold.ok,
  codes: ['hold_keep_over', 'hold_promised', 'hold_duplicate'],
})
export const suspendMyHold = operation({
  id: 'suspendMyHold',
  method: 'POST',
  path: '/me/holds/:hold_id/suspend',
  ...functional,
  status: 201,
  summary: 'Suspend an own hold; it keeps its place in the queue',
  params: oneHold,
  body: suspendHold.body,
  ok: suspendHold.ok,
  codes: suspendHold.codes,
})
export const resumeMyHold = operation({
  id: 'resumeMyHold',
  method: 'POST',
  path: '/me/holds/:hold_id/resume',
  ...functional,
  status: 201,
  summary: 'Resume an own hold at the place that it kept',
  params: oneHold,
  body,
  ok: resumeHold.ok,
  codes: resumeHold.codes,
})
export const changeMyHold = operation({
  id: 'changeMyHold',
  method: 'POST',
  path: '/me/holds/:hold_id/change',
  ...functional,
  status: 201,
  summary: 'Change where an own hold is picked up, or until when it waits',
  params: oneHold,
  body: changeHold.body,
  ok: changeHold.ok,
  codes: changeHold.codes,
})
export const myAccount = operation({
  id: 'myAccount',
  method: 'GET',
  path: '/me/account',
  ...functional,
  summary: 'What is owed, what was paid, and what the late loans would cost today',
  ok: readAccount.ok,
})
export const myAccess = operation({
  id: 'myAccess',
  method: 'GET',
  path: '/me/access',
  leave: 'reader',
  purpose: 'administration',
  summary: 'Who looked at the own record: library, role, day and purpose; no names',
  ok: patronAccess.ok,
})

/** What a reader chooses: by which way messages come, in which language, news or not, history kept or not. */
export const MyChoices = closed({
  version: Type.Integer(),
  email: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  language: OneOf(['nl', 'fr', 'en', 'de']),
  message_channel: OneOf(['email', 'letter']),
  news: Type.Boolean(),
  keep_history: Type.Boolean(),
})
export type MyChoices = Static<typeof MyChoices>
export const myChoices = operation({
  id: 'myChoices',
  method: 'GET',
  path: '/me/choices',
  leave: 'reader',
  purpose: 'administration',
  summary: 'Own contact data and choices, as they are now',
  ok: MyChoices,
})
export const choose = operation({
  id: 'choose',
  method: 'PUT',
  path: '/me/choices',
  leave: 'reader',
  purpose: 'administration',
  summary: 'Change own contact data and choices; what is left out stays. They hold for the next message',
  body: closed({
    ...command,
    email: Type.Optional(Nullable(Line(254))),
    phone: Type.Optional(Nullable(Line(40))),
    language: Type.Optional(MyChoices.properties.language),
    message_channel: Type.Optional(MyChoices.properties.message_channel),
    news: Type.Optional(Type.Boolean()),
    keep_history: Type.Optional(Type.Boolean()),
  }),
  ok: MyChoices,
  codes: ['email_invalid', 'changed_meanwhile'],
})
export const myHistory = operation({
  id: 'myHistory',
  method: 'GET',
  path: '/me/history',
  ...functional,
  summary: 'What the reader had at home before: all of it where they keep it, else the last ninety days',
  query: closed({ before: Type.Optional(Id) }),
  ok: readHistory.ok,
})
