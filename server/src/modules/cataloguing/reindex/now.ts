import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../../base/start-error.ts'
import { shaped } from '../../../base/row.ts'
import { FORM } from '../import/title-row.ts'
import { workOnReindex, type Reindexing } from './reindex.ts'
import { beginRun, IndexNow, indexNow } from './reindex.store.ts'

const WAIT_MS = 1_000

/**
 * Builds the index anew from a command line and waits for the end: by this process, or, where another is at it, by that one.
 * A run that was cut off goes on.
 * @throws StartError where the run ended in another way
 */
export async function reindexNow(deps: Reindexing): Promise<{ readonly titles: number }> {
  const ask = async (query: typeof indexNow) =>
    (await deps.db.bulk.query({ text: query.text, values: query.values as unknown[] })).rows
  await ask(beginRun(FORM, deps.now.toString()))
  for (;;) {
    await workOnReindex(deps)
    const { run } = shaped(IndexNow, (await ask(indexNow))[0])
    if (run?.state === 'done') return { titles: run.titles }
    if (run === null || run.state === 'stopped')
      throw new StartError('Building the index of search was stopped.')
    if (run.state === 'failed')
      throw new StartError(`Building the index of search failed: ${run.fault ?? 'unknown'}.`)
    deps.onProgress?.(run)
    await sleep(WAIT_MS, undefined, { signal: deps.signal })
  }
}
