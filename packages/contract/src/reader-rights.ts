import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Purpose } from './privacy.ts'
import { Password } from './readers.ts'
import { KeepReason } from './retention.ts'
import { CaseDecision, CaseFile, CaseLetter, RightsCase, startCase } from './rights.ts'
import { readCaseFile, readCaseLetter } from './rights-handling.ts'
import { closed, CommandId, Day, Id, Nullable, OneOf, Page } from './values.ts'

/*
 * The rights of a reader, by themselves (AVG art. 15-22). To see and to take along the own data is answered by the program, within
 * a minute; each other right begins a request, which the data protection officer handles as one from the desk.
 */

const administration = { leave: 'reader', purpose: 'administration' } as const
const command = { command_id: CommandId }
const { case_id, number, kind, source, step, received_on, due_on, state } = RightsCase.properties

export const MyRequest = closed({
  case_id,
  number,
  kind,
  source,
  step,
  received_on,
  due_on,
  state,
  decision: Nullable(CaseDecision),
  closed_on: Nullable(Day),
  closed_how: Nullable(OneOf(['answered', 'withdrawn'])),
  /** Whether it can still be taken back: nothing was decided yet. */
  may_withdraw: Type.Boolean(),
})
export type MyRequest = Static<typeof MyRequest>

const said = Nullable(Type.String())
export const MyRequestDetail = closed({
  ...MyRequest.properties,
  purposes: Type.Array(Purpose),
  wants: said,
  changes: said,
  limits: said,
  objection: said,
  outcome_wished: said,
  items: Type.Array(
    closed({ field: Type.String(), wish: Type.String(), did: Nullable(OneOf(['done', 'refused'])) }),
  ),
  letters: Type.Array(CaseLetter),
  /** What was made for it and can be fetched; a copy of an identity card is never among them. */
  files: Type.Array(CaseFile),
  /** Who received the data and was told that they changed (AVG art. 19). */
  told: Type.Array(closed({ recipient: Type.String(), told_on: Nullable(Day) })),
  /** For which purposes the data are not used because of it, now. */
  limited: Type.Array(Purpose),
  /** Something is still being made for it: ask again in a moment. */
  busy: Type.Boolean(),
})
export type MyRequestDetail = Static<typeof MyRequestDetail>

export const myRequests = operation({
  id: 'myRequests',
  method: 'GET',
  path: '/me/requests',
  ...administration,
  summary: 'Own requests about own data, the newest first, each with its state and its last day',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(MyRequest),
})
const { proof: _, ...asked } = startCase.body.properties
/** So many requests of one kind a reader begins by themselves in a day. */
export const MOST_REQUESTS = 3
export const beginRequest = operation({
  id: 'beginRequest',
  method: 'POST',
  path: '/me/requests',
  ...administration,
  status: 201,
  summary:
    'Use a right: `access` and `portability` make the report and the files at once, the others begin a request for the officer',
  body: closed(asked),
  ok: MyRequestDetail,
  codes: ['case_says_nothing', 'case_busy', 'requests_enough', 'patron_unknown', 'patron_not_own'],
})
const one = closed({ case_id: Id })
export const readMyRequest = operation({
  id: 'readMyRequest',
  method: 'GET',
  path: '/me/requests/:case_id',
  ...administration,
  summary: 'One own request: what was asked and answered, the letters, and what can be fetched',
  params: one,
  ok: MyRequestDetail,
})
export const withdrawRequest = operation({
  id: 'withdrawRequest',
  method: 'POST',
  path: '/me/requests/:case_id/withdraw',
  ...administration,
  status: 201,
  summary: 'Take an own request back while nothing was decided; what an objection suspended runs again',
  params: one,
  body: closed(command),
  ok: MyRequestDetail,
  codes: ['case_closed', 'case_decided'],
})
export const readMyRequestFile = operation({
  id: 'readMyRequestFile',
  method: 'POST',
  path: '/me/requests/:case_id/files/:file_id',
  ...administration,
  summary:
    'Fetch a file of an own request, after the password was asked again; that it was fetched stands in the log',
  params: closed({ case_id: Id, file_id: Id }),
  body: closed({ ...command, password: Password }),
  ok: readCaseFile.ok,
  codes: ['password_wrong', 'reader_rests'],
})
export const readMyRequestLetter = operation({
  id: 'readMyRequestLetter',
  method: 'GET',
  path: '/me/requests/:case_id/letters/:letter_id',
  ...administration,
  summary: 'A letter of an own request as a tagged PDF',
  params: closed({ case_id: Id, letter_id: Id }),
  ok: readCaseLetter.ok,
})

const { text: __, ...reason } = KeepReason.properties
export const myErasure = operation({
  id: 'myErasure',
  method: 'GET',
  path: '/me/erasure',
  ...administration,
  summary: 'What keeps the own record from being erased now, before that is asked for',
  ok: closed({ blocks: Type.Array(closed(reason)) }),
})
