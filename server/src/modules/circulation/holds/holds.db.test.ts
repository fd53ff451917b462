import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let there: Library
let agreement_id: string
let centrum: Someone
let noord: Someone
let elsewhere: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  there = await world.library('Proefdorp')
  agreement_id = await world.agreement('3b', [here, there])
  centrum = await world.staff(here, ['hoofd_balie'])
  noord = await world.staff(here, ['hoofd_balie'], { branch: 1 })
  elsewhere = await world.staff(there, ['hoofd_balie'])
  await aRegulation(world, here)
  await aRegulation(world, there)
})
after(() => world.close())
const id = () => uuid7(world.now)
const lend = (patron: TestPatron, item: TestItem, as: Someone) =>
  world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    as,
  )
const take = (item: TestItem, as: Someone) =>
  world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, as)
const reserve = (patron: TestPatron, title_id: string, branch_id: string, as: Someone) =>
  world.call(
    op.placeHold,
    { body: { command_id: id(), patron_id: patron.patron_id, title_id, pickup_branch_id: branch_id } },
    as,
  )

test('a returned item finds its hold: to the shelf here, or on its way and received there', async () => {
  const [reader, waiter] = [
    await aPatron(world, here),
    await aPatron(world, here, { family_name: 'Vandenhoute' }),
  ]
  const item = await anItem(world, here)
  assert.equal((await lend(reader, item, centrum)).status, 201)
  const placed = await reserve(waiter, item.title_id, here.branches[1]!, centrum)
  assert.equal(placed.status, 201, placed.text)
  assert.equal(placed.body.hold.place, 1)
  const back = await take(item, centrum)
  assert.equal(back.body.destination?.to, 'transit', back.text)
  assert.equal(back.body.destination?.branch_id, here.branches[1])
  assert.equal(back.body.destination?.because, 'hold_elsewhere')
  const shelf = await world.call(op.holdShelf, {}, noord)
  assert.equal(shelf.body.in_transit.length, 1, shelf.text)
  const received = await take(item, noord)
  assert.equal(received.body.did, 'received')
  assert.equal(received.body.destination?.to, 'hold_shelf')
  assert.match(received.body.destination?.hold_code ?? '', /^V-\d+$/)
  assert.equal(received.body.destination?.until, '2026-12-02')
  assert.equal(received.body.patron, null, 'no name beside an item for the shelf')
  // Nobody else gets it, and who waited does.
  const other = await lend(reader, item, noord)
  assert.equal(other.status, 409)
  assert.equal(other.problem.findings?.[0]?.code, 'held_for_another')
  const got = await lend(waiter, item, noord)
  assert.equal(got.body.did, 'lent', got.text)
  const holds = await world.call(op.patronHolds, { params: { patron_id: waiter.patron_id } }, noord)
  assert.equal(holds.body.rows.length, 0)
})

test('undoing a return takes the hold back to its place in the queue', async () => {
  const [reader, waiter] = [await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  await lend(reader, item, centrum)
  await reserve(waiter, item.title_id, here.branches[0]!, centrum)
  const back = await take(item, centrum)
  assert.equal(back.body.destination?.to, 'hold_shelf')
  const undone = await world.call(
    op.undo,
    { body: { command_id: id(), event_id: back.body.event_id! } },
    centrum,
  )
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual([undone.body.loan_restored, undone.body.hold_restored], [true, true])
  const holds = await world.call(op.patronHolds, { params: { patron_id: waiter.patron_id } }, centrum)
  assert.deepEqual(
    [holds.body.rows[0]?.state, holds.body.rows[0]?.place, holds.body.rows[0]?.hold_code],
    ['waiting', 1, null],
  )
  const again = await world.call(
    op.undo,
    { body: { command_id: id(), event_id: back.body.event_id! } },
    centrum,
  )
  assert.equal(again.problem.findings?.[0]?.code, 'undo_already')
})

test('two libraries of a 3b agreement lend to and for each other, and no longer the moment it ends', async () => {
  const [mine, theirs] = [await aPatron(world, here), await aPatron(world, there)]
  const item = await anItem(world, here)
  assert.equal((await lend(theirs, item, centrum)).body.did, 'lent')
  await reserve(mine, item.title_id, here.branches[0]!, centrum)
  // Taken back at the other library, where nobody waits: it travels to where someone does.
  const back = await take(item, elsewhere)
  assert.equal(back.body.did, 'taken_back', back.text)
  assert.equal(back.body.destination?.branch_id, here.branches[0])
  assert.equal((await take(item, centrum)).body.destination?.to, 'hold_shelf')
  const second = await anItem(world, here)
  assert.equal((await lend(theirs, second, centrum)).body.did, 'lent')
  await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
    agreement_id,
  ])
  const refused = await lend(theirs, await anItem(world, here), centrum)
  assert.equal(refused.problem.findings?.[0]?.code, 'card_unknown')
  // Its own item comes home all the same, without a name.
  const home = await take(second, centrum)
  assert.equal(home.body.did, 'taken_back', home.text)
  assert.equal(home.body.patron, null)
  assert.equal(home.body.loan?.patron_id, null)
})

test('a cleared hold goes to the next in the queue, and a queue never has gaps', async () => {
  const readers = [await aPatron(world, here), await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  await lend(readers[0]!, item, centrum)
  const first = await reserve(readers[1]!, item.title_id, here.branches[0]!, centrum)
  await reserve(readers[2]!, item.title_id, here.branches[0]!, centrum)
  await take(item, centrum)
  const place = async (n: number) =>
    (await world.call(op.patronHolds, { params: { patron_id: readers[n]!.patron_id } }, centrum)).body.rows[0]
  assert.deepEqual([(await place(1))?.state, (await place(2))?.place], ['ready', 1])
  const cleared = await world.call(
    op.clearHold,
    { params: { hold_id: first.body.hold.hold_id }, body: { command_id: id() } },
    centrum,
  )
  assert.equal(cleared.body.destination?.to, 'hold_shelf', cleared.text)
  assert.deepEqual([await place(1), (await place(2))?.state], [undefined, 'ready'])
})

test('renewing is refused while someone waits and no other copy can serve them', async () => {
  const [reader, waiter] = [await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  const lent = await lend(reader, item, centrum)
  await reserve(waiter, item.title_id, here.branches[0]!, centrum)
  const refused = await world.call(
    op.renew,
    { body: { command_id: id(), loan_id: lent.body.loan!.loan_id } },
    centrum,
  )
  assert.equal(refused.status, 409, refused.text)
  assert.deepEqual(refused.problem.findings?.map(f => f.code).sort(), [
    'renewal_not_later',
    'reserved_by_another',
  ])
  await anItem(world, here, { title_id: item.title_id })
  world.now = world.now.add({ hours: 24 * 7 })
  const renewed = await world.call(
    op.renew,
    { body: { command_id: id(), loan_id: lent.body.loan!.loan_id } },
    centrum,
  )
  assert.equal(renewed.body.did, 'renewed', renewed.text)
  assert.equal(renewed.body.loan?.due_on, '2026-12-30')
  world.now = world.now.subtract({ hours: 24 * 7 })
})
