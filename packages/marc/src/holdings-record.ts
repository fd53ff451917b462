import { type HoldingPiece, holdingPieces, type Pieces } from './holding-pieces.ts'
import { type HoldingPlace, holdingPlaces } from './holding-places.ts'
import { type HoldingStatement, holdingStatements } from './holding-statements.ts'
import { controlField, type DataField, fields, type MarcRecord, subfields } from './record.ts'

/** What a library has of a title by a record of the MARC 21 Format for Holdings Data. */
export type HoldingsFacts = {
  control_number: string | null
  /** 004: the number of the title's record. */
  title_number: string | null
  /** By what numbers else the title may be known: 014 with indicator 1; where it has neither that nor 004, 035. */
  other_numbers: string[]
  /** 020 and 022: ISBN and ISSN of the title, as they stand. */
  standard_numbers: string[]
  /** 852: where it stands. */
  places: HoldingPlace[]
  /** Which volumes and issues there are, in words. */
  statements: HoldingStatement[]
  /** 876-878, or 852 with a barcode: the things on the shelf. */
  pieces: HoldingPiece[]
  /** Pieces that name no barcode, or one that stood there before. */
  wrong: Pieces['wrong']
}

/** Whether leader/06 says holdings: u unknown, v multipart, x single-part, y serial. */
export function isHoldingsRecord(record: MarcRecord): boolean {
  return 'uvxy'.includes(record.leader[6] ?? ' ')
}

const orNull = (text: string): string | null => (text === '' ? null : text)
const trimmed = (values: readonly string[]): string[] => values.map(v => v.trim()).filter(Boolean)

/** `(BeVLACC)10157217` is told with and without who gave it. */
const withoutWho = (number: string): string[] => [number, number.replace(/^\([^)]*\)/, '').trim()]

/**
 * 014 with first indicator 1 is the number of the title's record (Holdings, 014 "Linkage Number"). 035 is a number of
 * this record; systems that write no 004 put that of the title there.
 */
function otherNumbers(record: MarcRecord, named: string | null): string[] {
  const numbersIn = (all: readonly DataField[]) => all.flatMap(field => trimmed(subfields(field, 'a')))
  const linked = numbersIn(fields(record, '014').filter(field => field.ind1 === '1'))
  const all = named === null && linked.length === 0 ? numbersIn(fields(record, '035')) : linked
  return [...new Set(all.flatMap(withoutWho))].filter(Boolean)
}

/** Reads the holdings in a record, also in one that describes the title and has them embedded. Never throws. */
export function extractHoldingsFacts(record: MarcRecord): HoldingsFacts {
  const places = holdingPlaces(record)
  const title_number = orNull(controlField(record, '004')?.trim() ?? '')
  return {
    control_number: orNull(controlField(record, '001')?.trim() ?? ''),
    title_number,
    other_numbers: otherNumbers(record, title_number),
    standard_numbers: trimmed(fields(record, '020', '022').flatMap(field => subfields(field, 'a'))),
    places,
    statements: holdingStatements(record),
    ...holdingPieces(record, places),
  }
}

/** Reads a holdings record; null for a record of another kind. */
export function extractHoldingsRecord(record: MarcRecord): HoldingsFacts | null {
  return isHoldingsRecord(record) ? extractHoldingsFacts(record) : null
}
