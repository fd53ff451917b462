import type { Patron } from '@kaft/contract/patrons'
import { parseBirth, typedDay } from '../base/day.model.ts'

/** What a form about a person holds while somebody types: texts as typed, choices as chosen. */
export interface PersonForm {
  readonly family_name: string
  readonly given_name: string
  readonly birth_on: string
  readonly gender: Patron['gender']
  readonly street: string
  readonly postcode: string
  readonly municipality: string
  readonly email: string
  readonly phone: string
  readonly language: Patron['language']
  readonly message_channel: Patron['message_channel']
  readonly keep_history: boolean
  readonly news: boolean
}
export type PersonKey = keyof PersonForm
export type PersonFields = Pick<Patron, PersonKey>
/** Which of the module's sentences says what is wrong with a field. */
export type FormError =
  | 'until'
  | 'uitpas'
  | 'seen'
  | 'needed'
  | 'birth'
  | 'email'
  | 'number'
  | 'card'
  | 'membership'
  | 'statement'

/** A new form: every choice stands where it says least about the person. */
export const emptyPerson: PersonForm = {
  family_name: '',
  given_name: '',
  birth_on: '',
  gender: 'unknown',
  street: '',
  postcode: '',
  municipality: '',
  email: '',
  phone: '',
  language: 'nl',
  message_channel: 'email',
  keep_history: false,
  news: false,
}

export const personFormOf = (patron: PersonFields): PersonForm => ({
  family_name: patron.family_name,
  given_name: patron.given_name,
  birth_on: patron.birth_on === null ? '' : typedDay(patron.birth_on),
  gender: patron.gender,
  street: patron.street ?? '',
  postcode: patron.postcode ?? '',
  municipality: patron.municipality ?? '',
  email: patron.email ?? '',
  phone: patron.phone ?? '',
  language: patron.language,
  message_channel: patron.message_channel,
  keep_history: patron.keep_history,
  news: patron.news,
})

/** Loose on purpose: the server has the last word; this only catches slips before the form is sent. */
const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text)

/** The channel that can work: without an e-mail address it is the letter. */
export const channelOf = (form: PersonForm): PersonForm['message_channel'] =>
  form.email.trim() === '' ? 'letter' : form.message_channel

export type Read<T, K extends string> =
  | { readonly ok: true; readonly fields: T }
  | { readonly ok: false; readonly errors: Readonly<Partial<Record<K, FormError>>> }

/** The form as the contract wants it, or what is wrong with which field. Only the two names are required (P15). */
export const readPerson = (form: PersonForm, today: string): Read<PersonFields, PersonKey> => {
  const text = (key: PersonKey): string => String(form[key]).trim()
  const orNull = (key: PersonKey): string | null => text(key) || null
  const birth_on = text('birth_on') === '' ? null : parseBirth(text('birth_on'), today)
  const errors: Partial<Record<PersonKey, FormError>> = {
    ...(text('family_name') === '' ? { family_name: 'needed' as const } : {}),
    ...(text('given_name') === '' ? { given_name: 'needed' as const } : {}),
    ...(text('birth_on') !== '' && birth_on === null ? { birth_on: 'birth' as const } : {}),
    ...(text('email') !== '' && !looksLikeEmail(text('email')) ? { email: 'email' as const } : {}),
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    fields: {
      family_name: text('family_name'),
      given_name: text('given_name'),
      birth_on,
      gender: form.gender,
      street: orNull('street'),
      postcode: orNull('postcode'),
      municipality: orNull('municipality'),
      email: orNull('email'),
      phone: orNull('phone'),
      language: form.language,
      message_channel: channelOf(form),
      keep_history: form.keep_history,
      news: form.news,
    },
  }
}
