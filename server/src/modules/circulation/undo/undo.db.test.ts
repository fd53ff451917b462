import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let centrum: Someone
let noord: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  centrum = await world.staff(here, ['hoofd_balie', 'kas'])
  noord = await world.staff(here, ['hoofd_balie'], { branch: 1 })
  await aRegulation(world, here)
})
after(() => world.close())
const id = () => uuid7(world.now)
const lend = (patron_id: string, item_id: string, more: object = {}) =>
  world.call(op.checkout, { body: { command_id: id(), patron_id, item_id, ...more } }, centrum)
const undo = (event_id: string | null | undefined) =>
  world.call(op.undo, { body: { command_id: id(), event_id: event_id! } }, centrum)

test('after a renewal was undone the due day is explained as it was before', async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  const { loan_id } = (await lend(patron.patron_id, item.item_id)).body.loan!
  const why = async () => (await world.call(op.explainLoan, { params: { loan_id }, query: {} }, centrum)).body
  const [first, then] = [await why(), world.now]
  world.now = world.now.add({ hours: 24 * 8 })
  const renewed = await world.call(op.renew, { body: { command_id: id(), loan_id } }, centrum)
  assert.equal(renewed.body.did, 'renewed', renewed.text)
  assert.notDeepEqual((await why()).steps, first.steps)
  const undone = await undo(renewed.body.event_id)
  assert.equal(undone.status, 201, undone.text)
  world.now = then
  assert.deepEqual(await why(), first)
  const [kept] = await world.rows('select renewals, renewed_at from circulation.loan where loan_id = $1', [
    loan_id,
  ])
  assert.deepEqual(kept, { renewals: 0, renewed_at: null })
})

test('a loan past the hold of another, to one who waited as well, is undone with both holds', async () => {
  const [reader, first, second] = [
    await aPatron(world, here),
    await aPatron(world, here),
    await aPatron(world, here),
  ]
  const item = await anItem(world, here)
  await lend(reader.patron_id, item.item_id)
  const reserve = (patron_id: string) =>
    world.call(
      op.placeHold,
      { body: { command_id: id(), patron_id, title_id: item.title_id, pickup_branch_id: here.branches[0]! } },
      centrum,
    )
  for (const p of [first, second]) assert.equal((await reserve(p.patron_id)).status, 201)
  await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, centrum)
  const holds = () =>
    world.rows(
      'select patron_id, state, item_id, hold_code, ready_until from circulation.hold where title_id = $1 order by hold_id',
      [item.title_id],
    )
  const before = await holds()
  assert.deepEqual(
    before.map(h => h.state),
    ['ready', 'waiting'],
  )
  const lent = await lend(second.patron_id, item.item_id, { accept: ['held_for_another'] })
  assert.equal(lent.body.did, 'lent', lent.text)
  assert.deepEqual(
    (await holds()).map(h => h.state),
    ['waiting', 'filled'],
  )
  assert.equal((await undo(lent.body.event_id)).status, 201)
  assert.deepEqual(await holds(), before)
})

test('what was done without connection, and told later, has moved the item on all the same', async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  const received = await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, noord)
  assert.equal(received.body.destination?.to, 'transit', received.text)
  const offline = await lend(patron.patron_id, item.item_id, {
    occurred_at: world.now.subtract({ hours: 3 }).toString(),
  })
  assert.equal(offline.body.did, 'lent', offline.text)
  const undone = await undo(received.body.event_id)
  assert.equal(undone.problem.findings?.[0]?.code, 'undo_item_moved_on', undone.text)
})

test('a command that was for one patron is not answered for another', async () => {
  const [one, other] = [await aPatron(world, here), await aPatron(world, here)]
  const body = { command_id: id(), charge_kind: 'other', amount_cents: 100, reason: 'x' } as const
  const charge = (patron_id: string) => world.call(op.addCharge, { params: { patron_id }, body }, centrum)
  assert.equal((await charge(one.patron_id)).status, 201)
  assert.equal((await charge(one.patron_id)).body.balance_cents, 100, 'a repeat is the same')
  assert.equal((await charge(other.patron_id)).status, 422)
  const note = { command_id: id(), text: 'x', until: '2027-01-01' }
  const write = (patron_id: string) => world.call(op.addNote, { params: { patron_id }, body: note }, centrum)
  assert.equal((await write(one.patron_id)).status, 201)
  assert.equal((await write(other.patron_id)).status, 422)
})
