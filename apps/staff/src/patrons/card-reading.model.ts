import type { registerPatron } from '@kaft/contract/patrons'
import type { BodyOf } from '@kaft/contract/operation'
import type { CardFields, CardRead, Dropped } from '@kaft/eid'
import { typedDay } from '../base/day.model.ts'
import { digitsOf, writtenNumber } from './national-number.model.ts'
import type { RegisterForm } from './register.model.ts'

/** What was read, from where, and what was let go at once. */
export interface CardReading {
  readonly from: 'eid' | 'eid_file'
  readonly fields: CardFields
  readonly dropped: readonly Dropped[]
}
export const readingOf = (from: CardReading['from'], card: Extract<CardRead, { ok: true }>): CardReading => ({
  from,
  fields: card.fields,
  dropped: card.dropped,
})

/** What a card says of a person, in the order of the form. */
export const cardKeys = [
  'family_name',
  'given_name',
  'birth_on',
  'gender',
  'street',
  'postcode',
  'municipality',
] as const
export type CardKey = (typeof cardKeys)[number]

/** A field of the card as the form holds it. */
export const asTyped = (fields: CardFields, key: CardKey): string => {
  const value = fields[key] ?? ''
  return key === 'birth_on' && value !== '' ? typedDay(value) : value
}

/**
 * The form after a card was read: what the card says replaces what stood there, and what it does not say stays. A file
 * proves nothing, so that a number from one still asks for a document.
 */
export const fillFrom = (form: RegisterForm, read: CardReading): RegisterForm => {
  const said = cardKeys.flatMap(key => {
    const value = asTyped(read.fields, key)
    return value === '' || value === 'unknown' ? [] : [[key, value] as const]
  })
  const number = read.fields.national_number
  return {
    ...form,
    ...(Object.fromEntries(said) as Partial<RegisterForm>),
    national_number: number === null ? form.national_number : writtenNumber(number),
    read,
    seen: false,
  }
}

/** The fields that still stand as they were read; what staff changed is their own word. */
export const stillRead = (form: RegisterForm): readonly CardKey[] => {
  const { read } = form
  if (read === null) return []
  return cardKeys.filter(key => form[key] === asTyped(read.fields, key) && form[key] !== '')
}

/** The card that becomes the library card: only one that lay in the reader. */
export const eidOf = ({
  read,
}: Pick<RegisterForm, 'read'>): { card_number: string; valid_until: string | null } | null =>
  read?.from === 'eid' && read.fields.card_number !== null
    ? { card_number: read.fields.card_number, valid_until: read.fields.valid_until }
    : null

/** What backs the number: the card in the reader when the number is the one on it, else what staff say that they saw. */
export const proofOf = (
  form: Pick<RegisterForm, 'read' | 'seen' | 'national_number'>,
): 'eid' | 'document' | null => {
  const onCard = form.read?.from === 'eid' ? form.read.fields.national_number : null
  if (onCard !== null && digitsOf(form.national_number) === onCard) return 'eid'
  return form.seen ? 'document' : null
}

export const readPart = (form: RegisterForm): NonNullable<BodyOf<typeof registerPatron>['read']> | null => {
  const fields = stillRead(form)
  return form.read === null || fields.length === 0 ? null : { from: form.read.from, fields: [...fields] }
}

type Ours = Readonly<Record<CardKey, string | null>>
/** Where the record and the card differ: only what the card says counts, and only as far as it says more. */
export const differences = (ours: Ours, card: CardFields): readonly CardKey[] =>
  cardKeys.filter(key => {
    const [here, there] = [ours[key] ?? '', card[key] ?? '']
    if (there === '' || there === 'unknown') return false
    // A year alone on the card is no news beside the whole date.
    return key === 'birth_on' ? !here.startsWith(there) : here.trim() !== there
  })
