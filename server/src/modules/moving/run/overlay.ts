/**
 * What a dry run has accepted so far. It writes nothing, so rows that hang on others find them here: by number, by
 * card, by barcode. Only words of the file, and gone with the run.
 */
export interface Overlay {
  /** Numbers of each kind that would be there, so that a second row with the same number is seen. */
  readonly keys: Map<string, Set<string>>
  readonly cards: Set<string>
  readonly barcodes: Set<string>
  /** Barcodes that a row of the items has taken. */
  readonly given: Set<string>
  readonly titles: Set<string>
  readonly isbns: Set<string>
  /** What is lent, or lies ready, by the word of the row. */
  readonly away: Set<string>
  /** Patrons, by number and by card, who keep their history. */
  readonly keepers: Set<string>
}
export const newOverlay = (): Overlay => ({
  keys: new Map(),
  cards: new Set(),
  barcodes: new Set(),
  given: new Set(),
  titles: new Set(),
  isbns: new Set(),
  away: new Set(),
  keepers: new Set(),
})
export function keysOf(overlay: Overlay, kind: string): Set<string> {
  const known = overlay.keys.get(kind)
  if (known) return known
  const fresh = new Set<string>()
  overlay.keys.set(kind, fresh)
  return fresh
}
