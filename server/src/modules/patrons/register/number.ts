import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { blindIndex, blindIndexes, encrypt } from '../../../base/keys.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { acceptNumber } from '../numbers.rules.ts'
import { NUMBER } from '../read/read-patron.ts'
import { Known, knownQuery } from './register.store.ts'

/** The eleven digits of a number that may be used on this system, or why not. */
export function digitsOf(ctx: StaffCtx, text: string): string | Refusal {
  const number = acceptNumber(text, ctx.testNumbers)
  return typeof number === 'string' ? refuse(number) : number.digits
}

/** One statement for each index key of the ring: while keys rotate, a person may stand under the former one. */
export const knownQueries = (ctx: StaffCtx, digits: string): Query[] =>
  blindIndexes(ctx.keys, digits).map(knownQuery)

/** Where the number is known, and the index under which to write it: that of the person who is there already. */
export function whereKnown(
  ctx: StaffCtx,
  digits: string,
  rows: readonly (readonly Row[])[],
): { readonly here: string | null; readonly elsewhere: boolean; readonly index: string } {
  const indexes = blindIndexes(ctx.keys, digits)
  const known = rows.map(r => oneOf(Known, r))
  const at = known.findIndex(k => k?.here || k?.elsewhere)
  return {
    here: known.find(k => k?.here)?.here ?? null,
    elsewhere: known.some(k => k?.elsewhere),
    index: indexes[at] ?? blindIndex(ctx.keys, digits),
  }
}

export const sealNumber = (ctx: StaffCtx, digits: string): string => encrypt(ctx.keys, digits, NUMBER)
