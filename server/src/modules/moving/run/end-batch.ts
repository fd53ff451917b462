import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { gone } from '../kinds/gone.ts'
import { type Batch, noted } from './batch.ts'
import { markGone, noTally, notSeen, type Refused, Target } from './notes.store.ts'

/**
 * Ends what a whole export did not hold any more, a stretch at a time.
 * @returns the statements that note it, and the last id of the stretch; null at the end
 */
export async function endBatch(
  batch: Omit<Batch, 'overlay' | 'file_no' | 'source'>,
  after: string,
  most: number,
): Promise<{ readonly queries: Query[]; readonly last: string | null }> {
  const { moving, at, kind } = batch
  const [rows = []] = await moving.tx.more([notSeen(at, kind.kind, after, most)])
  const targets = allOf(Target, rows)
  const last = targets.at(-1)?.target_id ?? null
  if (last === null) return { queries: [], last }
  const went = await gone(
    moving.tx,
    kind.end(
      moving,
      targets.map(t => t.target_id),
    ),
  )
  const left = new Set(went)
  const refused = targets
    .filter(t => !left.has(t.target_id))
    .map(
      (t): Refused => ({
        kind: kind.kind,
        file_no: null,
        line_no: null,
        reason: 'used_since',
        field: null,
        whole_row: false,
        target_id: t.target_id,
      }),
    )
  return {
    queries: [
      ...(went.length > 0 ? [markGone(at, kind.kind, went)] : []),
      ...noted(at, kind.kind, { refused, tally: { ...noTally, gone: went.length } }),
    ],
    last,
  }
}
