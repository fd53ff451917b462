import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { measure, openClient } from './load.ts'
import { deskOf } from './loans.bench.ts'
import { type Memory, memoryOf, type Place } from './place.ts'
import { say } from './progress.ts'
import { seed } from './seed.ts'
import type { Table } from './table.ts'

const CLIENTS = 8

/** Resident memory of the server process at rest and after lending, beside a Node process that does nothing. */
export async function memory(place: Place, scale: number): Promise<Table> {
  const count = Math.max(300, Math.floor(10_000 * scale))
  const row = (what: string, m: Memory) => [what, Math.round(m.now), Math.round(m.peak)]
  const rows = [row('server, nobody has asked anything', place.memory())]
  const seeded = await seed(place.admin, { patrons: count, items: count })
  const http = openClient(place.address, seeded.secret, CLIENTS)
  say(`memory: ${count} loans`)
  const { failed } = await measure(CLIENTS, count, deskOf(http, seeded).lend)
  http.close()
  if (failed > 0) throw new Error(`${failed} loans failed`)
  rows.push(row(`server, after ${count} loans`, place.memory()))
  await sleep(10_000)
  rows.push(row('server, ten seconds later', place.memory()))
  return {
    head: ['what', 'MB now', 'MB at most'],
    rows: [...rows, row('control (a Node process that does nothing)', await idleNode())],
  }
}

async function idleNode(): Promise<Memory> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' })
  await sleep(1000)
  const found = memoryOf(child.pid ?? 0)
  child.kill('SIGTERM')
  await new Promise(done => child.once('exit', done))
  return found
}
