import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Patron, patronFields, Proof, registerPatron } from './patrons.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

/*
 * Registering on the internet. The website of a library sends a form; a code goes by mail; who gives it back is a patron
 * with a block until the desk has seen who they are. Nothing here looks whether the person is known, here or anywhere.
 */

const { family_name, given_name, phone, language, message_channel, news } = patronFields
/** What the website may ask. `email` is the guardian's own where one is needed. */
export const onlineFields = {
  family_name,
  given_name,
  birth_on: Day,
  street: Line(120),
  postcode: Line(10),
  municipality: Line(80),
  email: Line(254),
  phone,
  language,
  message_channel,
  news,
} as const
export const OnlineGuardian = closed({ given_by: Line(120), relation: OneOf(['parent', 'guardian']) })

export const onlineForm = operation({
  id: 'onlineForm',
  method: 'GET',
  path: '/online/form',
  leave: 'website',
  summary: 'What a website needs to show the form: whether it is open, and what holds for who sends it',
  ok: closed({
    library_name: Type.String(),
    open: Type.Boolean(),
    /** The version of the privacy statement that must be shown before the form is sent. */
    statement_version: Type.String(),
    /** Under this age a parent or guardian sends the form. */
    guardian_until_age: Type.Integer(),
    /** Days within which the person comes to the desk. */
    visit_days: Type.Integer(),
    may_hold: Type.Boolean(),
  }),
})

/** What a website gives back with the code; it says nothing of anybody. */
export const Reference = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
})
export const registerOnline = operation({
  id: 'registerOnline',
  method: 'POST',
  path: '/online/registrations',
  leave: 'website',
  status: 201,
  summary: 'Take a form; a code goes to its e-mail address. The answer is the same whoever it is about',
  body: closed({
    command_id: CommandId,
    ...onlineFields,
    /** Who consents for a child. */
    guardian: Nullable(OnlineGuardian),
    statement_version: Line(20),
  }),
  ok: closed({ reference: Reference, confirm_until: Instant }),
  codes: [
    'online_closed',
    'online_statement',
    'online_guardian_needed',
    'birth_invalid',
    'email_invalid',
    'too_many',
  ],
})
export const confirmOnline = operation({
  id: 'confirmOnline',
  method: 'POST',
  path: '/online/confirmations',
  leave: 'website',
  purpose: 'identification',
  summary: 'Give back the code of the mail: from then on the person is a patron who has still to come by',
  body: closed({
    command_id: CommandId,
    reference: Reference,
    code: Type.String({ pattern: '^[A-Za-z0-9 -]{8,12}$' }),
  }),
  ok: closed({ library_name: Type.String(), visit_until: Day, may_hold: Type.Boolean() }),
  codes: ['online_code_wrong', 'too_many'],
})

/** Who registered on the internet and has still to come to the desk. */
export const OnlinePatron = closed({
  patron_id: Id,
  name: Type.String(),
  birth_year: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  confirmed_on: Day,
  reminded_on: Nullable(Day),
  visit_until: Day,
  holds: Type.Integer(),
  /** A parent or guardian sent the form. */
  guardian: Nullable(Type.String()),
  /** Somebody of the same name and birth date is a patron here already. */
  maybe_double: Type.Boolean(),
})
export type OnlinePatron = Static<typeof OnlinePatron>
export const OnlineShow = OneOf(['all', 'soon', 'children', 'doubles'])
export type OnlineShow = Static<typeof OnlineShow>
const listQuery = closed({ show: OnlineShow, after: Type.Optional(Type.String({ maxLength: 40 })) })
export type ListOnlineAsk = Static<typeof listQuery>
export const listOnline = operation({
  id: 'listOnline',
  method: 'GET',
  path: '/patrons/online',
  leave: 'patrons.read',
  purpose: 'administration',
  summary: 'Who registered on the internet and has still to come to the desk, who goes first first',
  query: listQuery,
  ok: Page(OnlinePatron),
})

export const MatchedOnline = closed({ patron_id: Id, name: Type.String(), confirmed_on: Day })
export type MatchedOnline = Static<typeof MatchedOnline>
export const matchOnline = operation({
  id: 'matchOnline',
  method: 'GET',
  path: '/patrons/online/match',
  leave: 'patrons.register',
  purpose: 'identification',
  summary: 'Whether somebody who is being registered at the desk sent a form on the internet already',
  query: closed({ family_name: Line(100), given_name: Line(100), birth_on: Day }),
  ok: closed({ rows: Type.Array(MatchedOnline) }),
})

const one = closed({ patron_id: Id })
const { command_id: _, statement: __, proof: ___, ...form } = registerPatron.body.properties
export const identifyOnline = operation({
  id: 'identifyOnline',
  method: 'POST',
  path: '/patrons/:patron_id/identification',
  leave: 'patrons.register',
  purpose: 'identification',
  status: 201,
  summary:
    'Who registered on the internet is at the desk: card or document seen, block lifted, membership and card given',
  params: one,
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    ...form,
    proof: Proof,
    /** How the parent or guardian who sent the form consents now. */
    consent: Type.Optional(OneOf(['paper', 'desk'])),
  }),
  ok: Patron,
  codes: [...registerPatron.codes, 'online_not_waiting', 'changed_meanwhile', 'patron_not_own'],
})
export const changeOnline = operation({
  id: 'changeOnline',
  method: 'PUT',
  path: '/patrons/:patron_id/online',
  leave: 'patrons.register',
  purpose: 'administration',
  summary:
    'Until when somebody has time to come to the desk; a day that has passed lets the registration go tonight',
  params: one,
  body: closed({ command_id: CommandId, visit_until: Day }),
  ok: Patron,
  codes: ['online_not_waiting', 'online_day', 'patron_not_own'],
})
