import type { Query } from '../../../base/sql.ts'

/** Two titles: the one that goes, the one that stays. */
export interface Way {
  readonly gone_id: string
  readonly kept_id: string
  /** When they were merged, as the database writes it. */
  readonly made: string
}

/**
 * What a floor above keeps of titles, over all libraries: how much it is, how it moves to another title, and back. Items
 * have moved before either; `move` and `back` answer one row `{ moved }`, `weigh` one row `{ holds, holds_twice, loans }`.
 */
export interface TitleMoves {
  readonly weigh: (gone_id: string, kept_id: string) => Query
  readonly move: (way: Way) => Query
  readonly back: (way: Way) => Query
}
