import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { refreshHeld } from '../search/held.store.ts'
import { HeldTitle, removeHoldings, titlesHeldBy } from './leave.store.ts'

/** What a library that leaves said that it has: its removal, and, once that was sent, what brings search up to date. */
export async function leaveHoldings(
  tx: Pick<Tx, 'more'>,
  library_id: string,
  at: string,
): Promise<{ readonly table: string; readonly remove: Query; readonly after: Query }> {
  const [rows = []] = await tx.more([titlesHeldBy(library_id)])
  const titles = allOf(HeldTitle, rows).map(t => t.title_id)
  return {
    table: 'cataloguing.holding',
    remove: removeHoldings(library_id),
    after: refreshHeld(titles.toSorted(), at),
  }
}
