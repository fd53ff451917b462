import { type Ask, LookReason, type OkOf, type patronAccess as op, Purpose } from '@kaft/contract'
import { Type } from 'typebox'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { accessByDay, patronInScope } from './patron-access.store.ts'

/** Some years of daily visits; what is older than the log's retention is gone anyway. */
const MOST = 2_000
const Row = Type.Object({
  on: Type.String(),
  library_name: Type.String(),
  role: Type.Union([Type.String(), Type.Null()]),
  purpose: Purpose,
  reason: Type.Union([LookReason, Type.Null()]),
  ticket: Type.Union([Type.String(), Type.Null()]),
  times: Type.Integer(),
})

/** Who looked at a record, as the patron may know it: grouped by day (Brussels), library, role and purpose. */
export const patronAccess = (ctx: StaffCtx, { params }: Ask<typeof op>): Promise<Answer<OkOf<typeof op>>> =>
  transact(ctx, async tx => {
    const { patron_id } = params
    const [patron = [], rows = []] = await tx.first([patronInScope(patron_id), accessByDay(patron_id, MOST)])
    if (patron.length === 0) {
      tx.seen(null, 'refused')
      return refuse('not_found')
    }
    tx.seen(patron_id)
    return { rows: allOf(Row, rows) }
  })
