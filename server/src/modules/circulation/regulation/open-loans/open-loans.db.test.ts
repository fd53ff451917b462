import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { type Db, openDb } from '../../../../base/db.ts'
import type { JobCtx } from '../../../../base/job.ts'
import { newRing } from '../../../../base/keys.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { logAccess } from '../../../privacy/index.ts'
import { anItem, aPatron, type TestItem } from '../../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'
import { applyOpenLoans } from './apply-open-loans.ts'

let world: World
let jobs: Db
let here: Library
let desk: Someone
let els: Someone
const command = () => ({ command_id: uuid7(world.now) })
const job = (): JobCtx => ({
  db: jobs,
  keys: newRing('/dev/null'),
  now: world.now,
  secret: null,
  actor: null,
  source: 'job',
  operation: 'apply_regulations',
  purpose: null,
  testNumbers: true,
  logAccess,
  log: () => undefined,
  signal: new AbortController().signal,
})

before(async () => {
  world = await openWorld()
  jobs = openDb({ connection: { connectionString: world.db.urlFor('kaft_jobs') }, deskSize: 1, bulkSize: 1 })
  here = await world.library('Testgem')
  desk = await world.staff(here, ['hoofd_balie'])
  els = await world.staff(here, ['beheer'])
  await aRegulation(world, here)
})
after(async () => {
  await jobs.close()
  await world.close()
})

async function lend(item_type = 'book'): Promise<TestItem> {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here, { item_type })]
  const lent = await world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  return item
}
async function draft(rows: readonly op.RegulationRow[]): Promise<string> {
  const made = await world.call(
    op.draftRegulation,
    { body: { ...command(), name: '2027-1', reason: 'proef', copy_of: null } },
    els,
  )
  const { version_id } = made.body
  const params = { version_id }
  await world.call(op.changeRegulation, { params, body: { ...command(), rows: [...rows] } }, els)
  return version_id
}
const activate = (version_id: string, open_loans: op.OpenLoans, starts_on = '2026-11-25') =>
  world.call(
    op.activateRegulation,
    { params: { version_id }, body: { ...command(), starts_on, reason: 'beslist', open_loans } },
    els,
  )
const loanOf = async (item: TestItem) =>
  (
    await world.rows(
      `select l.due_on::text, t.version_id, s.due_on::text as shown from circulation.loan l join circulation.terms t using (terms_id)
         join circulation.item_status s on s.item_id = l.item_id where l.item_id = $1 and l.returned_at is null`,
      [item.item_id],
    )
  )[0]!
const changes = async () =>
  world.rows(
    "select e.undo, e.due_on::text, e.source, ep.patron_id from circulation.event e left join circulation.event_patron ep using (event_id) where e.kind = 'due_changed' order by e.position",
  )

test('a preview says how many loans move, which way and how far; the activation says whether; each loan once', async () => {
  const [book, dvd] = [await lend(), await lend('dvd')]
  const longer = await draft(plainRows({ period: { n: 42, unit: 'days' } }))
  const preview = (open_loans: op.OpenLoans) =>
    world.call(op.previewOpenLoans, { params: { version_id: longer }, query: { open_loans } }, els)
  const seen = await preview('longer')
  assert.equal(seen.status, 200, seen.text)
  assert.deepEqual(seen.body, {
    loans: 2,
    later: 1,
    earlier: 0,
    same_day: 0,
    kept: 1,
    shifts: [{ item_type: 'book', days: 14, loans: 1 }],
  })
  assert.deepEqual((await preview('all')).body.same_day, 1, 'a dvd gets the new terms and keeps its day')
  await applyOpenLoans(job())
  assert.equal((await loanOf(book)).due_on, '2026-12-23', 'a preview changes nothing')
  assert.equal((await activate(longer, 'longer')).status, 201)
  await applyOpenLoans(job())
  await applyOpenLoans(job())
  assert.deepEqual(await loanOf(book), { due_on: '2027-01-06', version_id: longer, shown: '2027-01-06' })
  assert.equal((await loanOf(dvd)).due_on, '2026-12-02')
  assert.notEqual((await loanOf(dvd)).version_id, longer)
  const made = await changes()
  assert.equal(made.length, 1)
  assert.deepEqual([made[0]!.due_on, made[0]!.source], ['2027-01-06', 'job'])
  assert.ok(made[0]!.patron_id, 'the reader can be told')
  const [run] = await world.rows('select looked_at, changed, done_at from circulation.regulation_run')
  assert.deepEqual([Number(run!.looked_at), Number(run!.changed)], [2, 1])
  assert.ok(run!.done_at)
})

test('without a word of it an activation leaves open loans alone, and a withdrawn version reaches none', async () => {
  const book = await lend()
  const was = await loanOf(book)
  const shorter = await draft(plainRows({ period: { n: 14, unit: 'days' } }))
  world.now = world.now.add({ hours: 24 })
  assert.equal((await activate(shorter, 'keep', '2026-11-26')).status, 201)
  await applyOpenLoans(job())
  assert.deepEqual(await loanOf(book), was)
  const next = await draft(plainRows({ period: { n: 70, unit: 'days' } }))
  assert.equal((await activate(next, 'all', '2026-11-27')).body.state, 'scheduled')
  await applyOpenLoans(job())
  assert.deepEqual(await loanOf(book), was, 'it has yet to begin')
  await world.call(
    op.withdrawRegulation,
    { params: { version_id: next }, body: { ...command(), reason: 'toch niet' } },
    els,
  )
  world.now = world.now.add({ hours: 48 })
  await applyOpenLoans(job())
  assert.deepEqual(await loanOf(book), was)
})

test('another library neither previews nor is reached', async () => {
  const there = await world.library('Proefdorp')
  const theirs = await world.staff(there, ['beheer'])
  const [own] = await world.rows('select version_id from circulation.regulation limit 1')
  const said = await world.call(
    op.previewOpenLoans,
    { params: { version_id: own!.version_id! }, query: { open_loans: 'all' } },
    theirs,
  )
  assert.equal(said.problem.code, 'not_found')
})
