import { uuid7 } from '../server/src/base/uuid.ts'
import { type Control, fillControl, openControl } from './control.ts'
import { fillHistory, isOnLoan } from './history.ts'
import { type Client, measure, openClient, together } from './load.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { type Seeded, seed } from './seed.ts'
import { type Done, spending } from './spending.ts'
import { ms, type Table } from './table.ts'

const now = () => uuid7(Temporal.Now.instant())
/** Lending, renewing, taking back and the control take turns, so that none of them meets a quieter machine than the others. */
const ROUNDS = 3

/** Lending, renewing and taking back over HTTP with everything on, beside the control, at one, eight and thirty-two clients. */
export async function loans(place: Place, scale: number): Promise<Table> {
  const count = Math.max(600, Math.floor(18_000 * scale))
  const seeded = await seed(place.admin, { patrons: count, items: Math.ceil(count * 1.1) })
  // A library without a past is planned for empty tables, which no library has for longer than its first minute.
  await fillHistory(place.admin, seeded)
  const at = { patron_ids: seeded.patron_ids, item_ids: seeded.item_ids.filter((_, n) => !isOnLoan(n)) }
  await place.admin.query('create database control')
  await fillControl(place.urlFor('control'), scale)
  const rows: (string | number)[][] = []
  for (const clients of [1, 8, 32]) {
    say(`loans with ${clients} clients`)
    const http = openClient(place.address, seeded.secret, clients)
    const control = await openControl(place.urlFor('control'), clients, scale)
    const each = Math.floor((clients === 1 ? count / 4 : count) / ROUNDS)
    rows.push(...(await rounds({ place, desk: deskOf(http, at), control, clients, each })))
    http.close()
    await control.close()
  }
  return {
    head: [
      'what',
      'clients',
      'a second',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'failed',
      'share of control',
      'CPU ms each: server',
      'PostgreSQL',
      'load',
    ],
    rows,
    notes: [
      'A whole loan is one lending and one taking back; its p50, p95 and p99 are not those of one request and are left out.',
    ],
  }
}

export interface Desk {
  readonly lend: (i: number) => Promise<boolean>
  /** The i-th loan, which was lent before. */
  readonly renew: (i: number) => Promise<boolean>
  readonly back: (i: number) => Promise<boolean>
}

/** The desk over HTTP: the i-th item to the i-th patron, once more, and back. */
export function deskOf(
  http: Client,
  { patron_ids, item_ids }: Pick<Seeded, 'patron_ids' | 'item_ids'>,
): Desk {
  const loans: string[] = []
  const post = async (path: string, body: object) => (await http.send('POST', path, body)).status === 201
  return {
    lend: async i => {
      const ask = { command_id: now(), patron_id: patron_ids[i], item_id: item_ids[i] }
      const { status, text } = await http.send('POST', '/loans', ask)
      loans[i] = /"loan_id":"(\d+)"/.exec(text)?.[1] ?? ''
      return status === 201
    },
    renew: i => post('/renewals', { command_id: now(), loan_id: loans[i] }),
    back: i => post('/returns', { command_id: now(), item_id: item_ids[i] }),
  }
}

async function rounds(ask: {
  place: Place
  desk: Desk
  control: Control
  clients: number
  each: number
}): Promise<(string | number)[][]> {
  const { place, desk, control, clients, each } = ask
  const warm = Math.min(300, each)
  await measure(clients, warm, desk.lend)
  await measure(clients, warm, desk.renew)
  await measure(clients, warm, desk.back)
  const done: Record<'lend' | 'renew' | 'back' | 'control', Done[]> = {
    lend: [],
    renew: [],
    back: [],
    control: [],
  }
  for (let round = 0; round < ROUNDS; round++) {
    const from = round * each
    done.lend.push(await spending(place, () => measure(clients, each, i => desk.lend(from + i))))
    done.renew.push(await spending(place, () => measure(clients, each, i => desk.renew(from + i))))
    done.back.push(await spending(place, () => measure(clients, each, i => desk.back(from + i))))
    done.control.push(await spending(place, () => control.run(each)))
  }
  const [lend, renew, back, beside] = [done.lend, done.renew, done.back, done.control].map(merged) as [
    Done,
    Done,
    Done,
    Done,
  ]
  const line = (what: string, d: Done) => lineOf(what, clients, d, beside)
  return [
    line('lend', lend),
    line('renew', renew),
    line('take back', back),
    whole(line('a whole loan', pair(lend, back))),
    line('control (TPC-B)', beside),
  ]
}

const merged = (all: readonly Done[]): Done => ({
  measured: together(all.map(d => d.measured)),
  spent: all
    .map(d => d.spent)
    .reduce((a, b) => ({
      server: a.server + b.server,
      database: a.database + b.database,
      load: a.load + b.load,
    })),
})

/** As many loans as were lent, in the time and with the work of both halves. */
const pair = (lend: Done, back: Done): Done => {
  const both = merged([lend, back])
  const { count } = lend.measured
  return { ...both, measured: { ...both.measured, count, per_second: count / both.measured.seconds } }
}
const whole = (line: (string | number)[]): (string | number)[] => line.toSpliced(3, 3, '', '', '')

const lineOf = (what: string, clients: number, d: Done, control: Done): (string | number)[] => {
  const { measured: m, spent } = d
  const each = (all: number) => (all / m.count).toFixed(2)
  return [
    what,
    clients,
    Math.round(m.per_second),
    ms(m.p50_ms),
    ms(m.p95_ms),
    ms(m.p99_ms),
    m.failed,
    (m.per_second / control.measured.per_second).toFixed(2),
    each(spent.server),
    each(spent.database),
    each(spent.load),
  ]
}
