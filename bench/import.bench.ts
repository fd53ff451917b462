import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { readMarc } from '@kaft/marc'
import pg from 'pg'
import type { ImportDone, ImportTask } from './import-process.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { seed } from './seed.ts'
import type { Table } from './table.ts'
import { holdings, writeTitles } from './titles.ts'

/** Runs an import in a process of its own and waits for its figures. */
export async function importing(task: ImportTask): Promise<ImportDone> {
  const words = [join(import.meta.dirname, 'import-process.ts'), JSON.stringify(task)]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  const code = await new Promise<number | null>(done => child.once('close', done))
  if (code !== 0) throw new Error(`the import ended with ${code}`)
  return JSON.parse(Buffer.concat(said).toString()) as ImportDone
}

/** Import of MARC 21 with indexing: new titles, the same again, and with items; beside bare rows through the same driver. */
export async function imports(place: Place, scale: number): Promise<Table> {
  const count = Math.floor(100_000 * scale)
  const some = Math.floor(count / 4)
  await seed(place.admin, { patrons: 1, items: 3 })
  const [bare, held] = [join(place.folder, 'titles.mrc'), join(place.folder, 'items.mrc')]
  say(`import: ${count} records are written`)
  await writeTitles(bare, count, 0)
  await writeTitles(held, some, 2)
  const task = { url: place.urlFor('kaft', 'kaft_jobs'), library: null, holdings: null }
  const rows: (string | number)[][] = []
  const run = async (what: string, ask: ImportTask) => {
    say(`import: ${what}`)
    const done = await importing(ask)
    const rate = (n: number) => (n / done.seconds).toFixed(0)
    const cpu = ((done.cpu_seconds * 1000) / done.records).toFixed(2)
    rows.push([
      what,
      done.records,
      done.written,
      done.items,
      done.refused,
      rate(done.records),
      cpu,
      done.peak_mb.toFixed(0),
    ])
  }
  await run('new titles', { ...task, file: bare, source: 'a' })
  await run('the same file again', { ...task, file: bare, source: 'a' })
  await run('new titles with two items each', { ...task, file: held, source: 'b', library: 'B001', holdings })
  say('import: control')
  const control = await bareRows(place, bare)
  rows.push(['control: read, and stored as bare rows', count, count, 0, 0, control.toFixed(0), '', ''])
  return {
    head: [
      'what',
      'records',
      'titles written',
      'items',
      'refused',
      'records a second',
      'CPU ms each, importer',
      'MB at most, importer',
    ],
    rows,
  }
}

const BATCH = 500

/** The control: records are read, and their numbers and bytes go into a table with a key, as many in a transaction. */
export async function bareRows(place: Place, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: place.urlFor('kaft') })
  await client.connect()
  await client.query(
    'create schema bench; create table bench.record (n int primary key, record text not null)',
  )
  const began = performance.now()
  let [n, batch]: [number, string[]] = [0, []]
  const flush = async () => {
    await client.query(
      'insert into bench.record select $1::int + i, r from unnest($2::text[]) with ordinality as a(r, i)',
      [n - batch.length, batch],
    )
    batch = []
  }
  for await (const read of readMarc(createReadStream(file))) {
    n++
    batch.push(JSON.stringify(read.ok ? read.record : null))
    if (batch.length === BATCH) await flush()
  }
  await flush()
  const rate = n / ((performance.now() - began) / 1000)
  await client.end()
  return rate
}
