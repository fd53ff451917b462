import type { MoveKind, MoveReason } from '@kaft/contract'
import type { MovedTo, MovingIn } from '../../../base/moving.ts'
import type { Query } from '../../../base/sql.ts'
import type { Values } from '../read/row.rules.ts'
import type { Overlay } from '../run/overlay.ts'
import type { Refs } from '../run/refs.ts'

/** A row that is to be written: its number in the old system, its fields, and what it names. */
export interface Ready {
  readonly key: string
  readonly values: Values
  readonly refs: Refs
}
/** What became of the rows of a batch. */
export interface Outcome {
  readonly made: readonly MovedTo[]
  readonly refused: readonly {
    readonly key: string
    readonly reason: MoveReason
    readonly field?: string | null
  }[]
  readonly left_out?: readonly { readonly key: string; readonly reason: MoveReason; readonly field: string }[]
}

/** One kind of what moves in: how its rows are known, what they hang on, and who writes them. */
export interface Kind {
  readonly kind: MoveKind
  /** The number of a row where the old system gave none: what makes it this row and no other. */
  readonly keyOf: (values: Values) => string | null
  readonly needs: readonly (keyof Refs)[]
  /** What would become of them; nothing is written. */
  readonly look: (moving: MovingIn, rows: readonly Ready[], overlay: Overlay) => Promise<Outcome>
  readonly make: (moving: MovingIn, rows: readonly Ready[]) => Promise<Outcome>
  /** Rows that are here and say something else now; `id` is the row here. */
  readonly change: (moving: MovingIn, rows: readonly (Ready & { readonly id: string })[]) => Promise<Outcome>
  /** Rows that ended in the old system: a statement that answers one `{ id }` for each that went. */
  readonly end: (moving: MovingIn, ids: readonly string[]) => Query
  /** Rows that go out again, untouched since. Absent: they go with what they hang on. */
  readonly takeBack?: (moving: MovingIn, ids: readonly string[]) => Promise<readonly string[]>
}

export const str = (values: Values, field: string): string | undefined => {
  const value = values[field]
  return value === undefined ? undefined : String(value)
}
export const strOr = (values: Values, field: string): string | null => str(values, field) ?? null
export const num = (values: Values, field: string): number | undefined => {
  const value = values[field]
  return typeof value === 'number' ? value : undefined
}
export const yes = (values: Values, field: string): boolean | undefined => {
  const value = values[field]
  return typeof value === 'boolean' ? value : undefined
}
/** A number made of what a row says; null where it says none of it. */
export const joined = (values: Values, ...fields: readonly string[]): string | null => {
  const parts = fields.map(field => str(values, field) ?? '')
  return parts.every(part => part === '') ? null : parts.join('|')
}
export const unchanged = (rows: readonly (Ready & { readonly id: string })[]): Outcome => ({
  made: rows.map(({ key, id }) => ({ key, id })),
  refused: [],
})
