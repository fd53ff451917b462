import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { circulationJobs } from '../jobs.ts'

/*
 * An attempt to find somebody back in what is kept when ninety days are over. The attacker holds a receipt that somebody lost: day,
 * hour, branch, title, kind of item and what it cost, knows how old that reader is, and has every table that is left, read as its owner.
 * What they want to know: what else that reader borrowed.
 */

let world: World
let clock: TestClock
let here: Library
let desk: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['hoofd_balie'])
})
after(async () => {
  await clock.close()
  await world.close()
})

async function at(instant: string): Promise<void> {
  world.now = Temporal.Instant.from(instant)
  await world.rows('select circulation.make_partitions($1::date)', [instant.slice(0, 10)])
}
const run = (...names: string[]) => runJobs(clock, circulationJobs, ...names)

/** A book of its own age, price and shelf: whoever has the catalogue finds it by those. */
async function aBook(no: number): Promise<TestItem> {
  const item = await anItem(world, here)
  await world.rows(
    `update inventory.item set price_cents = $2, shelf = $3, acquired_on = date '2024-01-01' + $4::integer where item_id = $1`,
    [item.item_id, 1_500 + 7 * no, no % 2 === 0 ? 'Gezondheid' : 'Romans', 11 * no],
  )
  return item
}
async function lend(patron: TestPatron, item: TestItem): Promise<void> {
  const said = await world.call(
    op.checkout,
    { body: { command_id: uuid7(world.now), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  world.now = world.now.add({ seconds: 20 })
}
async function takeBack(item: TestItem): Promise<void> {
  const said = await world.call(
    op.checkin,
    { body: { command_id: uuid7(world.now), item_id: item.item_id } },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  world.now = world.now.add({ seconds: 20 })
}

const QUIET = '2026-02-03'
const BUSY = '2026-02-04'
let quiet: TestItem[]
let busy: TestItem[]
let others: TestItem[]

test('P47 P151 the readers come: one alone on a quiet afternoon, seven on a busy one; ninety days go by', async () => {
  let no = 0
  const books = async (n: number) => Promise.all(Array.from({ length: n }, () => aBook(++no)))
  quiet = await books(3)
  busy = await books(2)
  others = await books(6)
  const alone = await aPatron(world, here)
  const one = await aPatron(world, here)
  await at(`${QUIET}T13:30:00Z`)
  for (const item of quiet) await lend(alone, item)
  await at(`${BUSY}T13:30:00Z`)
  const [first, second] = busy as [TestItem, TestItem]
  for (const item of others.slice(0, 3)) await lend(await aPatron(world, here), item)
  await lend(one, first)
  await lend(one, second)
  for (const item of others.slice(3)) await lend(await aPatron(world, here), item)
  await at('2026-02-17T10:00:00Z')
  for (const item of [...quiet, ...busy, ...others]) await takeBack(item)
  await at('2026-02-20T02:00:00Z')
  await run('gather_loan_facts')
  await at('2026-05-25T02:00:00Z')
  await run('forget_history')
  assert.deepEqual(await world.rows('select 1 from circulation.event_patron'), [])
  const [facts] = await world.rows('select count(*) as n from circulation.loan_fact')
  assert.equal(facts!['n'], '11')
})

const events = (day: string) =>
  world.rows(
    `select * from circulation.event where kind = 'checkout' and (occurred_at at time zone 'Europe/Brussels')::date = $1::date`,
    [day],
  )

test('P47 P151 on a quiet afternoon no event tells a title, a shelf or a group: one receipt opens no other', async () => {
  const rows = await events(QUIET)
  assert.equal(rows.length, 3, 'that they were lent is still counted')
  for (const row of rows)
    for (const key of [
      'title_id',
      'item_id',
      'shelf',
      'audience',
      'language',
      'age_band',
      'membership_type',
      'loan_id',
    ])
      assert.equal(row[key], null, key)
  const titles = quiet.map(item => item.title_id)
  // What came back together with the books of six others tells its title, and no reader's.
  const told = "select 1 from circulation.event where kind = 'checkout' and title_id = any ($1)"
  assert.deepEqual(await world.rows(told, [titles]), [])
})

test('P47 P151 on a busy one the event of the receipt is found, and nothing ties it to one rather than to another', async () => {
  const rows = await events(BUSY)
  assert.equal(rows.length, 8)
  const [known] = rows.filter(row => row['title_id'] === busy[0]!.title_id)
  assert.ok(known)
  // What a row has beside its own title, shelf and name is the same for all who came.
  const rest = (row: Record<string, unknown>) => {
    const { event_id: _, title_id: __, shelf: ___, ...same } = row
    return JSON.stringify(same)
  }
  assert.equal(new Set(rows.map(rest)).size, 1)
  // Nor do names or places of rows stand in the order in which they were written.
  const order = [...rows]
    .sort((a, b) => (a['event_id']! < b['event_id']! ? -1 : 1))
    .map(row => row['title_id'])
  const written = [...others.slice(0, 3), ...busy, ...others.slice(3)].map(item => item.title_id)
  assert.notDeepEqual(order, written)
})

test('P47 P151 a loan keeps its title and its month, and its number tells nothing of its neighbours', async () => {
  const all = [...quiet, ...busy, ...others]
  const rows = await world.rows(
    `select loan_id, title_id, item_id, to_jsonb(l) - array['loan_id', 'title_id', 'item_id', 'terms_id'] as rest from circulation.loan l where item_id = any ($1)
      order by loan_id`,
    [all.map(item => item.item_id)],
  )
  assert.equal(rows.length, all.length)
  // Quiet or busy, one visit or another: apart from the title they are all alike.
  assert.equal(new Set(rows.map(row => JSON.stringify(row['rest']))).size, 1)
  assert.notDeepEqual(
    rows.map(row => row['item_id']),
    all.map(item => item.item_id),
    'the numbers are in the order of the visits',
  )
  const steps = rows.slice(1).map((row, no) => BigInt(row['loan_id']!) - BigInt(rows[no]!['loan_id']!))
  assert.ok(
    steps.every(step => step > 1000n),
    'two numbers stand side by side',
  )
})

test('P47 P151 no fact of a trial tells which item it was, nor the shelf of who came with fewer than four others', async () => {
  const facts = await world.rows(
    'select lent_on::text as lent_on, shelf, item_age_days, price_cents from circulation.loan_fact',
  )
  const items = await world.rows(
    `select i.item_id, i.shelf, i.price_cents, ($1::date - i.acquired_on) as age from inventory.item i where i.acquired_on is not null`,
    [QUIET],
  )
  for (const fact of facts) {
    assert.equal(Number(fact['price_cents']) % 500, 0)
    assert.equal(Number(fact['item_age_days']) % 30, 0)
  }
  // What was exact before names an item; what is kept fits several.
  const fits = (fact: (typeof facts)[number]) =>
    items.filter(
      item =>
        Math.floor((Number(item['price_cents']) + 250) / 500) * 500 === Number(fact['price_cents']) &&
        Math.abs(Number(item['age']) - Number(fact['item_age_days'])) <= 31,
    ).length
  assert.ok(facts.every(fact => fits(fact) >= 2))
  assert.deepEqual(
    new Set(facts.filter(fact => fact['lent_on'] === QUIET).map(fact => fact['shelf'])),
    new Set([null]),
  )
  assert.ok(facts.filter(fact => fact['lent_on'] === BUSY).every(fact => fact['shelf'] !== null))
})
