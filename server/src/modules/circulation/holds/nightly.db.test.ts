import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { type Db, openDb } from '../../../base/db.ts'
import type { JobCtx } from '../../../base/job.ts'
import { newRing } from '../../../base/keys.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { stopsAfter } from '../../../testing/jobs.ts'
import { aPatron, anItem, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { circulationJobs } from '../jobs.ts'
import { expireHolds } from './expire/expire-holds.ts'

let world: World
let jobs: Db
let here: Library
let far: Library
let further: Library
let desk: Someone
let atFar: Someone
let atFurther: Someone
const logged: string[] = []
before(async () => {
  world = await openWorld()
  jobs = openDb({ connection: { connectionString: world.db.urlFor('kaft_jobs') }, deskSize: 2, bulkSize: 1 })
  here = await world.library('Testgem')
  far = await world.library('Vergem')
  further = await world.library('Uithoek')
  desk = await world.staff(here, ['hoofd_balie'])
  atFar = await world.staff(far, ['hoofd_balie'])
  atFurther = await world.staff(further, ['hoofd_balie'])
  const cost = { placing_cents: 20, pickup_cents: 0, not_collected_cents: 100 }
  await aRegulation(world, here, plainRows({ hold_cost: cost, ibl_cents: 300 }))
  for (const l of [far, further]) await aRegulation(world, l)
})
after(async () => {
  await jobs.close()
  await world.close()
})
const id = () => uuid7(world.now)
const ctxAt = (signal = new AbortController().signal): JobCtx => ({
  db: jobs,
  keys: newRing('/dev/null'),
  now: world.now,
  secret: null,
  actor: null,
  source: 'job',
  operation: 'expire_holds',
  purpose: null,
  testNumbers: true,
  logAccess: () => null,
  log: (_, says) => void logged.push(says),
  signal,
})
const run = async (name: string) => {
  const job = circulationJobs.find(j => j.name === name)
  assert.ok(job)
  await job.handler(ctxAt())
}
const reserve = async (patron: TestPatron, title_id: string, more = {}) => {
  world.now = world.now.add({ minutes: 1 })
  const pickup_branch_id = here.branches[0]!
  const said = await world.call(
    op.placeHold,
    { body: { command_id: id(), patron_id: patron.patron_id, title_id, pickup_branch_id, ...more } },
    desk,
  )
  assert.equal(said.status, 201, said.text)
  return said.body.hold
}
const take = (item: TestItem, as = desk) =>
  world.call(op.checkin, { body: { command_id: id(), barcode: item.barcode } }, as)
const owed = async (patron: TestPatron): Promise<number[]> =>
  (
    await world.rows(
      'select e.amount_cents::text as cents from finance.account a join finance.entry e using (account_id) where a.patron_id = $1 order by e.entry_id',
      [patron.patron_id],
    )
  ).map(r => Number(r.cents))
const rowOf = async (hold_id: string) =>
  (
    await world.rows(
      'select state, closed_because, ibl_until::text as ibl_until, expires_on::text as expires_on, item_id from circulation.hold where hold_id = $1',
      [hold_id],
    )
  )[0]!
const eventsOf = async (hold_id: string) =>
  (
    await world.rows('select kind, source from circulation.event where hold_id = $1 order by position', [
      hold_id,
    ])
  ).map(e => `${e.kind} ${e.source}`)
const at = (instant: string) => (world.now = Temporal.Instant.from(instant))

test('what waited too long ends in the night, once, and its placing is paid back by rule', async () => {
  const patron = await aPatron(world, here)
  const item = await anItem(world, here)
  await world.rows("update circulation.item_status set status = 'available' where item_id = $1", [
    item.item_id,
  ])
  const hold = await reserve(patron, item.title_id, { not_after: '2026-11-28' })
  at('2026-11-28T23:30:00+01:00')
  await run('expire_holds')
  assert.equal((await rowOf(hold.hold_id)).state, 'waiting', 'its last day is a day on which it waits')
  at('2026-11-29T02:10:00+01:00')
  await run('expire_holds')
  await run('expire_holds')
  assert.deepEqual(await rowOf(hold.hold_id), {
    state: 'expired',
    closed_because: 'too_long',
    ibl_until: null,
    expires_on: '2026-11-28',
    item_id: null,
  })
  assert.deepEqual(await owed(patron), [20, -20])
  assert.deepEqual(await eventsOf(hold.hold_id), ['hold_placed desk', 'hold_expired job'])
  at('2026-11-25T13:05:00Z')
})

test('what nobody came for costs what was promised, once, and the shelf still knows the item', async () => {
  const patron = await aPatron(world, here)
  const item = await anItem(world, here)
  const hold = await reserve(patron, item.title_id)
  assert.equal((await take(item)).body.destination?.until, '2026-12-02')
  at('2026-12-03T02:10:00+01:00')
  await run('expire_holds')
  await run('expire_holds')
  assert.deepEqual(
    [(await rowOf(hold.hold_id)).state, (await rowOf(hold.hold_id)).closed_because],
    ['expired', 'not_collected'],
  )
  assert.deepEqual(await owed(patron), [20, 100])
  const shelf = await world.call(op.holdShelf, {}, desk)
  assert.ok(shelf.text.includes(item.barcode), shelf.text)
  const cleared = await world.call(
    op.clearHold,
    { params: { hold_id: hold.hold_id }, body: { command_id: id() } },
    desk,
  )
  assert.equal(cleared.body.destination?.to, 'shelf', cleared.text)
  assert.deepEqual(await owed(patron), [20, 100], 'clearing does not charge it again')
  at('2026-11-25T13:05:00Z')
})

test('a run that is stopped leaves what it did, and the next goes on from there', async () => {
  const holds: op.Hold[] = []
  for (let n = 0; n < 5; n++) {
    const item = await anItem(world, here)
    holds.push(await reserve(await aPatron(world, here), item.title_id, { not_after: '2026-11-26' }))
  }
  at('2026-11-27T02:10:00+01:00')
  await assert.rejects(expireHolds(ctxAt(stopsAfter(2)), here.library_id), /stopped/)
  const expired = async () => {
    const states = []
    for (const h of holds) states.push((await rowOf(h.hold_id)).state)
    return states.filter(s => s === 'expired').length
  }
  assert.equal(await expired(), 2)
  assert.equal(await expireHolds(ctxAt(), here.library_id), 3)
  assert.equal(await expired(), 5)
  at('2026-11-25T13:05:00Z')
})

test('how long items stayed out is counted a day at a time, once, without anyone in it', async () => {
  const patron = await aPatron(world, here)
  const item = await anItem(world, here)
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(lent.body.did, 'lent', lent.text)
  at('2026-12-05T13:05:00Z')
  await take(item)
  at('2026-12-06T02:40:00+01:00')
  await run('count_stays')
  await run('count_stays')
  const rows = await world.rows(
    'select item_type, month::text as month, days, returns from circulation.stay where library_id = $1',
    [here.library_id],
  )
  assert.deepEqual(rows, [{ item_type: 'book', month: '2026-12-01', days: 10, returns: 1 }])
  at('2026-11-25T13:05:00Z')
})

/** A title that only other libraries have: an old item at Vergem, a new one at Uithoek. */
async function elsewhereOnly() {
  const gone = await anItem(world, here)
  await world.rows("update inventory.item set state = 'in_use' where item_id = $1", [gone.item_id])
  const patron = await aPatron(world, here)
  const hold = await reserve(patron, gone.title_id)
  await world.rows("update inventory.item set state = 'missing' where item_id = $1", [gone.item_id])
  const { title_id } = gone
  const [old, young] = [await anItem(world, far, { title_id }), await anItem(world, further, { title_id })]
  await world.rows("update inventory.item set acquired_on = '2024-01-01' where item_id = $1", [old.item_id])
  await world.rows("update inventory.item set acquired_on = '2026-06-01' where item_id = $1", [young.item_id])
  return { patron, hold, old, young, title_id }
}
const escalate = (hold_id: string, accept: op.Code[] = []) => {
  world.now = world.now.add({ minutes: 1 })
  return world.call(op.escalateHold, { params: { hold_id }, body: { command_id: id(), accept } }, desk)
}

test('hopeless holds are listed with why, whom one could ask, and what to buy; ratios with how many to buy', async () => {
  const { hold } = await elsewhereOnly()
  const list = await world.call(op.hopelessHolds, {}, desk)
  const line = list.body.rows.find(r => r.hold_id === hold.hold_id)
  assert.deepEqual([line?.reason, line?.ibl_libraries], ['all_gone', 1], list.text)
  assert.equal(list.text.includes('Vantest'), false, 'no name in a list')
  const item = await anItem(world, here)
  for (let n = 0; n < 6; n++) await reserve(await aPatron(world, here), item.title_id)
  const ratios = await world.call(op.holdRatios, { query: { above: '4' } }, desk)
  const ratio = ratios.body.rows.find(r => r.title_id === item.title_id)
  assert.deepEqual([ratio?.holds, ratio?.items, ratio?.ratio, ratio?.more_needed], [6, 1, 6, 1])
  const fewer = await world.call(op.holdRatios, { query: { above: '6' } }, desk)
  assert.equal(
    fewer.body.rows.some(r => r.title_id === item.title_id),
    false,
  )
})

test('IBL: only when the own cooperation cannot, and only items of more than a year', async () => {
  const own = await anItem(world, here)
  const hold = await reserve(await aPatron(world, here), own.title_id)
  const refused = await escalate(hold.hold_id)
  assert.deepEqual(
    refused.problem.findings?.map(f => f.code),
    ['ibl_own_item', 'ibl_nobody'],
  )
  const { hold: only, old, young } = await elsewhereOnly()
  await world.rows("update inventory.item set state = 'withdrawn' where item_id = $1", [old.item_id])
  const young_only = await escalate(only.hold_id)
  assert.deepEqual(
    young_only.problem.findings?.map(f => f.code),
    ['ibl_nobody'],
    'an item of less than a year is not asked for',
  )
  await world.rows("update inventory.item set acquired_on = '2025-11-20' where item_id = $1", [young.item_id])
  assert.equal((await escalate(only.hold_id)).status, 201)
})

test('IBL that nobody answers ends after eight days: the hold waits as before and the cost is taken back', async () => {
  const { patron, hold } = await elsewhereOnly()
  const asked = await escalate(hold.hold_id)
  assert.equal(asked.body.hold.ibl_until, '2026-12-03', asked.text)
  assert.equal(asked.body.hold.ibl_cents, 300)
  assert.deepEqual(await owed(patron), [20, 300])
  assert.deepEqual(
    (await escalate(hold.hold_id)).problem.findings?.map(f => f.code),
    ['ibl_already'],
  )
  at('2026-12-04T02:10:00+01:00')
  await run('expire_holds')
  await run('expire_holds')
  const row = await rowOf(hold.hold_id)
  assert.deepEqual(
    [row.state, row.ibl_until, row.expires_on],
    ['waiting', null, '2026-11-25'.replace('2026', '2027')],
    'its own last day was never touched',
  )
  assert.deepEqual(await owed(patron), [20, 300, -300])
  at('2026-11-25T13:05:00Z')
})

test('undoing IBL takes back the request and the cost; ending it by hand too', async () => {
  const { patron, hold } = await elsewhereOnly()
  const asked = await escalate(hold.hold_id)
  const undone = await world.call(
    op.undo,
    { body: { command_id: id(), event_id: asked.body.event_id } },
    desk,
  )
  assert.equal(undone.status, 201, undone.text)
  assert.equal((await rowOf(hold.hold_id)).ibl_until, null)
  assert.deepEqual(await owed(patron), [20, 300, -300])
  assert.deepEqual(
    (await world.call(op.iblBoard, {}, atFar)).body.to_answer.filter(l => l.hold_id === hold.hold_id),
    [],
  )
  await escalate(hold.hold_id)
  const ended = await world.call(
    op.endIbl,
    { params: { hold_id: hold.hold_id }, body: { command_id: id() } },
    desk,
  )
  assert.equal(ended.body.hold.ibl_until, null, ended.text)
  assert.deepEqual(await owed(patron), [20, 300, -300, 300, -300])
})

test('IBL: who says no passes it on in order, who sends it is done, and the item comes and goes home', async () => {
  const { patron, hold, old, young } = await elsewhereOnly()
  await world.rows("update inventory.item set acquired_on = '2020-01-01' where item_id = $1", [young.item_id])
  assert.equal((await escalate(hold.hold_id)).status, 201)
  const board = await world.call(op.iblBoard, {}, atFar)
  const line = board.body.to_answer.find(l => l.hold_id === hold.hold_id)
  assert.deepEqual([line?.library, line?.barcodes], ['Testgem', [old.barcode]], board.text)
  assert.doesNotMatch(board.text, /patron/, 'the lender never learns who')
  const answer = (ibl_id: string, as: Someone, barcode?: string) =>
    world.call(
      op.answerIbl,
      { params: { ibl_id }, body: { command_id: id(), ...(barcode ? { barcode } : {}) } },
      as,
    )
  assert.equal(
    (await answer(line!.ibl_id, atFurther)).status,
    404,
    'a request to another library is none of its business',
  )
  const no = await answer(line!.ibl_id, atFar)
  assert.deepEqual([no.body.state, no.body.next_library], ['refused', 'Uithoek'], no.text)
  const next = (await world.call(op.iblBoard, {}, atFurther)).body.to_answer.find(
    l => l.hold_id === hold.hold_id,
  )!
  assert.equal(
    (await answer(next.ibl_id, atFurther, (await anItem(world, further)).barcode)).problem.findings?.[0]
      ?.code,
    'ibl_item_unfit',
  )
  const sent = await answer(next.ibl_id, atFurther, young.barcode)
  assert.deepEqual([sent.body.state, sent.body.to_branch], ['sent', 'Testgem Centrum'], sent.text)
  assert.equal((await rowOf(hold.hold_id)).state, 'in_transit')
  const arrived = await take(young)
  assert.equal(arrived.body.destination?.to, 'hold_shelf', arrived.text)
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, barcode: young.barcode } },
    desk,
  )
  assert.equal(lent.body.did, 'lent', lent.text)
  const back = await take(young)
  assert.deepEqual(
    [back.body.did, back.body.destination?.to, back.body.destination?.branch_id],
    ['taken_back', 'transit', further.branches[0]],
  )
  assert.equal((await take(young, atFurther)).body.destination?.to, 'shelf')
})
