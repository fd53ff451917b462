import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { EndedReason, Purpose } from './privacy.ts'
import { Finding } from './problem.ts'
import {
  Address,
  Block,
  BlockedAction,
  BlockReach,
  EndReason,
  FieldSource,
  Note,
  NoteRoles,
  NoteShown,
  OnlineState,
} from './patron-parts.ts'
import { CardType } from './regulation.ts'
import { Barcode, Cents, closed, CommandId, Day, Id, Line, Nullable, OneOf, Prose, Word } from './values.ts'

/** A birth date as cards and registers know it: a day, a month or only a year (`1984`, `1984-05`, `1984-05-17`). */
export const BirthOn = Type.String({ pattern: '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' })
export const Gender = Type.Union([
  Type.Literal('m'),
  Type.Literal('f'),
  Type.Literal('x'),
  Type.Literal('unknown'),
])
export const AgeGroup = Type.Union([
  Type.Literal('child'),
  Type.Literal('youth'),
  Type.Literal('adult'),
  Type.Literal('unknown'),
])
export const Language = Type.Union([
  Type.Literal('nl'),
  Type.Literal('fr'),
  Type.Literal('en'),
  Type.Literal('de'),
])
/** A national number as typed or read: digits with dots, dashes or spaces. */
export const NationalNumber = Type.String({ pattern: '^[0-9 .-]{11,20}$' })

/** What staff had before them when a number was asked for or kept: the card in the reader, or a document in the hand. */
export const Proof = OneOf(['eid', 'document'])

/** What the desk shows above the rows: never an address, a birth date or a title. */
export const PatronHead = closed({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  name: Type.String(),
  age_group: AgeGroup,
  membership_type: Type.String(),
  membership_name: Type.String(),
  /** Kind of card, where it is not a reader's own. */
  card_type: Type.Optional(CardType),
  member_until: Nullable(Day),
  card_tail: Type.String(),
  loans: Type.Integer(),
  holds_ready: Type.Integer(),
  balance_cents: Cents,
  /** Stops and remarks that hold for the whole session, before any item is scanned. */
  findings: Type.Array(Finding),
  notes: Type.Array(Type.String()),
  /** It is over a year ago that somebody asked whether e-mail and address are still right. */
  contact_due: Type.Optional(Type.Boolean()),
  /** It came over from another system, and was not asked about since. */
  came_over: Type.Optional(Type.Boolean()),
})
export type PatronHead = Static<typeof PatronHead>

/** The allow-list of the registration form. A field that is not here cannot be stored about a person. */
export const patronFields = {
  family_name: Line(100),
  given_name: Line(100),
  birth_on: Nullable(BirthOn),
  gender: Gender,
  street: Nullable(Line(120)),
  postcode: Nullable(Line(10)),
  municipality: Nullable(Line(80)),
  email: Nullable(Line(254)),
  phone: Nullable(Line(40)),
  language: Language,
  message_channel: Type.Union([Type.Literal('email'), Type.Literal('letter')]),
  keep_history: Type.Boolean(),
  news: Type.Boolean(),
} as const

/** Of those, what an identity card says. */
const readFields = [
  'family_name',
  'given_name',
  'birth_on',
  'gender',
  'street',
  'postcode',
  'municipality',
] as const

export const Patron = closed({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  ...patronFields,
  /** Names of before, by which people are still looked for. */
  former_names: Type.Array(Type.String()),
  addresses: Type.Array(Address),
  sources: Type.Array(FieldSource),
  /** When somebody last asked whether e-mail and address are still right. */
  contact_checked_on: Day,
  /** The record came over from another system, and the desk has not asked its reader about it yet. */
  came_over: Type.Boolean(),
  /** The register says that the address may be told to nobody. */
  address_protected: Type.Boolean(),
  /** Purposes for which the data are kept and not used (AVG art. 18, 21). */
  restricted: Type.Array(Purpose),
  /** An authorisation runs: the national register may be asked for the address. */
  asks_magda: Type.Boolean(),
  /** Whether loans are renewed by themselves; null follows the library. */
  auto_renew: Nullable(Type.Boolean()),
  age_group: AgeGroup,
  /** Shown as dots but for the check digits; null where no number is kept. */
  national_number_masked: Nullable(Type.String()),
  cards: Type.Array(
    closed({
      card_id: Id,
      kind: OneOf(['library', 'eid']),
      /** The code of a library card. Of an identity card nothing is shown. */
      card: Nullable(Type.String()),
      state: OneOf(['active', 'lost', 'ended', 'expired']),
      since: Day,
      /** Since when it opens nothing, or the day after which it will not. */
      until: Nullable(Day),
    }),
  ),
  membership_type: Type.String(),
  membership_name: Type.String(),
  /** Kind of card, where it is not a reader's own. */
  card_type: Type.Optional(CardType),
  member_since: Nullable(Day),
  member_until: Nullable(Day),
  category: Nullable(Type.String()),
  /** The last day of a social tariff, and by what it was shown. */
  social_until: Nullable(Day),
  social_proof: Nullable(OneOf(['uitpas', 'paper'])),
  /** Why the membership ends, once somebody said that it does. */
  end_reason: Nullable(EndReason),
  end_said_on: Nullable(Day),
  statement_version: Nullable(Type.String()),
  statement_shown_on: Nullable(Day),
  blocks: Type.Array(Block),
  notes: Type.Array(Note),
  /** Registered on the internet, and not seen at the desk yet; null for everyone else. */
  online: Nullable(OnlineState),
  /** The record into which this one went; null while it stands by itself. */
  merged_into: Nullable(Id),
  /** Records that went into this one and can still be taken back. */
  merges: Type.Array(closed({ merge_id: Id, name: Type.String(), on: Day, undo_until: Day })),
  loans: Type.Integer(),
  holds: Type.Integer(),
  balance_cents: Cents,
  version: Type.Integer(),
})
export type Patron = Static<typeof Patron>

export const registerPatron = operation({
  id: 'registerPatron',
  method: 'POST',
  path: '/patrons',
  leave: 'patrons.register',
  purpose: 'identification',
  status: 201,
  summary: 'Register a patron with a membership and a card',
  body: closed({
    command_id: CommandId,
    ...patronFields,
    national_number: Type.Optional(NationalNumber),
    /** Needed with a number: nobody's number is kept on hearsay. */
    proof: Type.Optional(Proof),
    /** A library card, an identity card, or both. */
    card: Type.Optional(Barcode),
    eid: Type.Optional(
      closed({ card_number: Type.String({ pattern: '^[0-9]{12}$' }), valid_until: Nullable(Day) }),
    ),
    /** Which fields stand as they were read: from a card in the reader, or from a file, which proves nothing. */
    read: Type.Optional(
      closed({
        from: OneOf(['eid', 'eid_file']),
        fields: Type.Array(OneOf(readFields), { maxItems: readFields.length }),
      }),
    ),
    membership_type: Word,
    /** The group of readers; absent or null: none. */
    category: Type.Optional(Nullable(Word)),
    /** A social tariff: shown on paper until a day, or of a pass that UiTPAS is asked about. The number is not kept. */
    tariff: Type.Optional(
      Type.Union([
        closed({ proof: Type.Literal('paper'), until: Day }),
        closed({ proof: Type.Literal('uitpas'), uitpas_number: Line(20) }),
      ]),
    ),
    statement: Type.Union([Type.Literal('screen'), Type.Literal('paper')]),
  }),
  ok: Patron,
  codes: [
    'category_unknown',
    'membership_type_tariff',
    'uitpas_off',
    'uitpas_unknown',
    'uitpas_no_tariff',
    'uitpas_away',
    'card_in_use',
    'card_expired',
    'eid_off',
    'eid_unreadable',
    'proof_needed',
    'number_invalid',
    'number_test_only',
    'number_not_allowed',
    'known_here',
    'email_invalid',
    'birth_invalid',
    'membership_type_unknown',
    'membership_type_age',
  ],
})
export const changePatron = operation({
  id: 'changePatron',
  method: 'PUT',
  path: '/patrons/:patron_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Change the data of a patron',
  params: closed({ patron_id: Id }),
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    ...patronFields,
    /** Why an address of the eID or the register is overwritten by hand. */
    reason: Type.Optional(Line(200)),
    /** `forget`: no name of before stays findable. Otherwise a name that was more than a slip does. */
    former_names: Type.Optional(OneOf(['keep', 'forget'])),
  }),
  ok: Patron,
  codes: ['changed_meanwhile', 'email_invalid', 'birth_invalid', 'address_reason_needed', 'patron_not_own'],
})
export const knownElsewhere = operation({
  id: 'knownElsewhere',
  method: 'POST',
  path: '/patrons/known',
  leave: 'patrons.register',
  purpose: 'identification',
  summary: 'Whether a national number is known: here, elsewhere, or not; never more than that',
  body: closed({ national_number: NationalNumber, proof: Type.Optional(Proof) }),
  /** One bit, said as a digit, so that both answers are as long. */
  ok: closed({
    known_here: Nullable(Id),
    known_elsewhere: Type.Union([Type.Literal(0), Type.Literal(1)]),
  }),
  codes: ['proof_needed', 'number_invalid', 'number_test_only', 'number_not_allowed', 'too_many'],
})
export const PatronFound = closed({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  name: Type.String(),
  birth_year: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  membership_name: Type.String(),
  member_until: Nullable(Day),
  card_tail: Type.String(),
})
export const findPatrons = operation({
  id: 'findPatrons',
  method: 'GET',
  path: '/patrons',
  leave: 'patrons.read',
  purpose: 'identification',
  summary: 'Find patrons by card, name, birth date or e-mail, within the own scope',
  query: closed({
    q: Type.String({ minLength: 1, maxLength: 120 }),
    after: Type.Optional(Type.String({ maxLength: 200 })),
    /** Why also people are looked for whose membership is over; without it they are found by their card only. */
    ended: Type.Optional(EndedReason),
  }),
  ok: closed({
    rows: Type.Array(PatronFound),
    next: Nullable(Type.String()),
    /** Whether somebody fits whose membership is over, and who is not shown. */
    ended: Type.Boolean(),
  }),
})
export const readPatron = operation({
  id: 'readPatron',
  method: 'GET',
  path: '/patrons/:patron_id',
  leave: 'patrons.read',
  purpose: 'administration',
  summary: 'One patron with contact data, cards, membership, blocks and notes',
  params: closed({ patron_id: Id }),
  ok: Patron,
})
export const readPatronHead = operation({
  id: 'readPatronHead',
  method: 'GET',
  path: '/patrons/:patron_id/head',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'What the desk shows of a patron',
  params: closed({ patron_id: Id }),
  ok: PatronHead,
})
export const addNote = operation({
  id: 'addNote',
  method: 'POST',
  path: '/patrons/:patron_id/notes',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Add a note with an end date to a patron',
  params: closed({ patron_id: Id }),
  body: closed({
    command_id: CommandId,
    text: Prose(500),
    until: Day,
    shown: Type.Optional(NoteShown),
    /** Whom it is for, with `shown: 'roles'`. */
    roles: Type.Optional(NoteRoles),
  }),
  ok: Note,
  codes: ['patron_not_own'],
})
export const removeNote = operation({
  id: 'removeNote',
  method: 'DELETE',
  path: '/patrons/:patron_id/notes/:note_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Remove a note',
  params: closed({ patron_id: Id, note_id: Id }),
  ok: closed({}),
  codes: ['patron_not_own'],
})
export const replaceCard = operation({
  id: 'replaceCard',
  method: 'POST',
  path: '/patrons/:patron_id/cards',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Give a new card; the former one is marked lost or ended and never opens the record again',
  params: closed({ patron_id: Id }),
  body: closed({
    command_id: CommandId,
    card: Barcode,
    former: Type.Union([Type.Literal('lost'), Type.Literal('ended')]),
    charge_fee: Type.Boolean(),
  }),
  ok: Patron,
  codes: ['card_in_use', 'patron_not_own'],
})
export const renewMembership = operation({
  id: 'renewMembership',
  method: 'POST',
  path: '/patrons/:patron_id/memberships',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Renew or change the membership and charge its fee',
  params: closed({ patron_id: Id }),
  body: closed({ command_id: CommandId, membership_type: Word }),
  ok: Patron,
  codes: [
    'membership_type_unknown',
    'membership_type_age',
    'membership_type_tariff',
    'patron_deceased',
    'patron_not_own',
  ],
})
export const chooseAutoRenew = operation({
  id: 'chooseAutoRenew',
  method: 'PUT',
  path: '/patrons/:patron_id/auto-renew',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'What a patron wants of automatic renewal; null follows the library',
  params: closed({ patron_id: Id }),
  body: closed({ command_id: CommandId, auto_renew: Nullable(Type.Boolean()) }),
  ok: Patron,
  codes: ['patron_not_own'],
})
export const setBlock = operation({
  id: 'setBlock',
  method: 'POST',
  path: '/patrons/:patron_id/blocks',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Block a patron by hand, with a reason and an end',
  params: closed({ patron_id: Id }),
  body: closed({
    command_id: CommandId,
    reason: Line(200),
    until: Nullable(Day),
    /** Absent: everything. */
    actions: Type.Optional(Type.Array(BlockedAction, { minItems: 1, uniqueItems: true })),
    reach: Type.Optional(BlockReach),
    remedy: Type.Optional(Line(200)),
  }),
  ok: Patron,
  codes: ['patron_not_own'],
})
export const liftBlock = operation({
  id: 'liftBlock',
  method: 'DELETE',
  path: '/patrons/:patron_id/blocks/:block_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Lift a block',
  params: closed({ patron_id: Id, block_id: Id }),
  ok: Patron,
  codes: ['patron_not_own', 'not_identified'],
})
