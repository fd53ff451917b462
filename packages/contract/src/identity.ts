import { Type } from 'typebox'
import { operation } from './operation.ts'
import { BirthOn, Gender, NationalNumber, Patron } from './patrons.ts'
import { Barcode, closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

const patron_id = closed({ patron_id: Id })

/** An identity card as a reader gives it: the number of the card, and until when it is valid. */
export const EidCard = closed({
  card_number: Type.String({ pattern: '^[0-9]{12}$' }),
  valid_until: Nullable(Day),
})

export const identityRules = operation({
  id: 'identityRules',
  method: 'GET',
  path: '/identity-rules',
  leave: 'patrons.read',
  summary: 'What the own library may do with identity cards and national numbers now',
  ok: closed({ reads_eid: Type.Boolean(), keeps_numbers: Type.Boolean(), test_numbers: Type.Boolean() }),
})
export const recogniseEid = operation({
  id: 'recogniseEid',
  method: 'POST',
  path: '/eid',
  leave: 'patrons.read',
  purpose: 'identification',
  summary: 'Whose identity card this is; the card after it, of the same person, takes its place',
  body: closed({
    command_id: CommandId,
    ...EidCard.properties,
    national_number: Type.Optional(NationalNumber),
  }),
  ok: closed({
    /** Null where nobody in scope has this card or number. */
    patron_id: Nullable(Id),
    /** `known`: the card itself. `renewed`: the number, on a card that was new here and is known from now on. */
    card: Nullable(OneOf(['known', 'renewed'])),
  }),
  codes: ['eid_off', 'eid_unreadable', 'card_lost', 'card_ended', 'card_expired'],
})
export const addEid = operation({
  id: 'addEid',
  method: 'POST',
  path: '/patrons/:patron_id/eid',
  leave: 'patrons.change',
  purpose: 'identification',
  status: 201,
  summary: 'Make the identity card of a patron a library card too, and keep the number where that may be',
  params: patron_id,
  body: closed({
    command_id: CommandId,
    ...EidCard.properties,
    national_number: Type.Optional(NationalNumber),
  }),
  ok: Patron,
  codes: [
    'eid_off',
    'eid_unreadable',
    'card_in_use',
    'card_expired',
    'number_invalid',
    'number_test_only',
    'number_other',
    'known_here',
    'patron_not_own',
  ],
})
export const addCard = operation({
  id: 'addCard',
  method: 'POST',
  path: '/patrons/:patron_id/more-cards',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Give a further card; those that the patron has go on working',
  params: patron_id,
  body: closed({ command_id: CommandId, card: Barcode }),
  ok: Patron,
  codes: ['card_in_use', 'patron_not_own'],
})
export const markCard = operation({
  id: 'markCard',
  method: 'PUT',
  path: '/patrons/:patron_id/cards/:card_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Say that a card is lost, was found again, or has ended',
  params: closed({ patron_id: Id, card_id: Id }),
  body: closed({ command_id: CommandId, state: OneOf(['active', 'lost', 'ended']) }),
  ok: Patron,
  codes: ['card_unknown', 'card_ended', 'card_expired', 'patron_not_own'],
})
/** The fields that an identity card says, each as it is there. */
export const cardFields = {
  family_name: Line(100),
  given_name: Line(100),
  birth_on: Nullable(BirthOn),
  gender: Gender,
  street: Nullable(Line(120)),
  postcode: Nullable(Line(10)),
  municipality: Nullable(Line(80)),
} as const
export const takeFromCard = operation({
  id: 'takeFromCard',
  method: 'PUT',
  path: '/patrons/:patron_id/card-data',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Take over what the identity card says, where staff saw the difference and want it',
  params: patron_id,
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    fields: Type.Partial(closed(cardFields), { additionalProperties: false, minProperties: 1 }),
  }),
  ok: Patron,
  codes: ['changed_meanwhile', 'birth_invalid', 'eid_off', 'patron_not_own'],
})

export const NumberAlert = closed({
  staff_id: Id,
  staff_name: Type.String(),
  on_day: Day,
  asked: Type.Integer(),
  registered: Type.Integer(),
  refused: Type.Integer(),
})
export const numberAlerts = operation({
  id: 'numberAlerts',
  method: 'GET',
  path: '/number-alerts',
  leave: 'privacy.log',
  summary: 'Who asked often whether a number is known and registered seldom, day by day; never which numbers',
  query: closed({ after: Type.Optional(Type.String({ maxLength: 60 })) }),
  ok: Page(NumberAlert),
})
export const lookedAtNumberAlert = operation({
  id: 'lookedAtNumberAlert',
  method: 'POST',
  path: '/number-alerts/looked-at',
  leave: 'privacy.log',
  summary: 'The data protection officer looked into this day of this member of staff',
  body: closed({ command_id: CommandId, staff_id: Id, on_day: Day }),
  ok: closed({}),
})

export const NumberLibrary = closed({
  library_id: Id,
  code: Type.String(),
  name: Type.String(),
  /** Null where the library was never on the list. */
  reference: Nullable(Type.String()),
  from_on: Nullable(Day),
  until_on: Nullable(Day),
})
export const numberLibraries = operation({
  id: 'numberLibraries',
  method: 'GET',
  path: '/number-libraries',
  leave: 'consortium.identities',
  summary: 'Which libraries may use national numbers, since when and by which authorisation',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(NumberLibrary),
})
export const setNumberLibrary = operation({
  id: 'setNumberLibrary',
  method: 'PUT',
  path: '/number-libraries/:library_id',
  leave: 'consortium.identities',
  summary: 'Put a library on the list of those that may use national numbers, or say when that ends',
  params: closed({ library_id: Id }),
  body: closed({ command_id: CommandId, reference: Line(120), from_on: Day, until_on: Nullable(Day) }),
  ok: NumberLibrary,
})

const Side = closed({
  patron_id: Id,
  library_name: Type.String(),
  family_name: Type.String(),
  given_name: Type.String(),
  birth_on: Nullable(Type.String()),
  registered_on: Day,
})
export const IdentityConflict = closed({
  conflict_id: Id,
  fields: Type.Array(OneOf(['family_name', 'given_name', 'birth_on'])),
  found_at: Instant,
  /** The record that was written last, and the one that was there. */
  sides: Type.Array(Side),
})
export const identityConflicts = operation({
  id: 'identityConflicts',
  method: 'GET',
  path: '/identity-conflicts',
  leave: 'consortium.identities',
  purpose: 'identification',
  summary: 'Records of libraries that share a number and do not look like one person',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(IdentityConflict),
})
export const settleConflict = operation({
  id: 'settleConflict',
  method: 'PUT',
  path: '/identity-conflicts/:conflict_id',
  leave: 'consortium.identities',
  purpose: 'identification',
  summary: 'Say that two records are one person, or which of them has the number of somebody else',
  params: closed({ conflict_id: Id }),
  body: closed({ command_id: CommandId, wrong_patron_id: Nullable(Id) }),
  ok: closed({}),
  codes: ['conflict_gone'],
})
