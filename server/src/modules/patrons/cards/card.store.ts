import { OneOf } from '@kaft/contract'
import { type Query, sql } from '../../../base/sql.ts'

export const CardState = OneOf(['active', 'lost', 'ended', 'expired'])

/** What a card `c` is worth on a day: one in use whose last day is over has expired, whatever its row says. */
export const cardState = (today: Query): Query =>
  sql`case when c.state = 'active' and c.expires_on < ${today} then 'expired' else c.state end`

/**
 * A condition on a card `c`: a library card by its code, an identity card by the hashes of its number. Whoever reads a
 * hash in the database cannot scan it: a text as it was scanned never fits an identity card.
 */
export const cardIs = (code: string, eid: readonly string[]): Query =>
  sql`c.code = any (${[code, ...eid]}::text[]) and (c.kind = 'eid') = (c.code <> ${code})`
