import type { Kaft } from '../kaft.ts'
import type { Stock } from '../stock.ts'

/** What the journeys of one run share: one Kaft, and people and items that each journey takes for itself. */
export interface House {
  readonly kaft: Kaft
  readonly stock: Stock
}
