import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

interface Checker {
  Check(value: unknown): boolean
  Errors(value: unknown): Iterable<{ instancePath: string; message: string }>
}
const checkers = new WeakMap<TSchema, Checker>()

const checkerOf = (schema: TSchema): Checker => {
  let checker = checkers.get(schema)
  if (!checker) {
    checker = Compile(schema) as unknown as Checker
    checkers.set(schema, checker)
  }
  return checker
}

/**
 * The row, checked against the shape that the store declared. A row of another shape is a broken assumption, so
 * it is thrown, and it names fields only, never values: they may be personal.
 */
export function shaped<S extends TSchema>(schema: S, row: unknown): Static<S> {
  const checker = checkerOf(schema)
  if (checker.Check(row)) return row as Static<S>
  const where = [...checker.Errors(row)].slice(0, 5).map(e => `${e.instancePath || '(row)'} ${e.message}`)
  throw new Error(`A row does not have its declared shape: ${where.join('; ')}`)
}

export const matches = (schema: TSchema, value: unknown): boolean => checkerOf(schema).Check(value)

/** The first row, checked, or null where there is none. */
export const oneOf = <S extends TSchema>(schema: S, rows: readonly unknown[]): Static<S> | null =>
  rows.length === 0 ? null : shaped(schema, rows[0])

export const allOf = <S extends TSchema>(schema: S, rows: readonly unknown[]): Static<S>[] =>
  rows.map(r => shaped(schema, r))
