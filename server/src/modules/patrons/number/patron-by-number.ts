import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { Ctx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { blindIndexes } from '../../../base/keys.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { acceptNumber } from '../numbers.rules.ts'
import { patronOfNumberQuery } from './patron-by-number.store.ts'

const Found = Type.Object({ patron_id: Id, closed_eid: Nullable(Type.String()) })
export type PatronOfNumber = Type.Static<typeof Found>

/**
 * Statements that find the patron in scope with this national number; none when the text is no number that may be used
 * here. The number is hashed at once: what leaves this function does not tell it.
 */
export function numberQueries(ctx: Pick<Ctx, 'keys' | 'now' | 'testNumbers'>, text: string): Query[] {
  const number = acceptNumber(text, ctx.testNumbers)
  return typeof number === 'string'
    ? []
    : blindIndexes(ctx.keys, number.digits).map(index => patronOfNumberQuery(index, dayOf(ctx.now)))
}

/** The patron that one of those statements found. */
export const patronOfNumber = (rows: readonly (readonly Row[])[]): PatronOfNumber | null =>
  rows.flatMap(r => allOf(Found, r))[0] ?? null
