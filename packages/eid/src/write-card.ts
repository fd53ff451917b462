/** An invented card, for the simulator of a reader and for tests: each field as its text, the binary ones as bytes. */
export interface InventedCard {
  readonly card_number: string
  readonly national_number: string
  readonly family_name: string
  readonly given_name: string
  readonly third_name?: string
  readonly birth: string
  readonly sex: string
  readonly valid_from: string
  readonly valid_until: string
  readonly issued: string
  readonly nationality: string
  readonly birth_place: string
  readonly noble_condition?: string
  readonly special_status?: string
  readonly chip_number: Uint8Array
  readonly photo_hash: Uint8Array
  readonly street: string
  readonly postcode: string
  readonly municipality: string
}

const text = new TextEncoder()

/** One field: tag, length (each FF goes on in the next byte), value. */
function field(tag: number, value: string | Uint8Array): number[] {
  const bytes = typeof value === 'string' ? text.encode(value) : value
  const full = Math.floor(bytes.length / 255)
  return [tag, ...Array.from({ length: full }, () => 255), bytes.length % 255, ...bytes]
}

const file = (fields: readonly (readonly [number, string | Uint8Array])[], padding = 0): Uint8Array =>
  Uint8Array.from([
    ...fields.flatMap(([tag, value]) => field(tag, value)),
    ...Array.from({ length: padding }, () => 0),
  ])

/** The identity file and the address file of the card, as a reader would give them. */
export const writeCardFiles = (card: InventedCard): { identity: Uint8Array; address: Uint8Array } => ({
  identity: file([
    [0, Uint8Array.of(0, 7)],
    [1, card.card_number],
    [2, card.chip_number],
    [3, card.valid_from],
    [4, card.valid_until],
    [5, card.issued],
    [6, card.national_number],
    [7, card.family_name],
    [8, card.given_name],
    [9, card.third_name ?? ''],
    [10, card.nationality],
    [11, card.birth_place],
    [12, card.birth],
    [13, card.sex],
    [14, card.noble_condition ?? ''],
    [15, '1'],
    [16, card.special_status ?? '0'],
    [17, card.photo_hash],
  ]),
  address: file(
    [
      [1, card.street],
      [2, card.postcode],
      [3, card.municipality],
    ],
    57,
  ),
})
