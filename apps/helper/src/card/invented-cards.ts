import type { InventedCard } from '@kaft/eid/write-card'

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

/**
 * Cards to try with. The people are invented, and their numbers are of the test register (month + 60). What may not be
 * kept is filled in with words that stand nowhere else, so that a search finds them wherever they should not be.
 */
export const inventedCards = {
  liesbeth: {
    card_number: '592123456732',
    national_number: '84651799634',
    family_name: 'Vandenhoute',
    given_name: 'Liesbeth Anna',
    third_name: 'Q',
    birth: '17 MEI 1984',
    sex: 'V',
    valid_from: '01.02.2024',
    valid_until: '01.02.2034',
    issued: 'Afgiftedorp',
    nationality: 'Nergenslands',
    birth_place: 'Geboortedorp',
    noble_condition: 'Jonkvrouw',
    special_status: '2',
    chip_number: bytes('534c494e336600296cffc0ffee0c1724'),
    photo_hash: bytes('c0dedbad'.repeat(12)),
    street: 'Teststraat 12 bus 3',
    postcode: '9000',
    municipality: 'Gent',
  },
  wout: {
    card_number: '610001234520',
    national_number: '15722497130',
    family_name: 'Müller-De Wilde',
    given_name: 'Wout',
    birth: '24 DEC 2015',
    sex: 'M',
    valid_from: '01.06.2023',
    valid_until: '01.06.2029',
    issued: 'Afgiftedorp',
    nationality: 'Nergenslands',
    birth_place: 'Geboortedorp',
    chip_number: bytes('534c494e336600296cffc0ffee0c1725'),
    photo_hash: bytes('c0dedbad'.repeat(12)),
    street: 'Proefweg 7',
    postcode: '8500',
    municipality: 'Kortrijk',
  },
  /** The same person with the card that came after the first. */
  liesbeth_renewed: {
    card_number: '592765432135',
    national_number: '84651799634',
    family_name: 'Vandenhoute',
    given_name: 'Liesbeth Anna',
    birth: '17 MEI 1984',
    sex: 'V',
    valid_from: '01.11.2026',
    valid_until: '01.11.2036',
    issued: 'Afgiftedorp',
    nationality: 'Nergenslands',
    birth_place: 'Geboortedorp',
    chip_number: bytes('534c494e336600296cffc0ffee0c1726'),
    photo_hash: bytes('c0dedbae'.repeat(12)),
    street: 'Nieuwelaan 4',
    postcode: '9050',
    municipality: 'Gentbrugge',
  },
} as const satisfies Record<string, InventedCard>
export type InventedName = keyof typeof inventedCards
