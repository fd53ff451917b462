import { openDb } from '../../../base/db.ts'
import type { JobCtx } from '../../../base/job.ts'
import { openKeys } from '../../../base/keys.ts'
import { logAccess } from '../../privacy/index.ts'
import { workOnDepartures } from '../departure/departure-job.ts'
import { movingPersonal } from '../personal.ts'

/** What a process is told that works at the departures of a database. */
export interface DepartureTask {
  readonly url: string
  readonly keys: string
  readonly now: string
  readonly batch: number
}

export async function workOn(task: DepartureTask, onProgress: (step: string) => void): Promise<void> {
  const { keys } = await openKeys(task.keys, [])
  const db = openDb({ connection: { connectionString: task.url }, deskSize: 2, bulkSize: 1 })
  const ctx: JobCtx = {
    db,
    keys,
    testNumbers: true,
    logAccess,
    now: Temporal.Instant.from(task.now),
    secret: null,
    actor: null,
    source: 'job',
    operation: 'leaving',
    purpose: null,
    log: () => undefined,
    signal: new AbortController().signal,
  }
  try {
    await workOnDepartures(ctx, { batch: task.batch, above: [movingPersonal], onProgress })
  } finally {
    await db.close()
  }
}

/** Run by itself it says each batch on a line, so that whoever started it can end it at any of them. */
if (process.argv[2]?.startsWith('{'))
  await workOn(JSON.parse(process.argv[2]) as DepartureTask, step => process.stdout.write(`${step}\n`))
