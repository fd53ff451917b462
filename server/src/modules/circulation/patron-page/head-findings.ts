import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Finding } from '../../../base/decision.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { PatronFacts, patronFacts, patronIs } from '../facts/patron-facts.store.ts'
import { judgeFacts, patronQuery } from '../facts/patron.rules.ts'
import { blockFindings } from '../regulation/judge.rules.ts'
import { resolve } from '../regulation/resolve.rules.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'

const PatronRow = Type.Object({ patron: PatronFacts })

/** What blocks for debt and long overdue hang on; sent in the flight that reads the head. */
export const headFacts = (ctx: StaffCtx, patron_id: string): Query[] => [
  patronFacts(patronIs({ patron_id }), { day: dayOf(ctx.now) }),
  epochQuery(ctx.actor.library_id),
]

/** Blocks by the regulation of this library: they would stop every scan, so they are said before the first one. */
export async function headFindings(ctx: StaffCtx, tx: Tx, rows: readonly Row[][]): Promise<Finding[]> {
  const patron = oneOf(PatronRow, rows[0] ?? [])?.patron
  if (!patron) return []
  const { library_id, branch_id } = ctx.actor
  const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, rows[1]?.[0]).epoch })
  if (!book.regulation) return []
  const query = patronQuery(patron, { today: dayOf(ctx.now), branch_id })
  return blockFindings(
    book.regulation,
    resolve(book.regulation, query),
    judgeFacts(patron, query, { library_id, title_id: null }),
  )
}
