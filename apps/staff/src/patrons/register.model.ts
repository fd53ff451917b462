import type { registerPatron } from '@kaft/contract/patrons'
import type { BodyOf } from '@kaft/contract/operation'
import type { Code } from '@kaft/contract/codes'
import { addMonths, ageOn, parseBirth } from '../base/day.model.ts'
import type { MembershipType } from '../base/library-settings.ts'
import { type CardReading, eidOf, proofOf, readPart } from './card-reading.model.ts'
import { digitsOf, numberState } from './national-number.model.ts'
import {
  emptyPerson,
  type FormError,
  type PersonForm,
  type PersonKey,
  type Read,
  readPerson,
} from './person.model.ts'

/** The registration form while somebody types. */
export interface RegisterForm extends PersonForm {
  readonly national_number: string
  readonly card: string
  /** What was read from a card in the reader or from a file; null when everything was typed. */
  readonly read: CardReading | null
  /** Staff saw a document with the number that they typed. */
  readonly seen: boolean
  /** What staff chose themselves; null follows the age. */
  readonly membership_type: string | null
  /** Null until staff say how the statement was given: nothing is ticked for them. */
  readonly statement: 'screen' | 'paper' | null
}
export type RegisterKey = PersonKey | 'national_number' | 'seen' | 'card' | 'membership_type' | 'statement'

export const emptyRegister: RegisterForm = {
  ...emptyPerson,
  national_number: '',
  card: '',
  read: null,
  seen: false,
  membership_type: null,
  statement: null,
}

/** Which membership is proposed, and the reason that stands behind "Waarom dit tarief?". */
export type Proposal =
  | { readonly offer: MembershipType; readonly because: 'age'; readonly age: number }
  | { readonly offer: MembershipType; readonly because: 'chosen' }
  | { readonly offer: MembershipType; readonly because: 'unknown_age' }

const fitsAge = (offer: MembershipType, age: number): boolean => age >= offer.from_age && age <= offer.to_age

/** The membership made for this age: of those that fit, the one with the narrowest band, and of equals the first. */
export const offerForAge = (offers: readonly MembershipType[], age: number): MembershipType | undefined =>
  offers
    .filter(offer => fitsAge(offer, age))
    .toSorted((a, b) => a.to_age - a.from_age - (b.to_age - b.from_age))[0]

/** What the form stands for now; null while no membership exists at all. */
export const proposalOf = (
  form: Pick<RegisterForm, 'birth_on' | 'membership_type'>,
  offers: readonly MembershipType[],
  today: string,
): Proposal | null => {
  const chosen = offers.find(offer => offer.type === form.membership_type)
  if (chosen !== undefined) return { offer: chosen, because: 'chosen' }
  const age = ageOn(parseBirth(form.birth_on, today), today)
  const fit = age === null ? undefined : offerForAge(offers, age)
  if (fit !== undefined && age !== null) return { offer: fit, because: 'age', age }
  const [first] = offers
  return first === undefined ? null : { offer: first, because: 'unknown_age' }
}

/** Until when a membership runs that starts today. */
export const endOf = (offer: MembershipType, today: string): string => addMonths(today, offer.months)

export type RegisterBody = Omit<BodyOf<typeof registerPatron>, 'command_id'>

const numberPart = (form: RegisterForm): Pick<RegisterBody, 'national_number' | 'proof'> => {
  const proof = proofOf(form)
  return numberState(form.national_number) === 'empty' || proof === null
    ? {}
    : { national_number: digitsOf(form.national_number), proof }
}
const cardPart = (form: RegisterForm): Pick<RegisterBody, 'card' | 'eid' | 'read'> => {
  const [card, eid, read] = [form.card.trim(), eidOf(form), readPart(form)]
  return {
    ...(card === '' ? {} : { card }),
    ...(eid === null ? {} : { eid }),
    ...(read === null ? {} : { read }),
  }
}

/** The form as the contract wants it, or what is wrong with which field. */
export const readRegister = (
  form: RegisterForm,
  proposal: Proposal | null,
  today: string,
): Read<RegisterBody, RegisterKey> => {
  const person = readPerson(form, today)
  const number = numberState(form.national_number)
  const card = form.card.trim()
  const { statement } = form
  const errors: Partial<Record<RegisterKey, FormError>> = {
    ...(person.ok ? {} : person.errors),
    ...(number === 'partial' || number === 'wrong' ? { national_number: 'number' as const } : {}),
    ...(card === '' && eidOf(form) === null ? { card: 'card' as const } : {}),
    ...(number === 'valid' && proofOf(form) === null ? { seen: 'seen' as const } : {}),
    ...(proposal === null ? { membership_type: 'membership' as const } : {}),
    ...(statement === null ? { statement: 'statement' as const } : {}),
  }
  if (!person.ok || proposal === null || statement === null || Object.keys(errors).length > 0)
    return { ok: false, errors }
  return {
    ok: true,
    fields: {
      ...person.fields,
      ...numberPart(form),
      ...cardPart(form),
      membership_type: proposal.offer.type,
      statement,
    },
  }
}

/** The order of the form, in which the summary lists its errors. */
export const registerOrder: readonly RegisterKey[] = [
  'family_name',
  'given_name',
  'birth_on',
  'gender',
  'national_number',
  'seen',
  'street',
  'postcode',
  'municipality',
  'email',
  'phone',
  'language',
  'membership_type',
  'card',
  'keep_history',
  'news',
  'message_channel',
  'statement',
]

/** The field that a refusal of the server is about; null where it is about the whole. */
export const fieldOfCode = (code: Code): RegisterKey | null => {
  const fields: Partial<Record<Code, RegisterKey>> = {
    card_in_use: 'card',
    number_invalid: 'national_number',
    number_test_only: 'national_number',
    number_not_allowed: 'national_number',
    proof_needed: 'seen',
    card_expired: 'card',
    known_here: 'national_number',
    email_invalid: 'email',
    birth_invalid: 'birth_on',
    membership_type_unknown: 'membership_type',
    membership_type_age: 'membership_type',
  }
  return fields[code] ?? null
}
