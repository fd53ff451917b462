import type { MoveReason } from '@kaft/contract'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Values } from '../read/row.rules.ts'
import { keysOf, type Overlay } from './overlay.ts'
import { byBarcode, byCard, byIsbn, byKey, byNumber, Found } from './refs.store.ts'

/** What a row names: ids here, or null where it names nothing. A dry run has no ids yet; `0` stands for a row that would be there. */
export interface Refs {
  readonly patron_id: string | null
  readonly item_id: string | null
  readonly title_id: string | null
}
interface Hit {
  readonly id: string
  readonly title_id: string | null
}
const planned: Hit = { id: '0', title_id: '0' }

const text = (values: Values, field: string): string | undefined => {
  const value = values[field]
  return typeof value === 'string' ? value : undefined
}

interface Words {
  readonly patron: Map<string, Hit>
  readonly card: Map<string, Hit>
  readonly item: Map<string, Hit>
  readonly barcode: Map<string, Hit>
  readonly title: Map<string, Hit>
  readonly isbn: Map<string, Hit>
}

/** Digits and X: how a number of a title is written in the index. */
export const plainIsbn = (isbn: string): string => isbn.replace(/[^0-9Xx]/g, '').toUpperCase()

/** Finds what the rows of a batch name, one statement for each way of naming. */
export async function findRefs(
  tx: Pick<Tx, 'more'>,
  at: { readonly library_id: string; readonly source: string; readonly overlay: Overlay | null },
  rows: readonly Values[],
): Promise<(values: Values) => Refs> {
  const wanted = (field: string) => [...new Set(rows.flatMap(v => text(v, field) ?? []))]
  const isbns = wanted('isbn').map(plainIsbn)
  const asked = {
    patron: byKey(at.library_id, 'patrons', wanted('patron')),
    card: byCard(at.library_id, wanted('card')),
    item: byKey(at.library_id, 'items', wanted('item')),
    barcode: byBarcode(at.library_id, wanted('barcode')),
    title: byNumber(at.source, wanted('title')),
    isbn: byIsbn(isbns),
  }
  const names = Object.keys(asked) as (keyof Words)[]
  const found = await tx.more(names.map(name => asked[name]))
  const words = Object.fromEntries(
    names.map((name, i) => [name, new Map(allOf(Found, found[i] ?? []).map(f => [f.word, f]))]),
  ) as unknown as Words
  if (at.overlay) overlaid(words, at.overlay, wanted)
  return values => refsOf(words, values)
}

function overlaid(words: Words, overlay: Overlay, wanted: (field: string) => string[]): void {
  const known: readonly (readonly [keyof Words, ReadonlySet<string>])[] = [
    ['patron', keysOf(overlay, 'patrons')],
    ['card', overlay.cards],
    ['item', keysOf(overlay, 'items')],
    ['barcode', overlay.barcodes],
    ['title', overlay.titles],
  ]
  for (const [name, set] of known)
    for (const word of wanted(name))
      if (set.has(word) && !words[name].has(word)) words[name].set(word, planned)
  for (const word of wanted('isbn').map(plainIsbn))
    if (overlay.isbns.has(word) && !words.isbn.has(word)) words.isbn.set(word, planned)
}

function refsOf(words: Words, values: Values): Refs {
  const hit = (name: keyof Words): Hit | undefined => {
    const word = text(values, name)
    return word === undefined ? undefined : words[name].get(name === 'isbn' ? plainIsbn(word) : word)
  }
  const item = hit('item') ?? hit('barcode')
  return {
    patron_id: (hit('patron') ?? hit('card'))?.id ?? null,
    item_id: item?.id ?? null,
    title_id: (hit('title') ?? hit('isbn'))?.id ?? item?.title_id ?? null,
  }
}

/** Why a row cannot be placed: it names nobody, or nothing, that came over. */
export function missingRef(refs: Refs, needs: readonly (keyof Refs)[]): MoveReason | null {
  if (needs.includes('patron_id') && refs.patron_id === null) return 'patron_unknown'
  if (needs.includes('item_id') && refs.item_id === null) return 'item_unknown'
  if (needs.includes('title_id') && refs.title_id === null) return 'title_unknown'
  return null
}
