import { type Static, Type } from 'typebox'
import type { Leave } from './leave.ts'
import { operation } from './operation.ts'
import { Session } from './organisation.ts'
import { Purpose } from './privacy.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf, Page, Prose } from './values.ts'

/*
 * Help from outside (P46, P101): what somebody of the helpdesk or of the supplier may see is asked for by ticket, given for some
 * hours, and ends by itself.
 */

/** What a helper may by a ticket; of a patron never the history, the number in clear, or a list of people. */
export const helpLooks = [
  'patrons.read',
  'finance.read',
  'cataloguing.read',
  'inventory.read',
] as const satisfies readonly Leave[]
/** What comes to it where writing was given as well. No money, no accounts, no rules. */
export const helpWrites = [
  'circulation.lend',
  'circulation.take_back',
  'circulation.renew',
  'circulation.hold',
  'circulation.undo',
  'circulation.shelf',
  'patrons.change',
  'inventory.change',
] as const satisfies readonly Leave[]

export const MOST_HELP_HOURS = 24
/** How long help lasts at most; a central setting. */
export const HelpHours = Type.Integer({ minimum: 1, maximum: MOST_HELP_HOURS })
export const helpHours = 8
/** A question that nobody answers in this many days is over. */
export const HELP_ASKED_DAYS = 7

export const Employer = OneOf(['helpdesk', 'leverancier'])
export const helpStates = ['asked', 'lapsed', 'withdrawn', 'refused', 'planned', 'running', 'ended'] as const
export const Help = closed({
  help_id: Id,
  library_id: Id,
  library_name: Type.String(),
  helper_name: Type.String(),
  employer: Employer,
  ticket: Type.String(),
  reason: Type.String(),
  hours: Type.Integer(),
  /** Null where only looking is asked for. */
  write_reason: Nullable(Type.String()),
  /** Why whoever works for all libraries answers; null where the library does. */
  central_why: Nullable(Type.String()),
  starts_at: Nullable(Instant),
  asked_at: Instant,
  state: OneOf(helpStates),
  answered_at: Nullable(Instant),
  answered_name: Nullable(Type.String()),
  answer: Nullable(Type.String()),
  writes: Type.Boolean(),
  begins_at: Nullable(Instant),
  ends_at: Nullable(Instant),
  /** When it really ended, where that was before its time; and by whom. */
  ended_at: Nullable(Instant),
  ended_name: Nullable(Type.String()),
  noted_at: Nullable(Instant),
  /** How many records were looked at, and how often one was asked for in vain; null where the caller may not know. */
  looks: Nullable(Type.Integer()),
})
export type Help = Static<typeof Help>
const paged = closed({ before: Type.Optional(Id) })

export const askHelp = operation({
  id: 'askHelp',
  method: 'POST',
  path: '/help',
  leave: 'help.ask',
  summary: 'Ask to look at one library: for a ticket, with a reason, for some hours; to write is asked apart',
  status: 201,
  body: closed({
    command_id: CommandId,
    library_id: Id,
    ticket: Line(40),
    reason: Prose(600),
    hours: HelpHours,
    write_reason: Nullable(Prose(600)),
    central_why: Nullable(Prose(600)),
    starts_at: Nullable(Instant),
  }),
  ok: Help,
  codes: ['help_reason_needed', 'help_too_long', 'help_central_needed', 'help_in_past'],
})
export const ownHelp = operation({
  id: 'ownHelp',
  method: 'GET',
  path: '/help',
  leave: 'help.ask',
  summary: 'What the own account asked for, the newest first, and which libraries there are',
  query: paged,
  ok: closed({
    ...Page(Help).properties,
    libraries: Type.Array(closed({ library_id: Id, name: Type.String() })),
    most_hours: Type.Integer(),
  }),
})
export const libraryHelp = operation({
  id: 'libraryHelp',
  method: 'GET',
  path: '/help/library',
  leave: 'organisation.help',
  summary: 'Who from outside asked to look at the own library, looks now, or looked',
  query: paged,
  ok: Page(Help),
})
export const centralHelp = operation({
  id: 'centralHelp',
  method: 'GET',
  path: '/help/all',
  leave: 'consortium.help',
  summary: 'The same of every library, for who works for all of them; without what was looked at',
  query: paged,
  ok: Page(Help),
})
export const helpNow = operation({
  id: 'helpNow',
  method: 'GET',
  path: '/help/now',
  leave: 'organisation.help',
  summary:
    'What the own library has to know now: questions that wait, help that runs, help that was given without it',
  ok: closed({
    waiting: Type.Integer(),
    running: Type.Array(
      closed({ help_id: Id, ticket: Type.String(), helper_name: Type.String(), ends_at: Instant }),
    ),
    unnoted: Type.Integer(),
  }),
})

const named = closed({ help_id: Id })
const Answering = closed({
  command_id: CommandId,
  approve: Type.Boolean(),
  /** Whether writing, where it was asked for, is given too. */
  writes: Type.Boolean(),
  answer: Nullable(Prose(600)),
})
const answerCodes = [
  'help_answered',
  'help_lapsed',
  'help_own',
  'help_too_long',
  'help_not_yours',
  'help_no_write_asked',
] as const
export const answerHelp = operation({
  id: 'answerHelp',
  method: 'POST',
  path: '/help/:help_id/answer',
  leave: 'organisation.help',
  summary: 'Give help to the own library, for looking or for writing too, or refuse it',
  params: named,
  body: Answering,
  ok: Help,
  codes: answerCodes,
})
export const answerHelpCentrally = operation({
  id: 'answerHelpCentrally',
  method: 'POST',
  path: '/help/:help_id/answer-centrally',
  leave: 'consortium.help',
  summary:
    'The same by who works for all libraries, where the question says why; the library is told at once',
  params: named,
  body: Answering,
  ok: Help,
  codes: answerCodes,
})
export const noteHelp = operation({
  id: 'noteHelp',
  method: 'POST',
  path: '/help/:help_id/note',
  leave: 'organisation.help',
  summary: 'Say that the library knows of help that was given without it',
  params: named,
  body: closed({ command_id: CommandId }),
  ok: Help,
})
const Ending = closed({ command_id: CommandId })
export const endHelp = operation({
  id: 'endHelp',
  method: 'POST',
  path: '/help/:help_id/end',
  leave: 'organisation.help',
  summary: 'End help at the own library before its time: what is open is closed with the same commit',
  params: named,
  body: Ending,
  ok: Help,
  codes: ['help_over'],
})
export const endHelpCentrally = operation({
  id: 'endHelpCentrally',
  method: 'POST',
  path: '/help/:help_id/end-centrally',
  leave: 'consortium.help',
  summary: 'The same by who works for all libraries',
  params: named,
  body: Ending,
  ok: Help,
  codes: ['help_over'],
})
export const withdrawHelp = operation({
  id: 'withdrawHelp',
  method: 'POST',
  path: '/help/:help_id/withdraw',
  leave: 'help.ask',
  summary: 'Take an own question back, or end the help that came of it',
  params: named,
  body: Ending,
  ok: Help,
  codes: ['help_over'],
})

/** One look of a helper, as the library sees it. */
export const HelpLook = closed({
  access_id: Id,
  at: Instant,
  operation: Type.String(),
  purpose: Purpose,
  outcome: OneOf(['seen', 'refused']),
  patron_id: Nullable(Id),
})
export const helpLooked = operation({
  id: 'helpLooked',
  method: 'GET',
  path: '/help/:help_id/looks',
  leave: 'organisation.help',
  purpose: 'administration',
  summary: 'What was looked at by one ticket at the own library, the newest first',
  params: named,
  query: paged,
  ok: Page(HelpLook),
})

export const openHelp = operation({
  id: 'openHelp',
  method: 'POST',
  path: '/session/help',
  leave: 'help.ask',
  summary: 'Begin to look at the library that a ticket names, for as long as the help runs',
  status: 201,
  body: closed({ help_id: Id, branch_id: Type.Optional(Id) }),
  ok: Session,
  codes: ['help_over'],
})
export const leaveHelp = operation({
  id: 'leaveHelp',
  method: 'DELETE',
  path: '/session/help',
  leave: 'anyone',
  summary: 'Go back to the own session of the helper, also after the help ended by itself',
  ok: Session,
  codes: ['session_ended'],
})
