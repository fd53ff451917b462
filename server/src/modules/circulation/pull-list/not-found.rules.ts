/** An item that was looked for, and how often in vain before. */
interface Looked {
  readonly item_id: string
  readonly barcode: string
  readonly tries: number
}
export interface Missed {
  readonly misses: readonly { readonly item_id: string; readonly tries: number }[]
  /** Most tries of any of them, this one included. */
  readonly tries: number
  /** Items that were looked for often enough to be missing. */
  readonly missing: readonly Looked[]
}

/** One more try for each; after `limit` of them an item is missing. */
export function decideNotFound(looked: readonly Looked[], limit: number): Missed {
  const misses = looked.map(one => ({ ...one, tries: one.tries + 1 }))
  return {
    misses: misses.map(({ item_id, tries }) => ({ item_id, tries })),
    tries: Math.max(0, ...misses.map(one => one.tries)),
    missing: misses.filter(one => one.tries >= limit),
  }
}

/** The moment from which a branch is sent to the shelf again: the start of its next day. */
export const nextDay = (now: Temporal.Instant): string =>
  now
    .toZonedDateTimeISO('Europe/Brussels')
    .toPlainDate()
    .add({ days: 1 })
    .toZonedDateTime('Europe/Brussels')
    .toInstant()
    .toString()
