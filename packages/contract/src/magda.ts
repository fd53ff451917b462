import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

/* Addresses of the national register, asked through MAGDA. Off until an authorisation is recorded. */

/** What an authorisation can allow to be read: the main residence, and the day of death. */
export const RegisterField = OneOf(['address', 'death'])
export type RegisterField = Static<typeof RegisterField>

const authorised = {
  /** The number of the deliberation or protocol (machtiging). */
  reference: Line(80),
  /** Where the assessment of the effects on privacy is kept (AVG art. 35). */
  dpia: Line(120),
  fields: Type.Array(RegisterField, { minItems: 1, maxItems: 2, uniqueItems: true }),
  from_on: Day,
  /** The last day; on the day after it nothing is asked any more. */
  until_on: Day,
}
/** Why MAGDA is asked or not: no door in this installation, no authorisation, not yet, not any more. */
export const MagdaState = OneOf(['on', 'no_door', 'none', 'not_yet', 'expired'])
export type MagdaState = Static<typeof MagdaState>

/** What became of one question. `unanswered`: it was sent, and nobody knows what became of it. */
export const MagdaOutcome = OneOf([
  'unanswered',
  'registered',
  'same',
  'changed',
  'protected',
  'no_address',
  'unknown',
  'refused',
  'away',
])
export type MagdaOutcome = Static<typeof MagdaOutcome>

export const Magda = closed({
  state: MagdaState,
  authorisation: Nullable(
    closed({ ...authorised, recorded_at: Instant, recorded_by: Nullable(Type.String()) }),
  ),
  last_asked_at: Nullable(Instant),
  /** Questions of the last thirty days, by what became of them. */
  outcomes: Type.Array(closed({ outcome: MagdaOutcome, times: Type.Integer() })),
  /** Codes of errors in those days, the most frequent first. */
  errors: Type.Array(closed({ code: Type.String(), times: Type.Integer() })),
})
export type Magda = Static<typeof Magda>

export const readMagda = operation({
  id: 'readMagda',
  method: 'GET',
  path: '/magda',
  leave: 'organisation.configure',
  summary: 'Whether MAGDA is asked for addresses, by which authorisation, and how that goes',
  ok: Magda,
})
export const setMagdaAuthorisation = operation({
  id: 'setMagdaAuthorisation',
  method: 'PUT',
  path: '/magda/authorisation',
  leave: 'organisation.configure',
  summary: 'Record the authorisation by which addresses may be asked; it takes the place of the former one',
  body: closed({ command_id: CommandId, ...authorised }),
  ok: Magda,
})
export const endMagdaAuthorisation = operation({
  id: 'endMagdaAuthorisation',
  method: 'POST',
  path: '/magda/authorisation/end',
  leave: 'organisation.configure',
  summary: 'End the authorisation at once: nothing is asked any more',
  body: closed({ command_id: CommandId }),
  ok: Magda,
  codes: ['magda_not_authorised'],
})
export const askMagda = operation({
  id: 'askMagda',
  method: 'POST',
  path: '/patrons/:patron_id/magda',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Ask MAGDA now for the address of a member, and keep it where it differs',
  params: closed({ patron_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: closed({ patron_id: Id, outcome: MagdaOutcome, replaced: Type.Boolean(), deceased: Type.Boolean() }),
  codes: [
    'patron_not_own',
    'magda_off',
    'magda_not_authorised',
    'magda_no_number',
    'magda_not_member',
    'magda_unknown',
    'magda_refused',
    'magda_away',
    'processing_restricted',
  ],
})

/** One question to the register: who asked, about whom, for what, by which authorisation, and what became of it. */
export const MagdaConsultation = closed({
  consultation_id: Id,
  asked_at: Instant,
  service: Type.String(),
  /** The reference that MAGDA has too. */
  reference: Type.String(),
  authorisation: Type.String(),
  purpose: Type.String(),
  /** Null where the nightly round asked. */
  staff_name: Nullable(Type.String()),
  patron_id: Nullable(Id),
  outcome: MagdaOutcome,
  codes: Type.Array(Type.String()),
  dropped: Type.Integer(),
})
export type MagdaConsultation = Static<typeof MagdaConsultation>
export const magdaConsultations = operation({
  id: 'magdaConsultations',
  method: 'GET',
  path: '/magda/consultations',
  leave: 'privacy.log',
  purpose: 'administration',
  summary: 'Every question to the national register, newest first',
  query: closed({ before: Type.Optional(Id) }),
  ok: Page(MagdaConsultation),
})

/** What the register says that somebody has to decide about. */
export const RegisterNotice = closed({
  notice_id: Id,
  patron_id: Id,
  name: Type.String(),
  /** `deceased`: end the membership; `two_records`: another patron here has the new number. */
  kind: OneOf(['deceased', 'two_records']),
  noted_on: Day,
})
export const registerNotices = operation({
  id: 'registerNotices',
  method: 'GET',
  path: '/magda/notices',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'What the register said that somebody has to decide about, oldest first',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(RegisterNotice),
})
const one = closed({ notice_id: Id })
export const closeRegisterNotice = operation({
  id: 'closeRegisterNotice',
  method: 'DELETE',
  path: '/magda/notices/:notice_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Somebody dealt with it',
  params: one,
  ok: one,
  codes: ['notice_unknown'],
})
export const reopenRegisterNotice = operation({
  id: 'reopenRegisterNotice',
  method: 'POST',
  path: '/magda/notices/:notice_id/reopen',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Take that back: it stands in the list again',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: one,
  codes: ['notice_unknown'],
})
