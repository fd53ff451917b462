import { type Static, Type } from 'typebox'
import { DeskAnswer } from './circulation.ts'
import { operation } from './operation.ts'
import { Barcode, closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf } from './values.ts'

/** Lists of the start of a shift: what to look for on the shelf first, and whom to call. */

export const ShelfFirstLine = closed({
  loan_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  barcode: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  /** What goes out when it is not found: the second reminder, or the invoice. */
  why: OneOf(['reminder', 'invoice']),
  message_on: Day,
  due_on: Day,
  state: OneOf(['to_search', 'found', 'not_found']),
})
export type ShelfFirstLine = Static<typeof ShelfFirstLine>
const ShelfFirst = closed({ rows: Type.Array(ShelfFirstLine) })

export const shelfFirst = operation({
  id: 'shelfFirst',
  method: 'GET',
  path: '/shelf-first',
  leave: 'circulation.shelf',
  summary: 'Items to look for on the shelves here before their next reminder or invoice; no person',
  ok: ShelfFirst,
})
export const shelfFirstFound = operation({
  id: 'shelfFirstFound',
  method: 'POST',
  path: '/shelf-first/found',
  leave: 'circulation.take_back',
  purpose: 'functional',
  status: 201,
  summary: 'An item of the list stood on the shelf: it is taken back as of its due day, without a fine',
  body: closed({ command_id: CommandId, code: Barcode }),
  ok: DeskAnswer,
})
export const shelfFirstMark = operation({
  id: 'shelfFirstMark',
  method: 'POST',
  path: '/shelf-first/:loan_id/mark',
  leave: 'circulation.shelf',
  status: 201,
  summary: 'An item of the list was not found, or that is taken back',
  params: closed({ loan_id: Id }),
  body: closed({ command_id: CommandId, not_found: Type.Boolean() }),
  ok: ShelfFirst,
})

export const CallLine = closed({
  hold_id: Id,
  patron_id: Id,
  name: Type.String(),
  phone: Nullable(Type.String()),
  hold_code: Type.String(),
  title: Type.String(),
  ready_until: Day,
  called_at: Nullable(Instant),
  called_by: Nullable(Type.String()),
})
export type CallLine = Static<typeof CallLine>
const Calls = closed({ rows: Type.Array(CallLine) })
export const callList = operation({
  id: 'callList',
  method: 'GET',
  path: '/call-list',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Readers whose hold lies ready here and who have no e-mail, with their telephone',
  ok: Calls,
})
export const callPaper = operation({
  id: 'callPaper',
  method: 'POST',
  path: '/call-list/paper',
  leave: 'patrons.read',
  purpose: 'communication',
  status: 201,
  summary: 'Who has not been called yet, for paper or a file: a list of people with its purpose and its end',
  body: closed({ command_id: CommandId, purpose: Line(200) }),
  ok: closed({
    /** After this day it is to be destroyed. */
    until: Day,
    rows: Type.Array(CallLine),
  }),
  codes: ['list_purpose_needed', 'list_empty'],
})
export const markCalled = operation({
  id: 'markCalled',
  method: 'POST',
  path: '/holds/:hold_id/call',
  leave: 'patrons.read',
  purpose: 'communication',
  status: 201,
  summary: 'Note that a reader was called, or take that back',
  params: closed({ hold_id: Id }),
  body: closed({ command_id: CommandId, called: Type.Boolean() }),
  ok: Calls,
})
