import type pg from 'pg'
import type { ImportAsk, ImportCounts, ImportProblem } from './ask.ts'
import type { TakenHolding } from './batch.ts'
import type { branchFinder } from './item-rows.ts'
import type { SeenNumbers } from './seen-numbers.ts'

/** An import that runs: what was asked, what it has met so far, and its figures. */
export interface Import {
  readonly ask: ImportAsk
  readonly client: pg.PoolClient
  /** The moment of a batch, and not of the whole: who harvests meanwhile must not miss what comes in later. */
  readonly at: () => string
  readonly seen: SeenNumbers
  readonly branchOf: ReturnType<typeof branchFinder>
  counts: ImportCounts
  /** Holdings whose title was not there yet when they came: they are tried again at the end of the file, and then no more (null). */
  waiting: TakenHolding[] | null
}

export const add = (run: Import, more: Partial<ImportCounts>): void => {
  const sum: { -readonly [key in keyof ImportCounts]: number } = { ...run.counts }
  for (const key of Object.keys(more) as (keyof ImportCounts)[]) sum[key] += more[key] ?? 0
  run.counts = sum
}

export function refuseRecord(run: Import, problem: ImportProblem): null {
  run.ask.report(problem)
  add(run, { records_refused: 1 })
  return null
}
