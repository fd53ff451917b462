import { openDb } from '../server/src/base/db.ts'
import type { JobCtx } from '../server/src/base/job.ts'
import { openKeys } from '../server/src/base/keys.ts'
import { forgetHistory } from '../server/src/modules/circulation/forget/forget-history.ts'
import { movingPersonal } from '../server/src/modules/moving/index.ts'
import { privacyJobs } from '../server/src/modules/privacy/jobs.ts'

/** What `retention.bench.ts` asks of this process, as JSON in the one argument. */
export interface NightTask {
  readonly url: string
  /** The day of the night. */
  readonly day: string
  /** The ledger of erasures, and the key file. */
  readonly ledger: string
  readonly keys: string
}

/**
 * One night of retention in a process of its own, so that it can be killed: the history first, then the records. Each stage is
 * said in a line when it is over, with its seconds.
 */
async function night({ url, day, ledger, keys }: NightTask): Promise<void> {
  const db = openDb({ connection: { connectionString: url }, deskSize: 2, bulkSize: 1 })
  const ring = (await openKeys(keys, [])).keys
  const ctx = (operation: string): JobCtx => ({
    db,
    keys: ring,
    now: Temporal.Instant.from(`${day}T03:00:00Z`),
    secret: null,
    actor: null,
    source: 'job',
    operation,
    purpose: null,
    testNumbers: true,
    logAccess: () => null,
    log: () => undefined,
    signal: new AbortController().signal,
  })
  const stage = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now()
    process.stdout.write(`begin ${name}\n`)
    await work()
    process.stdout.write(`end ${name} ${((performance.now() - began) / 1000).toFixed(2)}\n`)
  }
  const job = privacyJobs(ledger, [movingPersonal]).find(j => j.name === 'retention')
  await stage('history', () => forgetHistory(ctx('forget_history')))
  await stage('records', async () => job?.handler(ctx('retention')))
  await db.close()
}

await night(JSON.parse(process.argv[2] ?? '') as NightTask)
