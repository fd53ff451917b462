import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron, aTitle, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let amina: Someone
const START = Temporal.Instant.from('2026-11-25T13:05:00Z')
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(world, here, [
    ...plainRows({ fine: { kind: 'per_day', amount_cents: 10, per: 'title' } }),
    { row_no: 3, selectors: { action: 'renewal' }, values: { lending_fee: { cents: 25 } } },
  ])
  await world.rows("select circulation.make_partitions('2027-01-08')")
})
after(() => world.close())
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}
const days = (n: number) => void (world.now = START.add({ hours: 24 * n }))

async function lentTo(patron: TestPatron, title_ids: readonly (string | null)[]) {
  const made = []
  for (const title_id of title_ids) {
    const item = await anItem(world, here, title_id ? { title_id } : {})
    const said = await world.call(
      op.checkout,
      { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
      amina,
    )
    assert.equal(said.status, 201, said.text)
    made.push({ item, loan_id: said.body.loan!.loan_id })
  }
  return made
}
const all = (patron: TestPatron, command_id = id()) =>
  world.call(op.renewAll, { params: { patron_id: patron.patron_id }, body: { command_id } }, amina)
const back = (patron: TestPatron, event_id: string | null) =>
  world.call(
    op.undoRenewAll,
    { params: { patron_id: patron.patron_id }, body: { command_id: id(), event_id: event_id ?? '' } },
    amina,
  )
const dues = async (patron: TestPatron) =>
  (await world.call(op.patronLoans, { params: { patron_id: patron.patron_id } }, amina)).body.rows
    .map(row => `${row.due_on} ${row.renewals}`)
    .toSorted()
const balance = async (patron: TestPatron) =>
  (await world.call(op.readAccount, { params: { patron_id: patron.patron_id } }, amina)).body.balance_cents

test('renewing all is one command: each loan has its result and its reason, and a repeat renews nothing twice', async () => {
  days(0)
  const patron = await aPatron(world, here)
  const [, , third] = await lentTo(patron, [null, null, null])
  await world.rows('update circulation.loan set renewals = 2 where loan_id = $1', [third!.loan_id])
  days(10)
  const command_id = id()
  const said = await all(patron, command_id)
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    said.body.rows.map(row => [row.did, row.findings.map(f => f.code), row.item !== null]),
    [
      ['renewed', [], true],
      ['renewed', [], true],
      ['asked', ['renewals_exhausted'], true],
    ],
  )
  const after = ['2026-12-23 2', '2027-01-02 1', '2027-01-02 1']
  assert.deepEqual(await dues(patron), after)
  assert.equal(await balance(patron), 50, 'each renewal costs what the regulation says')
  const again = await all(patron, command_id)
  assert.deepEqual(again.body.rows, said.body.rows)
  assert.deepEqual(await dues(patron), after)
  const commands = await world.rows('select count(*) from base.command where command_id = $1', [command_id])
  assert.equal(commands[0]?.count, '1')
})

test('one undo takes all of them back, with what they cost', async () => {
  days(0)
  const patron = await aPatron(world, here)
  await lentTo(patron, [null, null])
  days(10)
  const { event_id } = (await all(patron)).body
  const undone = await back(patron, event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual([undone.body.put_back, undone.body.cost_reversed_cents, undone.body.kept], [2, 50, []])
  assert.deepEqual(await dues(patron), ['2026-12-23 0', '2026-12-23 0'])
  assert.equal(await balance(patron), 0)
  assert.equal((await back(patron, event_id)).problem.findings?.[0]?.code, 'undo_already')
})

test('what happened to a loan since keeps it as it is, and is said', async () => {
  days(0)
  const patron = await aPatron(world, here)
  const [first] = await lentTo(patron, [null, null])
  days(10)
  const { event_id } = (await all(patron)).body
  await world.call(op.checkin, { body: { command_id: id(), item_id: first!.item.item_id } }, amina)
  const undone = await back(patron, event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual(
    [undone.body.put_back, undone.body.kept.map(one => [one.item.item_id, one.findings[0]?.code])],
    [1, [[first!.item.item_id, 'undo_item_moved_on']]],
  )
})

test('two copies that share a fine per title cost it once when both are renewed late', async () => {
  days(0)
  const patron = await aPatron(world, here)
  const title_id = await aTitle(world, 'Twee keer hetzelfde')
  await lentTo(patron, [title_id, title_id])
  days(33)
  const said = await all(patron)
  assert.deepEqual(
    said.body.rows.map(row => row.fine?.amount_cents ?? 0),
    [50, 0],
    said.text,
  )
  assert.equal(await balance(patron), 100)
  assert.equal((await back(patron, said.body.event_id)).body.fine_reversed_cents, 50)
  assert.equal(await balance(patron), 0)
})

test('nothing to renew, an unknown patron, and the act of another patron', async () => {
  days(0)
  const [patron, other] = [await aPatron(world, here), await aPatron(world, here)]
  assert.deepEqual((await all(patron)).body, { rows: [], event_id: null })
  assert.equal((await all({ ...patron, patron_id: '987654321' })).problem.code, 'patron_unknown')
  await lentTo(other, [null])
  days(10)
  const { event_id } = (await all(other)).body
  assert.equal((await back({ ...patron, patron_id: '987654321' }, event_id)).status, 404)
  assert.equal((await back(patron, 'geen')).status, 404)
})
