import { patronFields, type SourceKind } from '@kaft/contract'
import type { Static, TSchema } from 'typebox'
import { type Day, isPartialDay } from '../../base/dates.ts'

type Fields = typeof patronFields
/** What may be stored about a person, as the form gives it. */
export type PatronFields = { [K in keyof Fields]: Fields[K] extends TSchema ? Static<Fields[K]> : never }
/** The allow-list as names, in the order of the form. */
export const fieldNames = Object.keys(patronFields) as (keyof PatronFields)[]

/** Nobody has lived longer; an older date is a slip. */
const OLDEST = 130

/** A local part, an at, labels with dots between them, and at least two letters at the end. */
const email = /^[^\s@"<>(),;:\\[\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,}$/u

/** A real date, not after today and not before anyone living. */
export const isBirth = (text: string, today: Day): boolean =>
  isPartialDay(text) && text <= today && Number(text.slice(0, 4)) >= Number(today.slice(0, 4)) - OLDEST

export const isEmail = (text: string): boolean => email.test(text)

/** One form of each letter, no spaces at the ends. */
export const tidy = (text: string): string =>
  text.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').trim()

/**
 * The fields as they are stored: one form of each letter, no spaces at the ends, null for what was left empty.
 * @returns the code of the first field that cannot be
 */
export function tidyFields(
  asked: PatronFields,
  today: Day,
): PatronFields | 'invalid' | 'birth_invalid' | 'email_invalid' {
  const optional = (text: string | null) => (text === null ? null : tidy(text) || null)
  const fields: PatronFields = {
    ...(Object.fromEntries(fieldNames.map(name => [name, asked[name]])) as PatronFields),
    family_name: tidy(asked.family_name),
    given_name: tidy(asked.given_name),
    street: optional(asked.street),
    postcode: optional(asked.postcode),
    municipality: optional(asked.municipality),
    email: optional(asked.email),
    phone: optional(asked.phone),
  }
  if (fields.family_name === '' || fields.given_name === '') return 'invalid'
  if (fields.birth_on !== null && !isBirth(fields.birth_on, today)) return 'birth_invalid'
  if (fields.email !== null && !isEmail(fields.email)) return 'email_invalid'
  return fields
}

/** Where a value came from, who put it there, when. */
export interface Source {
  readonly from: SourceKind
  /** Absent where no member of staff did it. */
  readonly by?: string
  readonly at: string
  /** Why a value of the eID or the register was overwritten. */
  readonly reason?: string
}

/** The source of each field that holds something now and held something else before. */
export const provenanceOf = (
  now: PatronFields,
  before: Partial<PatronFields>,
  source: Source,
): Record<string, Source> =>
  Object.fromEntries(
    fieldNames.filter(name => now[name] !== null && now[name] !== before[name]).map(name => [name, source]),
  )

const residence = ['street', 'postcode', 'municipality'] as const
const contact = [...residence, 'email', 'phone'] as const

/** Whether the way in which the patron is reached changes: whoever typed that has just asked for it. */
export const reachedOtherwise = (now: PatronFields, before: PatronFields): boolean =>
  contact.some(name => now[name] !== before[name])

/** Whether a main residence of the eID or the register is overwritten: by hand that needs a reason (P26). */
export const overwritesRegister = (
  now: PatronFields,
  before: PatronFields,
  sources: Readonly<Record<string, { readonly from: string }>>,
): boolean =>
  residence.some(
    name => now[name] !== before[name] && ['eid', 'magda'].includes(sources[name]?.from ?? 'manual'),
  )
