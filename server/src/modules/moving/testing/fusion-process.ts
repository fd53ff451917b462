import { openDb } from '../../../base/db.ts'
import type { JobCtx } from '../../../base/job.ts'
import { openKeys } from '../../../base/keys.ts'
import { logAccess } from '../../privacy/index.ts'
import { workOnFusions } from '../fusion/fusion-job.ts'

/** What a process is told that works at the fusions of a database. */
export interface FusionTask {
  readonly url: string
  readonly keys: string
  readonly now: string
  readonly batch: number
}

export async function workOn(task: FusionTask, onProgress: (step: string) => void): Promise<void> {
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
    operation: 'fusing',
    purpose: null,
    log: () => undefined,
    signal: new AbortController().signal,
  }
  try {
    await workOnFusions(ctx, { batch: task.batch, onProgress })
  } finally {
    await db.close()
  }
}

/** Run by itself it says each batch on a line, so that whoever started it can end it at any of them. */
if (process.argv[2]?.startsWith('{'))
  await workOn(JSON.parse(process.argv[2]) as FusionTask, step => process.stdout.write(`${step}\n`))
