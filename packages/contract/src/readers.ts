import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable } from './values.ts'

/*
 * A reader's own door: signing in with card and password, and what a session of a reader is. The page of Kaft keeps the session
 * in a cookie; the website of a library exchanges card and password for a token, and sends that along. It is one session.
 */

export const Password = Type.String({ minLength: 1, maxLength: 200 })
const Card = Line(40)
/** Half an hour after it was last used a session is over; twelve hours after it began it is over anyhow. */
export const READER_IDLE_MINUTES = 30

export const Me = closed({
  given_name: Type.String(),
  family_name: Type.String(),
  /** The code of the newest active card. */
  card: Nullable(Type.String()),
  library_id: Id,
  library_name: Type.String(),
  email: Nullable(Type.String()),
  /** The last day of the membership; null: it does not end. */
  member_until: Nullable(Day),
  session: closed({ started_at: Instant, expires_at: Instant, website: Type.Boolean() }),
  /** Sessions of the same reader that are open elsewhere. */
  other_sessions: Type.Integer(),
  password_since: Instant,
})
export type Me = Static<typeof Me>

export const readerSignIn = operation({
  id: 'readerSignIn',
  method: 'POST',
  path: '/reader/session',
  leave: 'anyone',
  summary: 'Sign in as a reader, by card and password; an unknown card gets the answers of a known one',
  body: closed({ card: Card, password: Password }),
  ok: closed({ expires_at: Instant, idle_minutes: Type.Integer() }),
  codes: ['reader_unknown', 'reader_rests', 'too_many'],
})
export const askReaderLink = operation({
  id: 'askReaderLink',
  method: 'POST',
  path: '/reader/links',
  leave: 'anyone',
  summary:
    'Ask for a one-time link to choose a password, to the e-mail address that the library knows. The answer is always the same',
  body: closed({ card: Card }),
  ok: closed({ minutes: Type.Integer() }),
  codes: ['reader_no_mail', 'too_many'],
})
export const setReaderPassword = operation({
  id: 'setReaderPassword',
  method: 'POST',
  path: '/reader/password',
  leave: 'anyone',
  summary: 'Choose a password with the key of a one-time link; whoever was signed in before is out',
  body: closed({ key: Type.String({ pattern: '^[0-9a-f-]{36}\\.[A-Za-z0-9_-]{43}$' }), password: Password }),
  ok: closed({ library_name: Type.String() }),
  codes: ['reader_link_over', 'reader_password_short', 'reader_password_weak', 'reader_guardian', 'too_many'],
})

/** A code is typed from paper: letters and figures that look like no other, in any case, with or without the line between. */
export const READER_CODE_DAYS = 14
export const openReaderCode = operation({
  id: 'openReaderCode',
  method: 'POST',
  path: '/reader/codes',
  leave: 'anyone',
  summary:
    'Exchange card number and the code of a letter for the key of a one-time link; an unknown card gets the answers of a known one',
  body: closed({ card: Card, code: Line(40) }),
  ok: closed({ key: Type.String(), minutes: Type.Integer() }),
  codes: ['reader_code_wrong', 'reader_rests', 'too_many'],
})

/** What the website of a library gets for card and password: it sends the token along as `Authorization: Bearer …`. */
export const openReaderToken = operation({
  id: 'openReaderToken',
  method: 'POST',
  path: '/online/reader-sessions',
  leave: 'website',
  status: 201,
  summary: 'Exchange card and password of a reader of this library for a token of that reader',
  body: closed({ card: Card, password: Password }),
  ok: closed({ token: Type.String(), expires_at: Instant, idle_minutes: Type.Integer() }),
  codes: ['reader_unknown', 'reader_rests', 'too_many', 'coupling_off'],
})

export const readMe = operation({
  id: 'readMe',
  method: 'GET',
  path: '/me',
  leave: 'reader',
  purpose: 'identification',
  summary: 'Who is signed in as a reader, and until when',
  ok: Me,
})
export const readerSignOut = operation({
  id: 'readerSignOut',
  method: 'POST',
  path: '/me/sign-out',
  leave: 'reader',
  summary: 'End this session of the reader, or all of them',
  body: closed({ everywhere: Type.Boolean() }),
  ok: closed({ ended: Type.Integer() }),
})
export const changeReaderPassword = operation({
  id: 'changeReaderPassword',
  method: 'POST',
  path: '/me/password',
  leave: 'reader',
  summary: 'Choose another password; every session of the reader ends, this one too',
  body: closed({ password: Password, new_password: Password }),
  ok: closed({ ended: Type.Boolean() }),
  codes: ['password_wrong', 'reader_rests', 'reader_password_short', 'reader_password_weak'],
})

/** What the desk sees of it: never a password, and not what the reader does there. */
export const ReaderDoor = closed({
  patron_id: Id,
  /** When the password was chosen; null where there is none. */
  password_since: Nullable(Instant),
  sessions: Type.Integer(),
  last_seen_at: Nullable(Instant),
  /** Until when a link that was sent can be used; null where none waits. */
  link_until: Nullable(Instant),
  /** Until when the code of a printed letter can be used; null where none waits. */
  code_until: Nullable(Instant),
  /** Whether there is an address to which a link can go. */
  has_email: Type.Boolean(),
})
export type ReaderDoor = Static<typeof ReaderDoor>
const onePatron = closed({ patron_id: Id })
export const readReaderDoor = operation({
  id: 'readReaderDoor',
  method: 'GET',
  path: '/patrons/:patron_id/reader',
  leave: 'patrons.read',
  purpose: 'identification',
  summary: 'Whether a reader signs in by themselves, and since when',
  params: onePatron,
  ok: ReaderDoor,
})
export const sendReaderLink = operation({
  id: 'sendReaderLink',
  method: 'POST',
  path: '/patrons/:patron_id/reader/links',
  leave: 'patrons.change',
  purpose: 'identification',
  status: 201,
  summary: 'Send a reader who stands at the desk a one-time link to choose a password',
  params: onePatron,
  body: closed({ command_id: CommandId }),
  ok: ReaderDoor,
  codes: ['reader_no_mail', 'reader_no_email', 'patron_not_own', 'patron_unknown'],
})
export const printReaderCode = operation({
  id: 'printReaderCode',
  method: 'POST',
  path: '/patrons/:patron_id/reader/codes',
  leave: 'patrons.change',
  purpose: 'identification',
  status: 201,
  summary:
    'Make a letter with a code for a reader without e-mail: it opens the door once, within days; the code of an earlier letter stops',
  params: onePatron,
  body: closed({ command_id: CommandId }),
  ok: closed({ door: ReaderDoor, name: Type.String(), mime: Type.String(), base64: Type.String() }),
  codes: ['reader_code_once', 'patron_not_own', 'patron_unknown'],
})
export const closeReaderDoor = operation({
  id: 'closeReaderDoor',
  method: 'POST',
  path: '/patrons/:patron_id/reader/close',
  leave: 'patrons.change',
  purpose: 'identification',
  status: 201,
  summary: 'Take a password away and end every session of a reader, where somebody else may know it',
  params: onePatron,
  body: closed({ command_id: CommandId }),
  ok: ReaderDoor,
  codes: ['patron_not_own', 'patron_unknown'],
})
