import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Cents, closed, CommandId, Day, Id, Instant, Nullable, OneOf } from './values.ts'

/** What a reader is told of; the list of functional messages (mission document, "Hoe" 8). */
export const messageKinds = [
  'hold_ready',
  'hold_moved',
  'hold_expired',
  'predue',
  'reminder',
  'invoice',
  'renewed',
  'not_renewed',
  /** where the data came from when the library moved in (art. 14 GDPR) */
  'moved_in',
  /** with whom the library is going to work together */
  'cooperation',
  /** the code with which somebody who registers on the internet proves their address */
  'online_confirm',
  /** who registered on the internet has still to come by */
  'online_reminder',
  /** with whom it no longer works together */
  'parting',
  /** that the library became one with another, and where the data came from (art. 14 GDPR) */
  'fused',
  /** a new version of the privacy statement (AVG art. 13) */
  'statement',
  /** a breach that reached the reader (AVG art. 34) */
  'breach',
  /** news, to whoever wants it: a class of its own, never with the others in one mail */
  'campaign',
  /** a one-time link to choose a password for the reader's own page */
  'reader_link',
  /** what was lent, brought back and paid in a visit, to who asks for it at the desk */
  'receipt',
] as const
export const MessageKind = OneOf(messageKinds)
export type MessageKind = (typeof messageKinds)[number]
export const messageStates = ['planned', 'sent', 'withdrawn', 'dropped', 'failed'] as const
export const MessageState = OneOf(messageStates)
export const messageReasons = [
  'undone',
  'by_staff',
  'collected',
  'closed',
  'returned',
  'claimed',
  'due_moved',
  'patron_gone',
  'address_refused',
  'no_answer',
  'interrupted',
  'restricted',
  'no_news',
  'coupling_off',
] as const
export const MessageReason = OneOf(messageReasons)
export type MessageReason = (typeof messageReasons)[number]
export const MessageChannel = OneOf(['email', 'letter'])

/** One row of the ledger: which message, about which title, and what became of it. */
export const Message = closed({
  message_id: Id,
  patron_id: Id,
  patron_name: Type.String(),
  kind: MessageKind,
  step: Type.Integer(),
  title: Type.String(),
  about_on: Nullable(Day),
  channel: MessageChannel,
  planned_at: Instant,
  not_before: Instant,
  state: MessageState,
  reason: Nullable(MessageReason),
  ended_at: Nullable(Instant),
  sent_to: Nullable(Type.String()),
  cost_cents: Cents,
  attempts: Type.Integer(),
})
export type Message = Static<typeof Message>

export const listMessages = operation({
  id: 'listMessages',
  method: 'GET',
  path: '/messages',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Messages of the own library that wait or that failed, oldest first',
  query: closed({ state: OneOf(['planned', 'failed']), after: Type.Optional(Id) }),
  ok: closed({ rows: Type.Array(Message), next: Nullable(Type.String()) }),
})
export const patronMessages = operation({
  id: 'patronMessages',
  method: 'GET',
  path: '/patrons/:patron_id/messages',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Messages to a patron, newest first',
  params: closed({ patron_id: Id }),
  ok: closed({ rows: Type.Array(Message) }),
})

/** A letter as it is printed: for one person, with every title of one kind. */
export const Letter = closed({
  message_ids: Type.Array(Id),
  patron_id: Id,
  kind: MessageKind,
  step: Type.Integer(),
  language: OneOf(['nl', 'fr', 'en', 'de']),
  /** Name and address as they stand in the window of the envelope. */
  address: Type.Array(Type.String()),
  /** Name and address of the branch. */
  sender: Type.Array(Type.String()),
  on_day: Day,
  subject: Type.String(),
  paragraphs: Type.Array(Type.String()),
  /** A line for each title: what, and until when. */
  lines: Type.Array(closed({ title: Type.String(), language: Nullable(Type.String()), says: Type.String() })),
  closing: Type.Array(Type.String()),
})
export type Letter = Static<typeof Letter>
export const readLetters = operation({
  id: 'readLetters',
  method: 'GET',
  path: '/messages/letters',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Letters that this branch has to print now, at most a hundred; what no longer holds is left out',
  ok: closed({ rows: Type.Array(Letter), left: Type.Integer() }),
})
/** What went out, what was no longer needed when it was to go, and what was charged. */
const Printed = closed({ message_ids: Type.Array(Id), dropped_ids: Type.Array(Id), charged_cents: Cents })
const ids = Type.Array(Id, { minItems: 1, maxItems: 2000, uniqueItems: true })
export const markPrinted = operation({
  id: 'markPrinted',
  method: 'POST',
  path: '/messages/printed',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Letters were printed and go out; reminders charge their cost now, and invoices what they ask',
  body: closed({ command_id: CommandId, message_ids: ids }),
  ok: Printed,
})
export const unmarkPrinted = operation({
  id: 'unmarkPrinted',
  method: 'POST',
  path: '/messages/printed/undo',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Letters did not go out after all: they wait again, and what they cost is taken back',
  body: closed({ command_id: CommandId, message_ids: ids }),
  ok: Printed,
})
export const withdrawMessage = operation({
  id: 'withdrawMessage',
  method: 'POST',
  path: '/messages/:message_id/withdrawal',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Keep a message that waits from going out',
  params: closed({ message_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: closed({ message_id: Id }),
})
/** A receipt goes to the address of the record; no other can be given here. */
export const mailReceipt = operation({
  id: 'mailReceipt',
  method: 'POST',
  path: '/patrons/:patron_id/receipt/mail',
  leave: 'circulation.lend',
  purpose: 'communication',
  status: 201,
  summary:
    'Mail the receipt of a visit that began at a moment, after the delay of the desk; asked again before it left, it holds what came since',
  params: closed({ patron_id: Id }),
  body: closed({ command_id: CommandId, since: Instant }),
  ok: closed({
    message_id: Id,
    /** From when on it leaves. */
    not_before: Instant,
    /** Whether it is a message of the own library, which can still be withdrawn here. */
    own: Type.Boolean(),
  }),
  codes: ['patron_unknown', 'processing_restricted', 'receipt_mail_off', 'receipt_no_email', 'receipt_empty'],
})
export const retryMessage = operation({
  id: 'retryMessage',
  method: 'POST',
  path: '/messages/:message_id/retry',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'Send a message that failed or was withdrawn after all, by e-mail or as a letter',
  params: closed({ message_id: Id }),
  body: closed({ command_id: CommandId, channel: MessageChannel }),
  ok: closed({ message_id: Id }),
})
