import { Type } from 'typebox'
import type { Ctx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { blindIndexes } from '../../../base/keys.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { acceptNumber } from '../numbers.rules.ts'
import { knownQuery } from '../register/register.store.ts'

const Here = Type.Object({ here: Type.Union([Type.String(), Type.Null()]) })

/**
 * Statements that find the own patron with this national number; none when the text is no number that may be used
 * here. The number is hashed at once: what leaves this function does not tell it.
 */
export function numberQueries(ctx: Ctx, text: string): Query[] {
  const number = acceptNumber(text, ctx.testNumbers)
  return typeof number === 'string' ? [] : blindIndexes(ctx.keys, number.digits).map(knownQuery)
}

/** The patron that one of those statements found. */
export const patronOfNumber = (rows: readonly (readonly Row[])[]): string | null =>
  rows.flatMap(r => allOf(Here, r)).find(r => r.here !== null)?.here ?? null
