import { type Db, openDb } from '../server/src/base/db.ts'
import type { JobCtx } from '../server/src/base/job.ts'
import { newRing } from '../server/src/base/keys.ts'
import { takeFeeds } from '../server/src/modules/cataloguing/imports/feed.ts'
import { workOnImports } from '../server/src/modules/cataloguing/jobs.ts'

/** What `import-million.bench.ts` asks of this process, as JSON in the one argument. */
export interface FeedTask {
  readonly url: string
  readonly library_id: string
  /** The folder of all feeds. */
  readonly folder: string
}
/** What this process says at its end, as JSON on standard output. */
export interface FeedDone {
  /** Taking the file into the database, part by part; and all that follows. */
  readonly taken_s: number
  readonly imported_s: number
  readonly cpu_s: number
  readonly peak_mb: number
}

/** What the worker gives its jobs, without a worker around it. */
const clock = (db: Db): JobCtx => ({
  db,
  keys: newRing('/dev/null'),
  now: Temporal.Now.instant(),
  secret: null,
  actor: null,
  source: 'job',
  operation: 'catalogue_feeds',
  purpose: null,
  testNumbers: true,
  logAccess: () => null,
  log: () => undefined,
  signal: new AbortController().signal,
})

/** The job of feeds in a process of its own, so that its memory is its own. */
async function run({ url, library_id, folder }: FeedTask): Promise<FeedDone> {
  const db = openDb({ connection: { connectionString: url }, deskSize: 2, bulkSize: 2 })
  const began = performance.now()
  await takeFeeds(clock(db), library_id, { folder, hosts: [] })
  const taken = performance.now()
  await workOnImports(clock(db))
  const done = performance.now()
  await db.close()
  const { user, system } = process.cpuUsage()
  return {
    taken_s: (taken - began) / 1000,
    imported_s: (done - taken) / 1000,
    cpu_s: (user + system) / 1e6,
    // Linux says it in kilobytes.
    peak_mb: process.resourceUsage().maxRSS / 1024,
  }
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as FeedTask)))
