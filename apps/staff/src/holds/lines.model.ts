import type { holdShelf } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'

export type Shelf = OkOf<typeof holdShelf>
export type ShelfLine = Shelf['ready'][number]
export type Moving = Shelf['in_transit'][number]

/** What a scanned item is to the hold shelf. */
export type OnShelf =
  | { readonly kind: 'ready'; readonly line: ShelfLine }
  | { readonly kind: 'clear'; readonly line: ShelfLine }
  | { readonly kind: 'moving'; readonly line: Moving }

/** Where a scanned item stands; null when it is not of this shelf. What must be cleared goes before all else. */
export const shelfLineOf = (shelf: Shelf, code: string): OnShelf | null => {
  const barcode = code.trim()
  const clear = shelf.clear.find(line => line.barcode === barcode)
  if (clear !== undefined) return { kind: 'clear', line: clear }
  const ready = shelf.ready.find(line => line.barcode === barcode)
  if (ready !== undefined) return { kind: 'ready', line: ready }
  const moving = shelf.in_transit.find(line => line.barcode === barcode)
  return moving === undefined ? null : { kind: 'moving', line: moving }
}

/** `V-2` before `V-10`: the codes stand on the shelf in the order of their numbers. */
export const byCode = (lines: readonly ShelfLine[]): readonly ShelfLine[] =>
  lines.toSorted((a, b) => a.hold_code.localeCompare(b.hold_code, 'nl', { numeric: true }))
