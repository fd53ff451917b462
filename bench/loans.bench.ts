import { uuid7 } from '../server/src/base/uuid.ts'
import { tpcB } from './control.ts'
import { type Measured, measure, openClient } from './load.ts'
import type { Place } from './place.ts'
import { seed } from './seed.ts'
import type { Table } from './table.ts'

const now = () => uuid7(Temporal.Now.instant())

/** Lending and taking back over HTTP with everything on, beside the control, at one, eight and thirty-two clients. */
export async function loans(place: Place, scale: number): Promise<Table> {
  const count = Math.max(400, Math.floor(20_000 * scale))
  const seeded = await seed(place.admin, { patrons: count, items: count })
  await place.admin.query('create database control')
  const rows: (string | number)[][] = []
  for (const clients of [1, 8, 32]) {
    const n = Math.floor(clients === 1 ? count / 4 : count)
    const http = openClient(place.address, seeded.secret, clients)
    const ok = async (path: string, body: object) => (await http.send('POST', path, body)).status === 201
    const lend = (i: number) => ok('/loans', { command_id: now(), patron_id: seeded.patron_ids[i], item_id: seeded.item_ids[i] })
    const back = (i: number) => ok('/returns', { command_id: now(), item_id: seeded.item_ids[i] })
    await measure(clients, 200, i => lend(count - 1 - i))
    await measure(clients, 200, i => back(count - 1 - i))
    const lent = await measure(clients, n - 200, lend)
    const returned = await measure(clients, n - 200, back)
    const control = await tpcB(place.urlFor('control'), clients, n)
    rows.push(line('lend', clients, lent, control), line('take back', clients, returned, control), line('control (TPC-B)', clients, control, control))
    http.close()
  }
  return { head: ['what', 'clients', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'failed', 'share of control'], rows }
}

const line = (what: string, clients: number, m: Measured, control: Measured): (string | number)[] => [
  what, clients, Math.round(m.per_second), m.p50_ms.toFixed(1), m.p95_ms.toFixed(1), m.p99_ms.toFixed(1), m.failed, (m.per_second / control.per_second).toFixed(2),
]
