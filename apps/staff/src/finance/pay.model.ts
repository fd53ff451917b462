import type { Entry } from '@kaft/contract/finance'

export type Method = NonNullable<Entry['method']>

/** What a payment comes to. `due_cents` is what changes hands, `rounding_cents` what the law adds or takes off. */
export interface Bill {
  readonly total_cents: number
  readonly due_cents: number
  readonly rounding_cents: number
}

/**
 * What is paid in cash for a total: the nearest multiple of five cents, a duty in Belgium since 1 December 2019. It
 * holds for the total, never for a line; five cents or less stay as they are.
 */
const roundedCash = (total: number): number => (total <= 5 ? total : Math.round(total / 5) * 5)

/** The bill for a total by a method. @param rounds whether the library rounds cash */
export const billOf = (total_cents: number, method: Method, rounds: boolean): Bill => {
  const due_cents = method === 'cash' && rounds ? roundedCash(total_cents) : total_cents
  return { total_cents, due_cents, rounding_cents: due_cents - total_cents }
}

/** What is open of the chosen charges together. */
export const totalOf = (open: readonly Entry[], left_out: ReadonlySet<string>): number =>
  open.filter(line => !left_out.has(line.entry_id)).reduce((sum, line) => sum + line.open_cents, 0)

/** What a payment would send: the chosen charges, and an amount where only a part is paid. */
export interface Order {
  readonly entry_ids: readonly string[]
  readonly amount_cents: number
  readonly partly: boolean
}

/**
 * What would be paid: all that is chosen, or a part of it. Null while nothing can be paid: nothing chosen, or a part
 * that is nothing or more than what is chosen.
 * @param part_cents the part that somebody typed; null when all is paid, NaN when it could not be read
 */
export const orderOf = (
  open: readonly Entry[],
  left_out: ReadonlySet<string>,
  part_cents: number | null,
): Order | null => {
  const total = totalOf(open, left_out)
  const amount_cents = part_cents ?? total
  if (!Number.isInteger(amount_cents) || amount_cents < 1 || amount_cents > total) return null
  const entry_ids = open.filter(line => !left_out.has(line.entry_id)).map(line => line.entry_id)
  return { entry_ids, amount_cents, partly: amount_cents < total }
}

/** What the patron gave: nothing typed counts as the exact amount. */
export type Given =
  | { readonly kind: 'exact' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'short'; readonly missing_cents: number }
  | { readonly kind: 'change'; readonly change_cents: number }

/** @param given_cents null when nothing was typed, NaN when it could not be read */
export const givenOf = (given_cents: number | null, due_cents: number): Given => {
  if (given_cents === null) return { kind: 'exact' }
  if (!Number.isInteger(given_cents)) return { kind: 'unreadable' }
  if (given_cents < due_cents) return { kind: 'short', missing_cents: due_cents - given_cents }
  return { kind: 'change', change_cents: given_cents - due_cents }
}

/** Banknotes that cover the amount, to press instead of typing. */
export const quickAmounts = (due_cents: number): readonly number[] =>
  [500, 1000, 2000, 5000].filter(note => note >= due_cents)

/** A correction of the same day is called "Herstel", a later one "Storno"; both are a counter-entry. */
export const correctionOf = (on_day: string, today: string): 'same_day' | 'later' =>
  on_day === today ? 'same_day' : 'later'

/** The newest line of an account that is not open; undefined while nothing was ever booked. */
export const newestLine = (account: {
  readonly past: readonly { readonly entry_id: string }[]
}): string | undefined => account.past[0]?.entry_id

/** What was just received, for the words after it. */
export interface Received {
  readonly paid_cents: number
  readonly method: Method
  readonly change_cents: number
  readonly left_cents: number
  /** The newest line of the account with it: once there is another, these words are of before. */
  readonly newest: string | undefined
  /** When it was booked: its receipt begins there. */
  readonly at: string
}
