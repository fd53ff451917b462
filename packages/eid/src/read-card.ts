import { cardNumberIsValid } from './card-number.ts'
import { readBirth, readDay } from './card-dates.ts'
import { cut, fieldText } from './text.ts'
import { readTlv, type Tlv } from './tlv.ts'

/** What a library may take from a card, and no more: P25, P26, P28, P29 of the privacy statement, and the card itself. */
export interface CardFields {
  readonly family_name: string
  readonly given_name: string
  /** A day, a month or only a year; null where the card does not say. */
  readonly birth_on: string | null
  readonly gender: 'm' | 'f' | 'unknown'
  readonly street: string | null
  readonly postcode: string | null
  readonly municipality: string | null
  /** Eleven digits. Whether they are a number is for the check of the number to say. */
  readonly national_number: string | null
  /** Twelve digits that fit their check, else null. */
  readonly card_number: string | null
  readonly valid_until: string | null
}

/** What may stand on a card and is let go at once. Kinds only: a value never leaves the reading. */
export const dropped = [
  'photo',
  'nationality',
  'birth_place',
  'chip_number',
  'noble_condition',
  'special_status',
  'third_name',
  'issued',
  'other',
] as const
export type Dropped = (typeof dropped)[number]

export type CardRead =
  | { readonly ok: true; readonly fields: CardFields; readonly dropped: readonly Dropped[] }
  /** `not_a_card`: no names in it. `damaged`: it ends in the middle of a field. */
  | { readonly ok: false; readonly why: 'not_a_card' | 'damaged' }

/** Tags of the identity file, EF(ID#RN). */
const tag = {
  card: 1,
  chip: 2,
  from: 3,
  until: 4,
  issued: 5,
  number: 6,
  name: 7,
  given: 8,
  third: 9,
} as const
const later = {
  nationality: 10,
  place: 11,
  birth: 12,
  sex: 13,
  noble: 14,
  kind: 15,
  status: 16,
  photo: 17,
} as const

/** A special status of 0 says that there is none, so nothing was there to let go. */
const letGo: readonly (readonly [number, Dropped])[] = [
  [later.photo, 'photo'],
  [later.nationality, 'nationality'],
  [later.place, 'birth_place'],
  [tag.chip, 'chip_number'],
  [later.noble, 'noble_condition'],
  [later.status, 'special_status'],
  [tag.third, 'third_name'],
  [tag.from, 'issued'],
  [tag.issued, 'issued'],
]
const LAST_KNOWN = later.photo

function droppedOf({ fields }: Tlv): Dropped[] {
  const found = new Set<Dropped>()
  for (const [at, what] of letGo) if ((fields.get(at)?.length ?? 0) > 0) found.add(what)
  if ([...fields].some(([at, value]) => at > LAST_KNOWN && value.length > 0)) found.add('other')
  return dropped.filter(what => found.has(what))
}

/** Cards in French say F, in Dutch V and in German W. */
const genderOf = (letter: string): CardFields['gender'] =>
  letter === 'M' ? 'm' : /^[FVW]$/.test(letter) ? 'f' : 'unknown'

const digits = (text: string, count: number): string | null => {
  const plain = text.replace(/[\s.-]/g, '')
  return plain.length === count && /^[0-9]+$/.test(plain) ? plain : null
}
const orNull = (text: string, most: number): string | null => cut(text, most) || null

/**
 * Reads the identity file and the address file of a card. Of everything else on the card only the kind is told.
 * @param files the bytes as the card gave them; a card without address (some of foreigners and children) is one too
 */
export function readCardFiles(files: {
  readonly identity: Uint8Array
  readonly address?: Uint8Array
}): CardRead {
  const identity = readTlv(files.identity)
  const address = files.address === undefined ? undefined : readTlv(files.address)
  const text = (at: number): string => fieldText(identity.fields.get(at))
  const where = (at: number, most: number): string | null => orNull(fieldText(address?.fields.get(at)), most)
  const [family_name, given_name] = [cut(text(tag.name), 100), cut(text(tag.given), 100)]
  if (!identity.whole && (family_name === '' || !identity.fields.has(later.sex)))
    return { ok: false, why: 'damaged' }
  if (family_name === '' && given_name === '') return { ok: false, why: 'not_a_card' }
  const card = digits(text(tag.card), 12)
  return {
    ok: true,
    fields: {
      // Whoever has one name only has it in the field for names; the form wants both.
      family_name: family_name || given_name,
      given_name: given_name || family_name,
      birth_on: readBirth(text(later.birth)),
      gender: genderOf(text(later.sex).toUpperCase()),
      street: where(1, 120),
      postcode: where(2, 10),
      municipality: where(3, 80),
      national_number: digits(text(tag.number), 11),
      card_number: card !== null && cardNumberIsValid(card) ? card : null,
      valid_until: readDay(text(tag.until)),
    },
    dropped: droppedOf(identity),
  }
}
