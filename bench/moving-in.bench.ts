import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bytesOf, madeUp, type MadeUp, type Size } from '../server/src/modules/moving/testing/made-up.ts'
import { type MoveTask, moveMadeUp } from '../server/src/modules/moving/testing/move-process.ts'
import { aRegulation } from '../server/src/testing/regulation.ts'
import { makers, type World } from '../server/src/testing/world.ts'
import { memoryOf, type Place } from './place.ts'
import { say } from './progress.ts'
import type { Table } from './table.ts'

const CODE = 'K001'
const FIRST = 'titles titles'
const LAST = 'rows history'

/** A library with two branches and a regulation, as it must be before anything comes over. */
async function found(place: Place): Promise<void> {
  const rows = async (text: string, values: readonly unknown[] = []) =>
    (await place.admin.query(text, [...values])).rows as Record<string, string>[]
  const library = await makers(rows).library('Verhuisgem')
  await rows('update organisation.library set code = $1 where library_id = $2', [CODE, library.library_id])
  for (const [i, branch_id] of library.branches.entries())
    await rows('update organisation.branch set code = $1 where branch_id = $2', [`${CODE}${i}`, branch_id])
  await aRegulation({ rows } as unknown as World, library)
  await rows("select circulation.make_partitions('2026-11-25')")
}

/** The control: each file copied as it is into a table with a key, by COPY from the disk of the server. */
async function copied(place: Place, made: MadeUp): Promise<Map<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'kaft-copy-'))
  const took = new Map<string, number>()
  try {
    await chmod(folder, 0o755)
    await place.admin.query('create schema bench')
    for (const [i, file] of made.files.entries()) {
      if (!file.name.endsWith('.csv')) continue
      const path = join(folder, file.name)
      await pipeline(Readable.from(bytesOf(file)), createWriteStream(path, { mode: 0o644 }))
      const head = String(file.text().next().value ?? '')
        .trim()
        .split(',')
      const columns = head.map(name => `${name} text`).join(', ')
      await place.admin.query(
        `create table bench.t${i} (n bigint generated always as identity primary key, ${columns})`,
      )
      const began = performance.now()
      await place.admin.query(
        `copy bench.t${i} (${head.join(', ')}) from '${path}' with (format csv, header)`,
      )
      took.set(file.name, (performance.now() - began) / 1000)
    }
    return took
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Ran extends Awaited<ReturnType<typeof moveMadeUp>> {
  /** Milliseconds by step of the last phase. */
  readonly spans: ReadonlyMap<string, number>
}

/** Runs the move from the files to the counts, and notes what it took: a row each. */
function runner(place: Place, task: MoveTask) {
  const rows: (string | number)[][] = []
  const run = async (what: string, load: boolean): Promise<Ran> => {
    say(`moving-in: ${what}`)
    const spans = new Map<string, number>()
    const [began, own, database] = [performance.now(), process.cpuUsage(), place.cpu().database]
    let last = began
    const told = await moveMadeUp({ ...task, load }, step => {
      const now = performance.now()
      // The load comes after its dry run, whose steps are called the same.
      if (step === FIRST && spans.has(LAST)) spans.clear()
      spans.set(step, (spans.get(step) ?? 0) + now - last)
      last = now
    })
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(own)
    const cpu = (user + system) / 1e6 + (place.cpu().database - database) / 1000
    const all = told.move.tallies.filter(t => t.pass === told.move.pass).reduce((n, t) => n + t.read, 0)
    rows.push([what, all, seconds.toFixed(1), (all / seconds).toFixed(0), cpu.toFixed(1), told.move.state])
    return { ...told, spans }
  }
  return { rows, run }
}

/**
 * A made-up library moves in: dry run, load with the counts, and the same export once more; beside the same files
 * copied bare. Each is a run from the beginning of the files to the counts.
 */
export async function movingIn(place: Place, scale: number): Promise<Table> {
  const size: Size = {
    patrons: Math.floor(100_000 * scale),
    items: Math.floor(300_000 * scale),
    loans: Math.floor(60_000 * scale),
    titles: Math.floor(100_000 * scale),
    branches: ['CEN', 'NRD'],
  }
  await found(place)
  const made = madeUp(size)
  const task: MoveTask = {
    url: place.urlFor('kaft', 'kaft_jobs'),
    keys: join(place.folder, 'keys', 'k'),
    library: CODE,
    now: '2026-11-25T13:05:00Z',
    size,
    load: false,
    batch: 1_000,
  }
  const { rows, run } = runner(place, task)
  await run('dry run: reads everything, writes what would stay behind', false)
  const told = await run('everything: files, dry run, freeze, load and counts', true)
  for (const [step, took] of told.spans)
    rows.push([`of which ${step}`, '', (took / 1000).toFixed(1), '', '', ''])
  const { truth } = made
  const counts = (told.counts?.rows ?? []).map(
    c => `${c.kind} ${c.here}${c.here_cents === null ? '' : ` (${c.here_cents} cents)`}`,
  )
  await run('the same export again: nothing changes', true)
  const control = await copied(place, made)
  for (const [name, seconds] of control)
    rows.push([`control: COPY of ${name}, bare`, '', seconds.toFixed(1), '', '', ''])
  return {
    head: ['what', 'rows', 'seconds', 'rows a second', 'CPU seconds, with the database', 'state'],
    rows,
    notes: [
      `${told.counts?.fits ? 'Reconciles to the cent' : 'DOES NOT RECONCILE'}: ${counts.join(', ')}; in the files: patrons ${truth.patrons}, items ${truth.items}, loans ${truth.loans}, charges ${truth.charges} (${truth.charge_cents} cents).`,
      `The process that moves them in takes at most ${memoryOf(process.pid).peak.toFixed(0)} MB.`,
    ],
  }
}
