import { type Db, openDb } from '../base/db.ts'
import type { Job, JobCtx } from '../base/job.ts'
import { logAccess } from '../modules/privacy/index.ts'
import type { World } from './world.ts'

/** What the clock has in a world: the role of the jobs, the world's own time, and a signal that can be pulled. */
export interface TestClock {
  readonly db: Db
  ctx(operation: string, signal?: AbortSignal): JobCtx
  close(): Promise<void>
}

export function openClock(world: World): TestClock {
  const db = openDb({
    connection: { connectionString: world.db.urlFor('kaft_jobs') },
    deskSize: 2,
    bulkSize: 1,
  })
  return {
    db,
    ctx: (operation, signal = new AbortController().signal) => ({
      db,
      keys: world.keys,
      now: world.now,
      secret: null,
      actor: null,
      source: 'job',
      operation,
      purpose: null,
      testNumbers: true,
      logAccess,
      log: () => undefined,
      signal,
    }),
    close: () => db.close(),
  }
}

/** Runs jobs by their names, in that order, at the world's own time. */
export async function runJobs(
  clock: TestClock,
  jobs: readonly Job[],
  ...names: readonly string[]
): Promise<void> {
  for (const name of names) {
    const job = jobs.find(j => j.name === name)
    if (!job) throw new Error(`there is no job ${name}`)
    await job.handler(clock.ctx(name))
  }
}

/** A signal that says stop once it was asked so many times: a process that ends between two portions of its work. */
export function stopsAfter(times: number): AbortSignal {
  const { signal } = new AbortController()
  let asked = 0
  return Object.assign(signal, {
    throwIfAborted: () => {
      if (++asked > times) throw new Error('stopped')
    },
  })
}
