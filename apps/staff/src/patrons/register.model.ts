import type { registerPatron } from '@kaft/contract/patrons'
import type { BodyOf } from '@kaft/contract/operation'
import type { Code } from '@kaft/contract/codes'
import type { MembershipAdvice, TariffFacts, WeighedType } from '@kaft/contract/memberships'
import { parseBirth, parseDay } from '../base/day.model.ts'
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
  /** The group of readers; empty is none. */
  readonly category: string
  /** By what a social tariff is shown. */
  readonly social: 'none' | 'paper' | 'uitpas'
  /** Its last day on paper, as typed. */
  readonly social_until: string
  readonly uitpas: string
  /** What UiTPAS said of that number; null until it was asked. */
  readonly uitpas_until: string | null
  /** What staff chose themselves; null follows the data. */
  readonly membership_type: string | null
  /** Null until staff say how the statement was given: nothing is ticked for them. */
  readonly statement: 'screen' | 'paper' | null
}
export type RegisterKey =
  | PersonKey
  | 'national_number'
  | 'seen'
  | 'card'
  | 'membership_type'
  | 'social_until'
  | 'uitpas'
  | 'statement'

export const emptyRegister: RegisterForm = {
  ...emptyPerson,
  national_number: '',
  card: '',
  read: null,
  seen: false,
  category: '',
  social: 'none',
  social_until: '',
  uitpas: '',
  uitpas_until: null,
  membership_type: null,
  statement: null,
}

/** Which membership is proposed: the one that follows from the data, the one that staff chose, or the first for want of a birth date. */
export interface Proposal {
  readonly row: WeighedType
  readonly because: 'advised' | 'chosen' | 'unknown_age'
}

/** A card of a class or an institution follows from nobody's data. */
const isReaders = (row: WeighedType): boolean => row.conditions.every(({ asks }) => asks !== 'reader')

/** What the form stands for now; null while nothing is advised, and nobody chose. */
export const proposalOf = (
  form: Pick<RegisterForm, 'membership_type' | 'birth_on'>,
  advice: MembershipAdvice | undefined,
  today: string,
): Proposal | null => {
  if (advice === undefined) return null
  const rowOf = (type: string | null): WeighedType | undefined => advice.rows.find(row => row.type === type)
  const chosen = rowOf(form.membership_type)
  if (chosen !== undefined) return { row: chosen, because: 'chosen' }
  const advised = rowOf(advice.advised)
  if (advised !== undefined) return { row: advised, because: 'advised' }
  const [first] = advice.rows.filter(isReaders)
  const unknown = parseBirth(form.birth_on, today) === null
  return unknown && first !== undefined ? { row: first, because: 'unknown_age' } : null
}

/** Until when the form says that a social tariff runs; null without one, or while that is not known yet. */
export const socialUntil = (
  form: Pick<RegisterForm, 'social' | 'social_until' | 'uitpas_until'>,
  today: string,
) =>
  form.social === 'paper'
    ? parseDay(form.social_until, today)
    : form.social === 'uitpas'
      ? form.uitpas_until
      : null

/** What the kind of membership is weighed by, as far as it was typed. */
export const factsOf = (form: RegisterForm, today: string): TariffFacts => ({
  birth_on: parseBirth(form.birth_on, today),
  postcode: form.postcode.trim() || null,
  category: form.category || null,
  social_until: socialUntil(form, today),
})

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

/** The group, and the proof of a social tariff: the number of a pass is asked about once more when the form is sent. */
const tariffPart = (form: RegisterForm, today: string): Pick<RegisterBody, 'category' | 'tariff'> => {
  const until = socialUntil(form, today)
  return {
    ...(form.category === '' ? {} : { category: form.category }),
    ...(until === null
      ? {}
      : {
          tariff:
            form.social === 'uitpas'
              ? { proof: 'uitpas' as const, uitpas_number: form.uitpas }
              : { proof: 'paper' as const, until },
        }),
  }
}

/** What a chosen tariff lacks: a day that is not over, or the answer of UiTPAS. */
const tariffFault = (form: RegisterForm, today: string): Partial<Record<RegisterKey, FormError>> => {
  const until = socialUntil(form, today)
  if (form.social === 'uitpas' && until === null) return { uitpas: 'uitpas' }
  return form.social === 'paper' && (until === null || until < today) ? { social_until: 'until' } : {}
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
    ...tariffFault(form, today),
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
      ...tariffPart(form, today),
      membership_type: proposal.row.type,
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
  'social_until',
  'uitpas',
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
    membership_type_tariff: 'membership_type',
    uitpas_off: 'uitpas',
    uitpas_unknown: 'uitpas',
    uitpas_no_tariff: 'uitpas',
    uitpas_away: 'uitpas',
  }
  return fields[code] ?? null
}
