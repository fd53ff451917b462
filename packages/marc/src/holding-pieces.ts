import { type HoldingPlace, numbered, textOf, wordsOf } from './holding-places.ts'
import { wordsOfLink } from './holding-statements.ts'
import type { DataField, MarcRecord } from './record.ts'

/** 876-878, or an 852 with a barcode: one thing on the shelf. Texts as they stand. */
export type HoldingPiece = {
  barcode: string
  /** Which of the places it stands at; null where the record has none. */
  place: number | null
  /** Where it is for the time being ($l), if not there. */
  shelf: string | null
  /** Which number or volume it is: $3, or the words of the values that it is linked to ($8). */
  issue: string | null
  copy: string | null
  status: string | null
  restriction: string | null
  cost: string | null
  acquired: string | null
  note: string | null
  /** The field it stood in: what else is in there is the business of who asks. */
  field: DataField
}
export type Pieces = {
  pieces: HoldingPiece[]
  wrong: { field: string; code: 'barcode_missing' | 'barcode_repeated'; value: string }[]
}

const ITEMS = ['876', '877', '878'] as const

/** Fields that are of one copy say so by its number ($t, in 852 too); else an item is of the place before it. */
function placeOf(field: DataField, at: number, places: readonly HoldingPlace[]): number | null {
  if (places.length === 0) return null
  const copy = textOf(field, 't')
  const byCopy = copy === null ? -1 : places.findIndex(place => place.copy === copy)
  if (byCopy >= 0) return byCopy
  return Math.max(
    0,
    places.findLastIndex(place => place.field < at),
  )
}

function issueOf(record: MarcRecord, field: DataField): string | null {
  const named = textOf(field, '3')
  const link = textOf(field, '8')
  const index = ITEMS.indexOf(field.tag as (typeof ITEMS)[number])
  if (named !== null || link === null || index < 0) return named
  return wordsOfLink(record, index as 0 | 1 | 2, link)
}

function pieceOf(record: MarcRecord, field: DataField, place: number | null): HoldingPiece {
  const isItem = field.tag !== '852'
  const of = (code: string): string | null => (isItem ? textOf(field, code) : null)
  return {
    barcode: textOf(field, 'p') ?? '',
    place,
    shelf: of('l'),
    issue: issueOf(record, field),
    copy: textOf(field, 't'),
    status: of('j'),
    restriction: of('h'),
    cost: of('c'),
    acquired: of('d'),
    note: wordsOf(field, 'z'),
    field,
  }
}

/** The pieces that a record names. Where it has fields for them (876-878), 852 says where they stand and no more. */
export function holdingPieces(record: MarcRecord, places: readonly HoldingPlace[]): Pieces {
  const items = numbered(record, ITEMS)
  const all =
    items.length > 0
      ? items.map(({ field, at }) => pieceOf(record, field, placeOf(field, at, places)))
      : numbered(record, ['852'])
          .map(({ field }, place) => pieceOf(record, field, place))
          .filter(piece => piece.barcode !== '')
  const pieces: HoldingPiece[] = []
  const wrong: Pieces['wrong'] = []
  const seen = new Set<string>()
  for (const piece of all) {
    const { barcode, field } = piece
    if (barcode === '') wrong.push({ field: field.tag, code: 'barcode_missing', value: '' })
    else if (seen.has(barcode)) wrong.push({ field: field.tag, code: 'barcode_repeated', value: barcode })
    else pieces.push(piece)
    seen.add(barcode)
  }
  return { pieces, wrong }
}
