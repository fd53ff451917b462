import type { Mergeable } from '@kaft/contract/merges'
import type { Patron } from '@kaft/contract/patrons'

export const mergePath = (kept_id: string, other_id: string): string =>
  `/leners/samenvoegen/${kept_id}/${other_id}`

export const parts = [
  'family_name',
  'given_name',
  'birth_on',
  'gender',
  'address',
  'email',
  'phone',
  'language',
  'message_channel',
  'membership',
] as const satisfies readonly Mergeable[]

/** The words in which a part of a record is shown; what is the same in both needs no choice. */
export interface Words {
  readonly day: (day: string) => string
  readonly gender: (gender: Patron['gender']) => string
  readonly language: (language: Patron['language']) => string
  readonly channel: (channel: Patron['message_channel']) => string
}

/** A part of a record as it is read, or null where it is empty. */
export const partOf = (patron: Patron, part: Mergeable, words: Words): string | null => {
  if (part === 'address') {
    const place = [patron.postcode, patron.municipality].filter(Boolean).join(' ')
    return [patron.street, place].filter(Boolean).join(', ') || null
  }
  if (part === 'membership') {
    const until = patron.member_until === null ? '' : ` · ${words.day(patron.member_until)}`
    return `${patron.membership_name}${until}`
  }
  if (part === 'birth_on') return patron.birth_on === null ? null : words.day(patron.birth_on)
  if (part === 'gender') return patron.gender === 'unknown' ? null : words.gender(patron.gender)
  if (part === 'language') return words.language(patron.language)
  if (part === 'message_channel') return words.channel(patron.message_channel)
  return patron[part]
}

/** What is proposed to be taken from the other record: the membership that runs longest. */
export const proposed = (kept: Patron, other: Patron): readonly Mergeable[] =>
  (other.member_until ?? '9999') > (kept.member_until ?? '9999') ? ['membership'] : []
