import { extractHoldings, type HoldingsLayout, type MarcRecord } from '@kaft/marc'

/** Where a file keeps its items, and how its words become those of Kaft. */
export interface Holdings {
  readonly layout: HoldingsLayout
  /** Words of the file for a branch, to the branch's code. A word that is a code or a name needs no entry. */
  readonly branches?: Readonly<Record<string, string>>
  /** Code of the branch of items that name none; without it such an item is refused. */
  readonly default_branch?: string
  /** Words of the file for an item type, to the type; otherwise the word itself, or the material. */
  readonly item_types?: Readonly<Record<string, string>>
}

export interface BranchRow {
  readonly branch_id: string
  readonly library_id: string
  readonly code: string
  readonly name: string
}
/** An item of a record, ready to be stored once the title has an id. */
export interface ItemRow {
  readonly library_id: string
  readonly barcode: string
  readonly branch_id: string
  readonly item_type: string
  readonly shelf: string | null
  readonly call_number: string | null
  readonly price_cents: number | null
  readonly note: string | null
  readonly issue: string | null
  readonly loanable: boolean
  readonly state: string
  readonly acquired_on: string | null
}
/** What a file that says nothing else says of an item. */
export const ORDINARY = { issue: null, loanable: true, state: 'in_use', acquired_on: null } as const
export interface ItemRefused {
  readonly reason:
    | 'barcode_missing'
    | 'barcode_repeated'
    | 'barcode_too_long'
    | 'barcode_in_use'
    | 'branch_unknown'
    | 'price_unreadable'
    | 'item_withdrawn'
  readonly detail: string
}

export const MOST_BARCODE = 64
const MOST_LINE = 300
const MOST_PRICE = 100_000_000
const fold = (text: string): string => text.trim().toLowerCase()

/** Finds branches by what a file calls them: the given table, then codes, then names. */
export function branchFinder(
  holdings: Holdings,
  branches: readonly BranchRow[],
): (word: string | null) => BranchRow | undefined {
  const byCode = new Map(branches.map(b => [fold(b.code), b]))
  const known = new Map(branches.map(b => [fold(b.name), b]))
  for (const [code, b] of byCode) known.set(code, b)
  for (const [word, code] of Object.entries(holdings.branches ?? {})) {
    const b = byCode.get(fold(code))
    if (b) known.set(fold(word), b)
  }
  return word => known.get(fold(word ?? holdings.default_branch ?? ''))
}

/** `Boek volwassenen` becomes `boek_volwassenen`; what cannot be a word of a regulation becomes the material. */
export function typeOf(word: string | null, { item_types = {} }: Holdings, material: string): string {
  const said = word === null ? material : (item_types[word] ?? word)
  const plain = said
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)
  return /^[a-z]/.test(plain) ? plain : material
}

export const line = (text: string | null): string | null => text?.slice(0, MOST_LINE).toWellFormed() ?? null

export const amount = (cents: number | null): number | null =>
  cents !== null && cents <= MOST_PRICE ? cents : null

/** The items of a record's holdings fields, and what of them cannot be taken. */
export function itemRows(
  record: MarcRecord,
  from: {
    readonly holdings: Holdings
    readonly branchOf: ReturnType<typeof branchFinder>
    readonly material: string
  },
): { readonly items: ItemRow[]; readonly refused: ItemRefused[] } {
  const { holdings, problems } = extractHoldings(record, from.holdings.layout)
  const refused: ItemRefused[] = problems.map(p => ({
    reason: p.code,
    detail: `${from.holdings.layout.tag} no. ${p.field}${p.value === '' ? '' : `: ${p.value}`}`,
  }))
  const items: ItemRow[] = []
  for (const h of holdings) {
    const branch = from.branchOf(h.branch)
    if (h.barcode.length > MOST_BARCODE)
      refused.push({ reason: 'barcode_too_long', detail: `${h.barcode.slice(0, MOST_BARCODE)}…` })
    else if (!branch)
      refused.push({ reason: 'branch_unknown', detail: `${h.barcode}: ${h.branch ?? 'no branch named'}` })
    else
      items.push({
        library_id: branch.library_id,
        barcode: h.barcode,
        branch_id: branch.branch_id,
        item_type: typeOf(h.item_type, from.holdings, from.material),
        shelf: line(h.shelf),
        call_number: line(h.call_number),
        price_cents: amount(h.price_cents),
        note: line(h.note),
        ...ORDINARY,
      })
  }
  return { items, refused }
}
