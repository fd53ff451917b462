import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../../base/uuid.ts'
import { anItem, aPatron, type TestPatron } from '../../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'

let world: World
let here: Library
let amina: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(
    world,
    here,
    plainRows({ hold_cost: { placing_cents: 50, pickup_cents: 0, not_collected_cents: 0 } }),
  )
})
after(() => world.close())
const id = () => {
  world.now = world.now.add({ milliseconds: 1 })
  return uuid7(world.now)
}
const borrowedBy = async ({ patron_id }: TestPatron, item_id: string) => {
  const said = await world.call(op.checkout, { body: { command_id: id(), patron_id, item_id } }, amina)
  assert.equal(said.status, 201, said.text)
}

/** Volumes that are all out, so that each is worth waiting for. */
async function volumes(count: number): Promise<{ title_ids: string[]; item_ids: string[] }> {
  const reader = await aPatron(world, here)
  const title_ids: string[] = []
  const item_ids: string[] = []
  for (let n = 0; n < count; n++) {
    const item = await anItem(world, here)
    await borrowedBy(reader, item.item_id)
    title_ids.push(item.title_id)
    item_ids.push(item.item_id)
  }
  return { title_ids, item_ids }
}
type Ask = Omit<
  op.BodyOf<typeof op.placeSeries>,
  'patron_id' | 'pickup_branch_id' | 'command_id' | 'in_order'
>
const place = (
  { patron_id }: TestPatron,
  ask: Ask,
  more: { command_id?: string; in_order?: boolean } = {},
) => {
  const { command_id = id(), in_order = true } = more
  const body = { command_id, patron_id, pickup_branch_id: here.branches[0]!, in_order, ...ask }
  return world.call(op.placeSeries, { body }, amina)
}
const back = ({ patron_id }: TestPatron, event_id: string | null) =>
  world.call(op.undoSeries, { body: { command_id: id(), patron_id, event_id: event_id ?? '' } }, amina)
const open = async ({ patron_id }: TestPatron) =>
  (await world.call(op.patronHolds, { params: { patron_id } }, amina)).body.rows
const balance = async ({ patron_id }: TestPatron) =>
  (await world.call(op.readAccount, { params: { patron_id } }, amina)).body.balance_cents

test('volumes are one command: each follows the one before it, and a repeat reserves nothing twice', async () => {
  const patron = await aPatron(world, here)
  const { title_ids } = await volumes(3)
  const command_id = id()
  const said = await place(patron, { title_ids }, { command_id })
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    said.body.rows.map(row => [row.title_id, row.hold?.title_id, row.hold?.after_open, row.findings]),
    title_ids.map((title_id, n) => [title_id, title_id, n > 0, []]),
  )
  assert.equal((await open(patron)).length, 3)
  assert.equal(await balance(patron), 150)
  const again = await place(patron, { title_ids }, { command_id })
  assert.deepEqual(again.body, said.body)
  assert.equal((await open(patron)).length, 3)
  const [commands] = await world.rows('select count(*) from base.command where command_id = $1', [command_id])
  assert.equal(commands?.count, '1')
})

test('each by itself follows nothing', async () => {
  const patron = await aPatron(world, here)
  const { title_ids } = await volumes(2)
  const said = await place(patron, { title_ids }, { in_order: false })
  assert.deepEqual(
    said.body.rows.map(row => row.hold?.after_open),
    [false, false],
  )
})

test('what one volume refuses does not hold up the others, and each says why', async () => {
  const patron = await aPatron(world, here)
  const { title_ids, item_ids } = await volumes(3)
  const [first = '', second = '', third = ''] = title_ids
  await world.call(op.checkin, { body: { command_id: id(), item_id: item_ids[1]! } }, amina)
  await borrowedBy(patron, item_ids[1]!)
  const said = await place(patron, { title_ids: [first, second, '999999', third] })
  assert.deepEqual(
    said.body.rows.map(row => [row.hold !== null, row.findings.map(f => f.code)]),
    [
      [true, []],
      [false, ['hold_already_on_loan']],
      [false, ['title_unknown']],
      [true, []],
    ],
  )
  assert.equal(said.body.rows[1]?.findings[0]?.may_accept, true, 'the desk may pass it, by a hold of its own')
  const after = await world.rows(
    `select a.title_id::text from circulation.hold h join circulation.hold a on a.hold_id = h.after_hold_id
      where h.hold_id = $1`,
    [said.body.rows[3]?.hold?.hold_id],
  )
  assert.deepEqual(after, [{ title_id: first }], 'the last follows the one that was placed before it')
})

test('a limit and a debt count the volumes before', async () => {
  const patron = await aPatron(world, here)
  await aRegulation(
    world,
    here,
    plainRows({ max_holds: 2, hold_cost: { placing_cents: 50, pickup_cents: 0, not_collected_cents: 0 } }),
  )
  const said = await place(patron, { title_ids: (await volumes(3)).title_ids })
  assert.deepEqual(
    said.body.rows.map(row => row.findings.map(f => [f.code, f.about['of'], f.about['count']])),
    [[], [], [['limit_reached', 'holds', 2]]],
  )
  const none = await place(patron, { title_ids: (await volumes(1)).title_ids })
  assert.deepEqual([none.status, none.body.event_id, none.body.rows[0]?.hold], [201, null, null])
})

test('one undo takes all back with their cost; what has caught an item since stays, and is said', async () => {
  const patron = await aPatron(world, here)
  const { title_ids } = await volumes(2)
  const { event_id } = (await place(patron, { title_ids })).body
  const undone = await back(patron, event_id)
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual(undone.body, { put_back: 2, cost_reversed_cents: 100, kept: [] })
  assert.deepEqual([(await open(patron)).length, await balance(patron)], [0, 0])
  assert.equal((await back(patron, event_id)).problem.findings?.[0]?.code, 'undo_already')

  const more = await volumes(2)
  const second = (await place(patron, { title_ids: more.title_ids })).body
  await world.call(op.checkin, { body: { command_id: id(), item_id: more.item_ids[0]! } }, amina)
  const part = await back(patron, second.event_id)
  assert.deepEqual(
    [part.body.put_back, part.body.kept.map(one => [one.title_id, one.findings[0]?.code])],
    [1, [[more.title_ids[0], 'undo_item_moved_on']]],
  )
  const [left] = await open(patron)
  assert.deepEqual([left?.title_id, left?.state], [more.title_ids[0], 'ready'])
})

test('nobody takes back what is of another patron, and a stranger is not found', async () => {
  const [patron, other] = [await aPatron(world, here), await aPatron(world, here)]
  const { event_id } = (await place(patron, { title_ids: (await volumes(1)).title_ids })).body
  assert.equal((await back(other, event_id)).problem.code, 'not_found')
  assert.equal((await back(patron, 'geen')).problem.code, 'not_found')
  const there = await world.library('Elders')
  const stranger = await aPatron(world, there)
  assert.equal((await place(stranger, { title_ids: ['1'] })).problem.code, 'patron_unknown')
})
