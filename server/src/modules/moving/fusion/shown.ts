import type { Fusion } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { transact } from '../../../base/tx.ts'
import { countsOf } from './fusion.rules.ts'
import { Came, cameOf, fusionById, FusionRow } from './fusion.store.ts'

/** The steps of a fusion, in order; the way back walks them from behind. */
export const steps = ['house', 'patrons', 'items'] as const

export const cameBy = (rows: readonly Came[], fusion_id: string): Map<string, number> => {
  const mine = rows.filter(r => r.fusion_id === fusion_id)
  return new Map([
    ...mine.map(r => [r.kind, r.count] as const),
    ['balance', mine.find(r => r.kind === 'accounts')?.cents ?? 0] as const,
  ])
}

export function toldOf(row: FusionRow, came: readonly Came[]): Fusion {
  const {
    absorbed_code: _,
    version,
    checked_version,
    before,
    step_no,
    begun_by_id: __,
    rests: ___,
    ...shown
  } = row
  const works = row.state === 'moving' || row.state === 'taking_back'
  return {
    ...shown,
    check_again: checked_version !== null && checked_version !== version,
    counts: countsOf(before, cameBy(came, row.fusion_id)),
    step: works ? (steps[step_no] ?? null) : null,
    done: Number(row.done),
    total: Number(row.total),
  }
}

async function readIn(tx: Tx, fusion_id: string): Promise<Fusion | Refusal> {
  const [rows = [], came = []] = await tx.first([fusionById(fusion_id), cameOf([fusion_id])])
  const row = oneOf(FusionRow, rows)
  return row ? toldOf(row, allOf(Came, came)) : refuse('not_found')
}
export const readFusion = (ctx: StaffCtx, fusion_id: string): Promise<Fusion | Refusal> =>
  transact(ctx, tx => readIn(tx, fusion_id))
/** As it stands now. The caller's own change made the session facts in memory old, which is no reason to stop. */
export const readChanged = (ctx: StaffCtx, fusion_id: string): Promise<Fusion | Refusal> =>
  transact({ ...ctx, actor: null }, tx => readIn(tx, fusion_id))
