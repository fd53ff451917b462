import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { flight } from '../../../base/db.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { aPatron, anItem } from '../../../testing/people.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { itemIs, lockPatronThenItem } from './item-facts.store.ts'
import { lockPatron, patronIs } from './patron-facts.store.ts'

let world: World
let amina: Someone
const clients: pg.PoolClient[] = []
before(async () => {
  world = await openWorld()
  amina = await world.staff(await world.library('Testgem'), ['balie'])
  // The first to enter keeps the scope with the session, for which the others would wait.
  await flight(await begun(), [sql`commit`])
})
after(async () => {
  for (const client of clients) client.release()
  await world.close()
})

async function begun(): Promise<pg.PoolClient> {
  const client = await world.db.desk.connect()
  clients.push(client)
  await flight(client, [sql`begin`, sql`select organisation.enter(${amina.secret})`])
  return client
}
const end = (client: pg.PoolClient) => flight(client, [sql`rollback`])
const LOCKED = '55P03'

test('who waits for the patron does not hold the item yet, so that two desks never wait in a ring', async () => {
  const library = { library_id: amina.library_id, name: 'Testgem', branches: [amina.branch_id] }
  const [patron, item] = [await aPatron(world, library), await anItem(world, library)]
  const who = patronIs({ patron_id: patron.patron_id })
  const both = lockPatronThenItem(lockPatron(who), itemIs({ item_id: item.item_id }))
  const ofItem = (): Query =>
    sql`select item_id from inventory.item where item_id = ${item.item_id} for no key update nowait`

  const first = await begun()
  await flight(first, [lockPatron(who)])
  const second = await begun()
  const waits = flight(second, [both])
  for (let turn = 0; turn < 200; turn++) {
    const { rows: waiting } = await world.db.admin.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
    if (waiting.length === 1) break
    assert.ok(turn < 199, 'the second desk waits for the patron')
    await new Promise(done => setTimeout(done, 10))
  }

  const third = await begun()
  const [free = []] = await flight(third, [ofItem()])
  assert.equal(free.length, 1, 'the item is free while its desk waits')
  await end(third)
  await end(first)
  await waits
  const fourth = await begun()
  await assert.rejects(flight(fourth, [ofItem()]), { code: LOCKED })
  await Promise.all([end(fourth), end(second)])
})
