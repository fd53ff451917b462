import { type Client, type Measured, measure, openClient, together } from './load.ts'
import { uuid7 } from '../server/src/base/uuid.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { fullShelves, lentWithQueue, partners } from './queues.ts'
import { one, seed, type Seeded } from './seed.ts'
import { ms, type Table } from './table.ts'

const now = () => uuid7(Temporal.Now.instant())
const ROUNDS = 4
const QUEUES = [0, 50, 500]

/** The return of an item with nobody, fifty and five hundred who wait for it, in turns; and the pull list of a big branch. */
export async function holds(place: Place, scale: number): Promise<Table> {
  const each = Math.max(8, Math.floor(20 * scale))
  const seeded = await seed(place.admin, { patrons: 4000, items: 30 })
  await partners(place.admin, seeded.library_id, 6, 4)
  const http = openClient(place.address, seeded.secret, 1)
  const terms_id = await termsOf(place, http, seeded)
  say('holds: returns')
  const returns = await returnsOf(place, { http, seeded, terms_id, each })
  say('holds: a branch of 200,000 items')
  const size = {
    here: Math.floor(200_000 * scale),
    elsewhere: Math.floor(400_000 * scale),
    holds: Math.floor(20_000 * scale),
  }
  await fullShelves(place.admin, seeded, size)
  const lists = await listsOf(place, { http, seeded, times: Math.max(6, Math.floor(20 * scale)) })
  http.close()
  const none = returns[0]?.measured
  return {
    head: ['what', 'p50 ms', 'p95 ms', 'times no queue (p50)', 'failed', 'CPU ms each: server', 'PostgreSQL'],
    rows: [
      ...returns.map(({ what, measured, cpu }) => [
        what,
        ms(measured.p50_ms),
        ms(measured.p95_ms),
        (measured.p50_ms / (none?.p50_ms ?? 1)).toFixed(2),
        measured.failed,
        ...cpu,
      ]),
      ...lists.map(({ what, measured, cpu }) => [
        what,
        ms(measured.p50_ms),
        ms(measured.p95_ms),
        '',
        measured.failed,
        ...cpu,
      ]),
    ],
    notes: [
      `One client. Seven libraries with 28 branches work together; the queues are of readers of all of them. The branch has ${size.here.toLocaleString('en')} items among ${(size.here + size.elsewhere).toLocaleString('en')}, and ${size.holds.toLocaleString('en')} wait.`,
    ],
  }
}

interface Row {
  readonly what: string
  readonly measured: Measured
  readonly cpu: readonly [string, string]
}
interface Done {
  readonly measured: Measured
  readonly server: number
  readonly database: number
}

async function spending(place: Place, work: () => Promise<Measured>): Promise<Done> {
  const before = place.cpu()
  const measured = await work()
  const after = place.cpu()
  return { measured, server: after.server - before.server, database: after.database - before.database }
}
const rowOf = (what: string, all: readonly Done[]): Row => {
  const measured = together(all.map(d => d.measured))
  const sum = (part: 'server' | 'database') => all.reduce((n, d) => n + d[part], 0)
  const per = (n: number) => (n / measured.count).toFixed(1)
  return { what, measured, cpu: [per(sum('server')), per(sum('database'))] }
}

/** The terms of a loan that the desk made, for loans that are written straight into the tables. */
async function termsOf(place: Place, http: Client, { patron_ids, item_ids }: Seeded): Promise<string> {
  const lent = await http.send('POST', '/loans', {
    command_id: now(),
    patron_id: patron_ids[0],
    item_id: item_ids[0],
  })
  if (lent.status !== 201) throw new Error(`the first loan was refused: ${lent.text}`)
  return (await one(place.admin, 'select terms_id from circulation.loan limit 1')).terms_id ?? ''
}

/** Each queue in turn, so that none meets a quieter machine; the first round of each only warms. */
async function returnsOf(
  place: Place,
  ask: { readonly http: Client; readonly seeded: Seeded; readonly terms_id: string; readonly each: number },
): Promise<Row[]> {
  const { http, seeded, terms_id, each } = ask
  const items: string[][] = []
  for (const holds of QUEUES)
    items.push(await lentWithQueue(place.admin, seeded, { terms_id, titles: each * (ROUNDS + 1), holds }))
  await place.admin.query(
    'vacuum analyze circulation.hold, circulation.loan, circulation.item_status, inventory.item',
  )
  const done: Done[][] = QUEUES.map(() => [])
  for (let round = 0; round <= ROUNDS; round++)
    for (const [at, ids] of items.entries()) {
      const back = async (n: number) =>
        (await http.send('POST', '/returns', { command_id: now(), item_id: ids[round * each + n] }))
          .status === 201
      const one = await spending(place, () => measure(1, each, back))
      if (round > 0) done[at]?.push(one)
    }
  return QUEUES.map((holds, at) => rowOf(`return with ${holds} who wait`, done[at] ?? []))
}

/** The list with the policy that holds by itself, and with one that weighs where other copies are. */
async function listsOf(
  place: Place,
  { http, seeded, times }: { readonly http: Client; readonly seeded: Seeded; readonly times: number },
): Promise<Row[]> {
  const policy = {
    own_first: true,
    equal_after_days: 60,
    wait_days: { branch: 3, library: 3 },
    transport_step_days: 2,
    transport: [],
    new_item_days: 0,
    share_percent: 50,
  }
  const list = async () => (await http.send('GET', '/pull-list')).status === 200
  const day = async () => (await http.send('GET', '/my-day')).status === 200
  const run = async (what: string, work: () => Promise<boolean>): Promise<Row> => {
    await measure(1, 3, work)
    return rowOf(what, [await spending(place, () => measure(1, times, work))])
  }
  const rows = [await run('pull list', list), await run('my day', day)]
  await place.admin.query(
    "insert into organisation.setting (library_id, key, value) values ($1, 'holds.allocation', $2)",
    [seeded.library_id, JSON.stringify(policy)],
  )
  return [...rows, await run('pull list, nearer items first and a cap', list)]
}
