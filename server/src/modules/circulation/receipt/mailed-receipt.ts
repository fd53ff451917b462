import { allOf, oneOf } from '../../../base/row.ts'
import type { Row } from '../../../base/db.ts'
import type { Tx } from '../../../base/tx.ts'
import { type During, Head, Lent, Returned, receiptQueries, SettledLine } from './receipt.store.ts'

/** What was lent, brought back and paid in a visit: amounts in cents, what is owed to the patron negative. */
export type MailedReceipt = Omit<Head, 'card_tail'> & {
  readonly lent: readonly Lent[]
  readonly returned: readonly Returned[]
  readonly settled: readonly SettledLine[]
}

const QUERIES = 4

function receiptIn(rows: readonly (readonly Row[])[]): MailedReceipt | null {
  const [heads = [], lent = [], returned = [], settled = []] = rows
  const head = oneOf(Head, heads)
  if (!head) return null
  const { card_tail: _, ...money } = head
  const all = {
    lent: allOf(Lent, lent),
    returned: allOf(Returned, returned),
    settled: allOf(SettledLine, settled),
  }
  const something = all.lent.length + all.returned.length + all.settled.length > 0
  return something || money.paid_out_cents !== 0 ? { ...money, ...all } : null
}

/**
 * Receipts of visits as they stand now, in the order asked: what was undone since is on none of them. Null for a visit of which nothing
 * is left, and for somebody who is not visible here.
 */
export async function receiptsOf(
  tx: Tx,
  visits: readonly (During & { readonly patron_id: string })[],
): Promise<(MailedReceipt | null)[]> {
  if (visits.length === 0) return []
  const rows = await tx.more(visits.flatMap(receiptQueries))
  return visits.map((_, index) => receiptIn(rows.slice(index * QUERIES, (index + 1) * QUERIES)))
}
