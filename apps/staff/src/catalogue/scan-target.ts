import { searchTitles } from '@kaft/contract/cataloguing'
import { findItems } from '@kaft/contract/inventory'
import { findPatrons } from '@kaft/contract/patrons'
import { call } from '../base/api.ts'
import { allows, type Session } from '../base/session.ts'
import { isIsbn } from './filters.model.ts'

/** What a scanned code means in the catalogue. */
export type Target =
  | { readonly kind: 'item'; readonly title_id: string; readonly barcode: string }
  | { readonly kind: 'title'; readonly title_id: string }
  | { readonly kind: 'titles' }
  | { readonly kind: 'patron'; readonly patron_id: string; readonly name: string }
  | { readonly kind: 'isbn_unknown' }
  | { readonly kind: 'unknown' }

const byIsbn = async (q: string): Promise<Target> => {
  const { rows } = await call(searchTitles, { query: { q, where: 'all' } })
  const [only] = rows
  if (only === undefined) return { kind: 'isbn_unknown' }
  return rows.length === 1 ? { kind: 'title', title_id: only.title_id } : { kind: 'titles' }
}

/** An item leads to its title, an ISBN to the title, a card to its patron. An item goes before an ISBN. */
export const targetOf = async (code: string, session: Pick<Session, 'leaves'>): Promise<Target> => {
  const items = allows(session, findItems.leave)
    ? (await call(findItems, { query: { barcode: code } })).rows
    : []
  const [item] = items
  if (item !== undefined) return { kind: 'item', title_id: item.title_id, barcode: item.barcode }
  if (isIsbn(code)) return byIsbn(code)
  if (!allows(session, findPatrons.leave)) return { kind: 'unknown' }
  const { rows } = await call(findPatrons, { query: { q: code } })
  const [only] = rows
  return rows.length === 1 && only !== undefined
    ? { kind: 'patron', patron_id: only.patron_id, name: only.name }
    : { kind: 'unknown' }
}
