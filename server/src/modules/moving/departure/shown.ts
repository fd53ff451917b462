import { type Departure, departureSteps } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { checksOf, missingFor } from './departure.rules.ts'
import { departureById, DepartureRow } from './departure.store.ts'
import { FileRow, filesOf } from './files.store.ts'

export function toldOf(row: DepartureRow, files: readonly FileRow[], today: string): Departure {
  const { report, accepted, step_no, after_code: _, people: __, made_by_id: ___, ...shown } = row
  const over = row.state === 'left' || row.state === 'stopped'
  const own = files.filter(f => f.departure_id === row.departure_id)
  return {
    ...shown,
    report: report?.stands ?? null,
    checks: checksOf(report, accepted),
    files: own.map(({ departure_id: _id, ...file }) => file),
    missing: over || row.state === 'erasing' ? [] : missingFor({ ...row, files: own.length }, today),
    step: row.state === 'erasing' ? (departureSteps[step_no] ?? null) : null,
    done: Number(row.done),
    total: Number(row.total),
  }
}

export async function readIn(tx: Tx, departure_id: string, today: string): Promise<Departure | Refusal> {
  const [rows = [], files = []] = await tx.first([departureById(departure_id), filesOf([departure_id])])
  const row = oneOf(DepartureRow, rows)
  return row ? toldOf(row, allOf(FileRow, files), today) : refuse('not_found')
}
export const readDeparture = (ctx: StaffCtx, departure_id: string): Promise<Departure | Refusal> =>
  transact(ctx, tx => readIn(tx, departure_id, dayOf(ctx.now)))
/** As it stands now. The caller's own change made the session facts in memory old, which is no reason to stop. */
export const readChanged = (ctx: StaffCtx, departure_id: string): Promise<Departure | Refusal> =>
  transact({ ...ctx, actor: null }, tx => readIn(tx, departure_id, dayOf(ctx.now)))
