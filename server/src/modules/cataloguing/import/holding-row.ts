import { createHash } from 'node:crypto'
import {
  conformRecord,
  extractHoldingsFacts,
  type HoldingPiece,
  type HoldingsFacts,
  isControlField,
  type MarcField,
  type MarcRecord,
  normaliseIsbn,
  normaliseIssn,
  parsePriceCents,
  printMarcJson,
  subfields,
} from '@kaft/marc'
import { dayOf, isLoanable, stateOf } from './holding-words.rules.ts'
import {
  amount,
  type BranchRow,
  type branchFinder,
  type Holdings,
  type ItemRefused,
  type ItemRow,
  line,
  MOST_BARCODE,
  typeOf,
} from './item-rows.ts'

export interface HoldingPlaceRow {
  readonly branch_id: string
  readonly shelf: string | null
  readonly call_number: string | null
}
/** What is stored of a holdings record, apart from its items. */
export interface HoldingRow {
  readonly control_number: string
  readonly embedded: boolean
  /** Whose it is: the library of the first place. */
  readonly library_id: string
  readonly places: readonly [HoldingPlaceRow, ...HoldingPlaceRow[]]
  readonly statements: HoldingsFacts['statements']
  readonly record: Buffer
  readonly hash: Buffer
  /** By what the title is known: its number first. */
  readonly numbers: readonly string[]
  /** ISBN and ISSN, as they are kept. */
  readonly standard: readonly string[]
}
/** An item of a holdings record: its type is the material of the title where nothing else is said. */
export type HoldingItem = Omit<ItemRow, 'item_type'> & { readonly item_type: string | null }
export interface HoldingRows {
  readonly holding: HoldingRow
  readonly items: readonly HoldingItem[]
  readonly refused: readonly ItemRefused[]
}
export interface HoldingRefused {
  readonly reason: 'branch_unknown' | 'holding_unlinked' | 'number_too_long'
  readonly detail: string
}

interface From {
  /** Null where items are not wanted. */
  readonly holdings: Holdings | null
  readonly branchOf: ReturnType<typeof branchFinder>
}

/** Counts up when the rows made of an unchanged record change, so that a repeated import writes them anew. */
const FORM = 1
const MOST_NUMBER = 200
const MOST_STATEMENTS = 500
const MOST_TEXT = 2_000

/** Where a record has no number of its own, what it says of place and title is the key. */
const keyOfContent = (f: HoldingsFacts): string => {
  const says = [
    f.title_number,
    ...f.other_numbers,
    f.places.map(p => [p.branch, p.shelf, p.call_number, p.copy]),
  ]
  return `zonder-${createHash('sha256').update(JSON.stringify(says)).digest('base64url').slice(0, 22)}`
}

/** A place by the word for its branch ($b), else for its institution ($a). */
const branchAt = (
  place: HoldingsFacts['places'][number] | undefined,
  { branchOf }: From,
): BranchRow | undefined => branchOf(place?.branch ?? place?.institution ?? null)

function itemOf(piece: HoldingPiece, facts: HoldingsFacts, from: From): HoldingItem | ItemRefused {
  const { barcode, field } = piece
  const place = piece.place === null ? undefined : facts.places[piece.place]
  const branch = branchAt(place, from)
  const state = stateOf(piece.status)
  if (barcode.length > MOST_BARCODE)
    return { reason: 'barcode_too_long', detail: `${barcode.slice(0, MOST_BARCODE)}…` }
  if (state === 'withdrawn') return { reason: 'item_withdrawn', detail: `${barcode}: ${piece.status}` }
  if (!branch)
    return {
      reason: 'branch_unknown',
      detail: `${barcode}: ${place?.branch ?? place?.institution ?? 'no branch named'}`,
    }
  const { holdings } = from
  const word = holdings?.layout.item_type
    ? (subfields(field, holdings.layout.item_type)[0]?.trim() ?? null)
    : null
  const cents = piece.cost === null ? null : (parsePriceCents(piece.cost) ?? null)
  return {
    library_id: branch.library_id,
    barcode,
    branch_id: branch.branch_id,
    item_type:
      word === null || holdings === null || field.tag !== holdings.layout.tag
        ? null
        : typeOf(word, holdings, '') || null,
    shelf: line(piece.shelf ?? place?.shelf ?? null),
    call_number: line(place?.call_number ?? null),
    price_cents: amount(cents),
    note: line(piece.note),
    issue: line(piece.issue),
    loanable: isLoanable(piece.restriction),
    state,
    acquired_on: dayOf(piece.acquired),
  }
}

/** The items that the pieces of a record are, and what of them cannot be taken. */
export function pieceRows(
  facts: HoldingsFacts,
  from: From,
): { readonly items: HoldingItem[]; readonly refused: ItemRefused[] } {
  const refused: ItemRefused[] = facts.wrong.map(w => ({
    reason: w.code,
    detail: `${w.field}${w.value === '' ? '' : `: ${w.value}`}`,
  }))
  const items: HoldingItem[] = []
  for (const piece of facts.pieces) {
    const one = itemOf(piece, facts, from)
    if ('reason' in one) refused.push(one)
    else items.push(one)
    if (!('reason' in one) && piece.cost !== null && one.price_cents === null)
      refused.push({ reason: 'price_unreadable', detail: `${piece.barcode}: ${piece.cost.slice(0, 60)}` })
  }
  return { items, refused }
}

function placesOf(facts: HoldingsFacts, from: From): (HoldingPlaceRow & { library_id: string })[] {
  const named = facts.places.length === 0 ? [undefined] : facts.places
  return named.flatMap(place => {
    const branch = branchAt(place, from)
    if (!branch) return []
    const { branch_id, library_id } = branch
    return [
      {
        branch_id,
        library_id,
        shelf: line(place?.shelf ?? null),
        call_number: line(place?.call_number ?? null),
      },
    ]
  })
}

const standardOf = (facts: HoldingsFacts): string[] =>
  facts.standard_numbers.flatMap(text => normaliseIsbn(text) ?? normaliseIssn(text)?.replace('-', '') ?? [])

/** What was embedded in the description with this number as a record that leads to it. */
export const embeddedIn = (number: string, held: MarcRecord): MarcRecord => ({
  ...held,
  fields: [{ tag: '004', value: number }, ...held.fields],
})

/** The rows that a holdings record becomes. `number` is by what one that was embedded is known. */
export function holdingRow(
  read: MarcRecord,
  from: From & { readonly number?: string },
): HoldingRows | HoldingRefused {
  const { record } = conformRecord(read)
  const facts = extractHoldingsFacts(record)
  const control_number = from.number ?? facts.control_number ?? keyOfContent(facts)
  if (control_number.length > MOST_NUMBER)
    return {
      reason: 'number_too_long',
      detail: `the control number in 001 has ${control_number.length} characters`,
    }
  const numbers = [...(facts.title_number === null ? [] : [facts.title_number]), ...facts.other_numbers]
  const standard = standardOf(facts)
  if (numbers.length === 0 && standard.length === 0)
    return { reason: 'holding_unlinked', detail: 'it names no title: no 004, 014, 035, 020 or 022' }
  const [first, ...more] = placesOf(facts, from)
  if (first === undefined) {
    const said = facts.places.map(p => p.branch ?? p.institution ?? 'no branch named').join(', ')
    return { reason: 'branch_unknown', detail: said === '' ? 'no place (852)' : said }
  }
  const statements = facts.statements
    .slice(0, MOST_STATEMENTS)
    .map(s => ({ ...s, text: s.text.slice(0, MOST_TEXT).toWellFormed(), note: line(s.note) }))
  const plain = ({ branch_id, shelf, call_number }: HoldingPlaceRow) => ({ branch_id, shelf, call_number })
  const places = [plain(first), ...more.map(plain)] as const
  const json = Buffer.from(printMarcJson(record))
  return {
    holding: {
      control_number,
      embedded: from.number !== undefined,
      library_id: first.library_id,
      places,
      statements,
      record: json,
      hash: createHash('sha256')
        .update(`${FORM} ${control_number}\n${JSON.stringify(places)}\n`)
        .update(json)
        .digest(),
      numbers,
      standard,
    },
    ...(from.holdings === null ? { items: [], refused: [] } : pieceRows(facts, from)),
  }
}

const SAID = /^(?:85[345]|86[3-8])$/
const PIECE = /^87[678]$/
const LEADER = '00000nx  a2200000   4500'

export interface Split {
  /** The description without what of it is holdings. */
  readonly described: MarcRecord
  /** What it says of holdings, as a record of its own; null where there is nothing of the kind. */
  readonly held: MarcRecord | null
  /** Whether it names its items in fields for that (876-878). */
  readonly pieces: boolean
}

/**
 * Parts holdings that are embedded in a description from it (Holdings, "Holdings information embedded in bibliographic
 * records"). They live in their own table: a number that is added must not change the title. Barcodes in 852 alone are items
 * and no holdings.
 */
export function splitHoldings(read: MarcRecord, layout: string): Split {
  const isHeld = ({ tag }: MarcField) => SAID.test(tag) || (PIECE.test(tag) && tag !== layout)
  if (!read.fields.some(isHeld)) return { described: read, held: null, pieces: false }
  const goes = (field: MarcField) => isHeld(field) || (field.tag === '852' && !isControlField(field))
  return {
    described: { ...read, fields: read.fields.filter(field => !goes(field)) },
    held: { leader: LEADER, fields: read.fields.filter(goes) },
    pieces: read.fields.some(({ tag }) => PIECE.test(tag) && tag !== layout),
  }
}
