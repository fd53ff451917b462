import { createReadStream } from 'node:fs'
import { openDb } from '../server/src/base/db.ts'
import { type Holdings, importMarc } from '../server/src/modules/cataloguing/index.ts'

/** What `import.bench.ts` asks of this process, as JSON in the one argument. */
export interface ImportTask {
  readonly url: string
  readonly file: string
  readonly source: string
  readonly library: string | null
  readonly holdings: Holdings | null
}
/** What this process says at its end, as JSON on standard output. */
export interface ImportDone {
  readonly records: number
  readonly written: number
  readonly refused: number
  readonly items: number
  readonly seconds: number
  readonly cpu_seconds: number
  readonly peak_mb: number
}

/** An import in a process of its own, so that its memory is its own. */
async function run({ url, file, source, library, holdings }: ImportTask): Promise<ImportDone> {
  const db = openDb({ connection: { connectionString: url }, deskSize: 1, bulkSize: 2 })
  const began = performance.now()
  const counts = await importMarc(
    { db, now: () => Temporal.Now.instant() },
    {
      stream: createReadStream(file),
      source,
      library,
      holdings,
      report: p => process.stderr.write(`${p.detail}\n`),
    },
  )
  const seconds = (performance.now() - began) / 1000
  await db.close()
  const { user, system } = process.cpuUsage()
  return {
    records: counts.records,
    written: counts.titles_new + counts.titles_changed,
    refused: counts.records_refused,
    items: counts.items_new,
    seconds,
    cpu_seconds: (user + system) / 1e6,
    // Linux says it in kilobytes.
    peak_mb: process.resourceUsage().maxRSS / 1024,
  }
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as ImportTask)))
