import type { Ctx } from './ctx.ts'
import type { Tx } from './tx.ts'

/**
 * What a module is given when rows of another system come in: whose they become, who brings them, and one moment for
 * all of them. The statements travel in a transaction that is somebody else's.
 */
export interface MovingIn {
  readonly ctx: Ctx
  readonly tx: Tx
  readonly library_id: string
  readonly staff_id: string | null
  /** The moment of the freeze: whatever came in bears it. */
  readonly at: string
}

/** A row of the old system under its number there. */
export interface Keyed {
  readonly key: string
}
/** What became of it: the row that it is here. */
export interface MovedTo extends Keyed {
  readonly id: string
}
