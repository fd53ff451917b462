import { setTimeout as sleep } from 'node:timers/promises'
import { uuid7 } from '../../../server/src/base/uuid.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../../server/src/testing/people.ts'
import { aRegulation } from '../../../server/src/testing/regulation.ts'
import type { Someone } from '../../../server/src/testing/world.ts'
import type { Inside } from './library-of-program.ts'

/** Patrons and items enough for a rush, and the colleague who lends. */
export interface Crowd {
  readonly staff: Someone
  readonly patrons: readonly TestPatron[]
  readonly items: readonly TestItem[]
}

/** Nobody comes near a limit: twenty items each at the most, and here eight. */
const EACH = 8

export async function gather(inside: Inside, items: number): Promise<Crowd> {
  const { world } = inside
  const library = await world.library('Bib Testgem')
  await aRegulation(world, library)
  const staff = await world.staff(library, ['balie'])
  const patrons: TestPatron[] = []
  const gathered: TestItem[] = []
  for (let i = 0; i < Math.ceil(items / EACH); i++) patrons.push(await aPatron(world, library))
  for (let i = 0; i < items; i++) gathered.push(await anItem(world, library))
  return { staff, patrons, items: gathered }
}

/** What the clients of a rush were told. */
export interface RushSaid {
  /** Loans that were acknowledged: the id of the item and of its loan. */
  readonly acknowledged: Map<string, string>
  /** Answers that say: repeat this. */
  unavailable: number
  /** Connections that broke. */
  broken: number
  /** Anything else; there must be none. */
  readonly unexpected: string[]
}

export interface Rush {
  readonly said: RushSaid
  /** Ends when every item is lent, or when a minute and a half are over. */
  readonly done: Promise<void>
}

const DESKS = 6
const LONGEST_MS = 90_000

/**
 * Lends every item over HTTP from several desks at once. An answer that says so, or a broken connection, is repeated
 * with the same command, as the screens do.
 * @param address asked anew for each call: a program that is started again has another
 */
export function startRush(crowd: Crowd, address: () => string): Rush {
  const said: RushSaid = { acknowledged: new Map(), unavailable: 0, broken: 0, unexpected: [] }
  const until = Date.now() + LONGEST_MS
  const queue = crowd.items.map((item, i) => ({ item, patron: crowd.patrons[Math.floor(i / EACH)] }))
  const desk = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const body = {
        command_id: uuid7(Temporal.Now.instant()),
        patron_id: next.patron?.patron_id,
        item_id: next.item.item_id,
      }
      while (Date.now() < until && !(await lend(crowd, { address, body, said }))) await sleep(50)
    }
  }
  return { said, done: Promise.all(Array.from({ length: DESKS }, desk)).then(() => undefined) }
}

interface Call {
  readonly address: () => string
  readonly body: { readonly item_id: string }
  readonly said: RushSaid
}

/** @returns true when the command needs no repeat */
async function lend(crowd: Crowd, { address, body, said }: Call): Promise<boolean> {
  let answer: Response
  try {
    answer = await fetch(`${address()}/api/v1/loans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `kaft_session=${crowd.staff.secret}` },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (answer.status === 201) {
      said.acknowledged.set(body.item_id, JSON.parse(text).loan.loan_id)
      return true
    }
    const problem = JSON.parse(text)
    if (answer.status === 503 && problem.code === 'unavailable' && problem.retry === true) {
      said.unavailable++
      return false
    }
    said.unexpected.push(`${answer.status} ${text.slice(0, 300)}`)
    return true
  } catch (error) {
    if (!(error instanceof TypeError)) {
      said.unexpected.push(String(error))
      return true
    }
    said.broken++
    return false
  }
}

/** Waits until so many loans are acknowledged. */
export async function untilLent(rush: Rush, count: number): Promise<void> {
  for (const first = Date.now(); rush.said.acknowledged.size < count; await sleep(5)) {
    if (Date.now() - first > LONGEST_MS)
      throw new Error(`only ${rush.said.acknowledged.size} loans: ${rush.said.unexpected[0]}`)
  }
}

/** What the database holds of it, item by item. */
export async function lentInFact(inside: Inside, crowd: Crowd): Promise<Map<string, string[]>> {
  const { rows } = await inside.client.query<{ item_id: string; loans: string[] }>(
    `select l.item_id::text, array_agg(l.loan_id::text) as loans from circulation.loan l
      where l.item_id = any ($1::bigint[]) group by 1`,
    [crowd.items.map(i => i.item_id)],
  )
  return new Map(rows.map(r => [r.item_id, r.loans]))
}

/** How many events of lending stand there for the crowd's items. */
export async function eventsOf(inside: Inside, crowd: Crowd): Promise<number> {
  const { rows } = await inside.client.query<{ n: number }>(
    `select count(*)::integer as n from circulation.event where kind = 'checkout' and item_id = any ($1::bigint[])`,
    [crowd.items.map(i => i.item_id)],
  )
  return rows[0]?.n ?? 0
}
