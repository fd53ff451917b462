import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { type Db, openDb } from '../../../base/db.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { JobCtx } from '../../../base/job.ts'
import { newRing } from '../../../base/keys.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { logAccess } from '../../privacy/index.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { gatherLoanFacts } from './gather-facts.ts'
import { runSimulations } from './run-simulations.ts'

let world: World
let jobs: Db
let here: Library
let there: Library
let desk: Someone
let els: Someone
const start = Temporal.Instant.from('2026-11-02T09:00:00Z')
const command = () => ({ command_id: uuid7(world.now) })
const later = (days: number) => (world.now = world.now.add({ hours: 24 * days }))
const job = (operation: string): JobCtx => ({
  db: jobs,
  keys: newRing('/dev/null'),
  now: world.now,
  secret: null,
  actor: null,
  source: 'job',
  operation,
  purpose: null,
  testNumbers: true,
  logAccess,
  log: (level, says, fields) => void world.logged.push(JSON.stringify({ level, says, ...fields })),
  signal: new AbortController().signal,
})
const lend = (patron: TestPatron, item: TestItem) => {
  world.now = world.now.add({ seconds: 1 })
  return world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id, accept: ['limit_reached'] } },
    desk,
  )
}
const back = (item: TestItem) =>
  world.call(op.checkin, { body: { ...command(), item_id: item.item_id } }, desk)
const facts = async () =>
  world.rows(
    'select *, returned_on - lent_on as days from circulation.loan_fact order by returned_on, days, hold_wait_days nulls first',
  )

before(async () => {
  world = await openWorld()
  jobs = openDb({ connection: { connectionString: world.db.urlFor('kaft_jobs') }, deskSize: 1, bulkSize: 1 })
  here = await world.library('Testgem')
  there = await world.library('Proefdorp')
  desk = await world.staff(here, ['hoofd_balie'])
  els = await world.staff(here, ['beheer'])
  for (const library of [here, there]) await aRegulation(world, library)
  world.now = start
})
after(async () => {
  await jobs.close()
  await world.close()
})

test('what came back becomes a fact without person, title or item; what was undone does not, and each once', async () => {
  const [reader, waiter] = [await aPatron(world, here), await aPatron(world, here)]
  const items = [await anItem(world, here), await anItem(world, here), await anItem(world, here)]
  for (const item of items) assert.equal((await lend(reader, item)).status, 201)
  const place = {
    patron_id: waiter.patron_id,
    title_id: items[1]!.title_id,
    pickup_branch_id: desk.branch_id,
  }
  await world.call(op.placeHold, { body: { ...command(), ...place } }, desk)
  later(10)
  await back(items[0]!)
  await back(items[1]!)
  const undone = await back(items[2]!)
  await world.call(op.undo, { body: { ...command(), event_id: undone.body.event_id! } }, desk)
  await gatherLoanFacts(job('gather_loan_facts'))
  assert.equal((await facts()).length, 0, 'it can still be undone')
  later(3)
  await gatherLoanFacts(job('gather_loan_facts'))
  await gatherLoanFacts(job('gather_loan_facts'))
  const made = await facts()
  assert.deepEqual(
    made.map(f => [f.library_id, f.days, f.membership_type, f.age_band, f.hold_wait_days]),
    [
      [here.library_id, 10, 'volwassene', '35-44', null],
      [here.library_id, 10, 'volwassene', '35-44', 10],
    ],
  )
  const columns = Object.keys(made[0]!)
  for (const none of ['patron_id', 'title_id', 'item_id', 'loan_id', 'event_id', 'postcode', 'gender'])
    assert.ok(!columns.includes(none), none)
})

test('a draft is tried beside the version in force: refusals, renewals, term, fines and waits', async () => {
  const readers = [await aPatron(world, here), await aPatron(world, here)]
  const dvds = await Promise.all(Array.from({ length: 6 }, () => anItem(world, here, { item_type: 'dvd' })))
  for (const dvd of dvds) await lend(readers[0]!, dvd)
  const books = [await anItem(world, here), await anItem(world, here), await anItem(world, here)]
  for (const book of books) await lend(readers[1]!, book)
  later(9)
  for (const item of [...dvds, ...books]) assert.equal((await back(item)).status, 201)
  later(3)
  await gatherLoanFacts(job('gather_loan_facts'))
  const [wide, dvd] = plainRows()
  const rows = [
    { ...wide!, values: { ...wide!.values, limits: [{ within: 'library', of: 'all', max: 1 }] } },
    { ...dvd!, values: { period: { n: 10, unit: 'days' } } },
  ] satisfies op.RegulationRow[]
  const draft = await world.call(
    op.draftRegulation,
    { body: { ...command(), name: '2027-1', reason: 'proef', copy_of: null } },
    els,
  )
  const params = { version_id: draft.body.version_id }
  await world.call(op.changeRegulation, { params, body: { ...command(), rows } }, els)
  assert.equal((await world.call(op.readSimulation, { params }, els)).body.simulation, null)
  const asked = await world.call(op.simulateRegulation, { params, body: command() }, els)
  assert.equal(asked.status, 201, asked.text)
  assert.equal(asked.body.state, 'asked')
  const twice = await world.call(op.simulateRegulation, { params, body: command() }, els)
  assert.equal(twice.body.simulation_id, asked.body.simulation_id, 'one that waits is not asked for again')
  await runSimulations(job('simulate_regulations'))
  const said = (await world.call(op.readSimulation, { params }, els)).body.simulation
  assert.equal(said?.state, 'done', JSON.stringify(said))
  assert.deepEqual([said.done, said.total], [11, 11])
  const { outcome } = said
  assert.equal(outcome?.before, '2026-1')
  assert.equal(outcome.until_on, addDays(dayOf(world.now), -1))
  const dvdGroup = outcome.by.item_type.find(g => g.key === 'dvd')
  assert.deepEqual(
    [
      dvdGroup?.before?.late,
      dvdGroup?.before?.fine_cents,
      dvdGroup?.after?.late,
      dvdGroup?.after?.fine_cents,
    ],
    [6, 60, 0, 0],
    'the Sunday on which they were due moved the due day to Monday, the day before they came back',
  )
  assert.equal(outcome.by.branch_id[0]?.loans, 11)
  assert.deepEqual([outcome.all.before?.refused, outcome.all.after?.refused], [0, 0])
  const { before, after: then } = outcome.persons
  assert.equal(before.loans, then.loans)
  assert.deepEqual(
    [before.limit_reached, then.limit_reached],
    [2, 9],
    'the fifth and sixth dvd now; all but the first of each reader under the draft',
  )
})

test('the same version tried on its own loans changes nothing', async () => {
  const copy_of = (await world.call(op.listRegulations, {}, els)).body.rows.find(r => r.state === 'active')!
  const draft = await world.call(
    op.draftRegulation,
    { body: { ...command(), name: 'tweeling', reason: 'proef', copy_of: copy_of.version_id } },
    els,
  )
  const params = { version_id: draft.body.version_id }
  await world.call(op.simulateRegulation, { params, body: command() }, els)
  await runSimulations(job('simulate_regulations'))
  const { simulation } = (await world.call(op.readSimulation, { params }, els)).body
  assert.deepEqual(simulation?.outcome?.all.before, simulation?.outcome?.all.after)
  assert.deepEqual(simulation?.outcome?.persons.before, simulation?.outcome?.persons.after)
})

test('another library sees no trial and no fact; a run that broke off is taken up again, one that runs is left alone', async () => {
  const theirs = await world.staff(there, ['beheer'])
  const [own] = await world.rows(
    'select version_id, simulation_id from circulation.simulation order by 2 limit 1',
  )
  const params = { version_id: own!.version_id! }
  assert.equal((await world.call(op.readSimulation, { params }, theirs)).problem.code, 'not_found')
  assert.equal(
    (await world.call(op.simulateRegulation, { params, body: command() }, theirs)).problem.code,
    'not_found',
  )
  const state = async () =>
    (
      await world.rows('select state from circulation.simulation where simulation_id = $1', [
        own!.simulation_id,
      ])
    )[0]?.state
  const broken = (seen_at: string) =>
    world.rows(
      `update circulation.simulation set state = 'running', outcome = null, seen_at = now() - $2::interval where simulation_id = $1`,
      [own!.simulation_id, seen_at],
    )
  await broken('1 minute')
  await runSimulations(job('simulate_regulations'))
  assert.equal(await state(), 'running')
  await broken('6 minutes')
  await runSimulations(job('simulate_regulations'))
  assert.equal(await state(), 'done')
})
