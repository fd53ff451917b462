import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let there: Library
let far: Library
let centrum: Someone
let noord: Someone
let elsewhere: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem', 3)
  there = await world.library('Proefdorp')
  far = await world.library('Alleenberg')
  await world.agreement('3b', [here, there])
  for (const l of [here, there, far]) await aRegulation(world, l)
  centrum = await world.staff(here, ['hoofd_balie'])
  noord = await world.staff(here, ['hoofd_balie'], { branch: 1 })
  elsewhere = await world.staff(there, ['hoofd_balie'])
})
after(() => world.close())
beforeEach(() =>
  world.rows(
    "update circulation.crate_trip set state = 'received', sent_at = now(), received_at = now(), emptied_at = now() where state <> 'received'",
  ),
)
const id = () => uuid7(world.now)
type More = Partial<Parameters<typeof scanBody>[1]>
const scanBody = (code: string, more: { crate?: string | null; chosen_id?: string; patron_id?: string }) => ({
  command_id: id(),
  code,
  patron_id: null,
  ...more,
})
const scan = async (code: string, as: Someone, more: More = { crate: null }) =>
  (await world.call(op.scan, { body: scanBody(code, more) }, as)).body
const undo = (event_id: string, as: Someone) =>
  world.call(op.undo, { body: { command_id: id(), event_id } }, as)
const firstCode = (answer: { findings: readonly { code: string }[] }) => answer.findings[0]?.code
const crateTo = async (branch_id: string | null, as = centrum) => {
  const made = await world.call(
    op.addCrate,
    { body: { command_id: id(), code: null, to_branch_id: branch_id } },
    as,
  )
  assert.equal(made.status, 201, made.text)
  return made.body
}
const opened = async (branch = 1) => {
  const crate = await crateTo(here.branches[branch]!)
  const answer = await scan(crate.code, centrum)
  assert.equal(answer.did, 'crate_opened', JSON.stringify(answer))
  return { ...crate, trip_id: answer.crate!.trip_id, event_id: answer.event_id! }
}
const read = async (trip_id: string, as = centrum) =>
  (await world.call(op.readCrate, { params: { trip_id } }, as)).body

test('a scan of its label opens a crate for where it goes, in return mode only', async () => {
  const crate = await crateTo(here.branches[1]!)
  assert.match(crate.code, /^BAK-I\d+1-01$/)
  const outside = await scan(crate.code, centrum, {})
  assert.deepEqual([outside.did, firstCode(outside)], ['refused', 'crate_return_mode'])
  const answer = await scan(crate.code, centrum)
  assert.deepEqual(
    [answer.did, answer.crate?.state, answer.crate?.from_branch, answer.crate?.to_branch],
    ['crate_opened', 'open', 'Testgem Centrum', 'Testgem Noord'],
  )
  // Another desk of the branch goes on with it; another branch is told where it stands.
  const again = await scan(crate.code, centrum)
  assert.deepEqual(
    [again.did, again.event_id, again.crate?.trip_id],
    ['crate_opened', null, answer.crate?.trip_id],
  )
  assert.equal(firstCode(await scan(crate.code, noord)), 'crate_open_elsewhere')
})

test('a crate without a branch of its own, or that goes here, is asked where to; a branch without transport is none', async () => {
  for (const crate of [await crateTo(null), await crateTo(here.branches[0]!, noord)]) {
    const asked = await scan(crate.code, centrum)
    assert.deepEqual([asked.did, firstCode(asked)], ['choose', 'crate_to_where'])
    const names = asked.choices.map(c => c.label)
    assert.ok(names.includes('Testgem Noord') && names.includes('Proefdorp Centrum'), names.join())
    assert.ok(!names.some(n => n.startsWith('Alleenberg') || n === 'Testgem Centrum'))
    const answer = await scan(crate.code, centrum, { crate: null, chosen_id: there.branches[0]! })
    assert.equal(answer.crate?.to_branch, 'Proefdorp Centrum', JSON.stringify(answer))
  }
  const crate = await crateTo(null)
  const body = { command_id: id(), to_branch_id: far.branches[0]! }
  const refused = await world.call(op.openCrate, { params: { crate_id: crate.crate_id }, body }, centrum)
  assert.equal(refused.problem.findings?.[0]?.code, 'crate_not_reachable')
})

test('filled by scanning: what travels to its branch goes in, what goes elsewhere is a stop, what stays here is not', async () => {
  const { trip_id } = await opened()
  const [into, other, home] = [
    await anItem(world, here, { branch: 1 }),
    await anItem(world, here, { branch: 2 }),
    await anItem(world, here),
  ]
  const packed = await scan(into.barcode, centrum, { crate: trip_id })
  assert.deepEqual([packed.did, packed.destination?.to, packed.crate?.items], ['packed', 'transit', 1])
  const stopped = await scan(other.barcode, centrum, { crate: trip_id })
  assert.deepEqual(
    [firstCode(stopped), stopped.findings[0]?.weight, stopped.findings[0]?.about['branch']],
    ['crate_other_branch', 'stop', 'Testgem Noord'],
  )
  assert.equal(stopped.destination?.branch_id, here.branches[2], 'it still says where it does go')
  const stays = await scan(home.barcode, centrum, { crate: trip_id })
  assert.deepEqual([stays.destination?.to, stays.findings, stays.crate], ['shelf', [], null])
  // What was taken back without a crate, and lies on the desk, goes in by its next scan.
  const later = await anItem(world, here, { branch: 1 })
  await scan(later.barcode, centrum, {})
  const again = await scan(later.barcode, centrum, { crate: trip_id })
  assert.deepEqual([again.did, again.crate?.items], ['packed', 2])
  assert.deepEqual(
    (await read(trip_id)).items.map(i => i.barcode).toSorted(),
    [into.barcode, later.barcode].toSorted(),
  )
})

test('closed, on its way, received with one scan, then the items; what is missing is listed at the end', async () => {
  const crate = await opened()
  const items = [
    await anItem(world, here, { branch: 1 }),
    await anItem(world, here, { branch: 1 }),
    await anItem(world, here, { branch: 1 }),
  ]
  const empty = await scan(crate.code, centrum, { crate: crate.trip_id })
  assert.equal(firstCode(empty), 'crate_empty')
  for (const item of items) await scan(item.barcode, centrum, { crate: crate.trip_id })
  const closed = await scan(crate.code, centrum, { crate: crate.trip_id })
  assert.deepEqual([closed.did, closed.crate?.state, closed.crate?.items], ['crate_closed', 'sent', 3])
  assert.equal(firstCode(await scan(crate.code, centrum)), 'crate_on_its_way')
  assert.equal(firstCode(await scan(crate.code, elsewhere)), 'crate_not_for_here')
  const late = await scan((await anItem(world, here, { branch: 1 })).barcode, centrum, {
    crate: crate.trip_id,
  })
  assert.equal(firstCode(late), 'crate_closed', 'whoever still has it open is told')
  const coming = (await world.call(op.crates, {}, noord)).body
  assert.deepEqual(
    coming.to_receive.map(t => [t.code, t.items]),
    [[crate.code, 3]],
  )
  const day = (await world.call(op.myDay, {}, noord)).body.counters.find(c => c.id === 'crates_to_receive')
  assert.equal(day?.count, 1)

  const received = await scan(crate.code, noord)
  assert.deepEqual(
    [received.did, received.crate?.state, received.crate?.missing.length],
    ['crate_received', 'receiving', 3],
  )
  for (const item of items.slice(0, 2)) {
    const arrived = await scan(item.barcode, noord, { crate: crate.trip_id })
    assert.deepEqual([arrived.did, arrived.destination?.to], ['received', 'shelf'])
  }
  const emptied = await scan(crate.code, noord, { crate: crate.trip_id })
  assert.deepEqual(
    [emptied.did, emptied.crate?.state, emptied.crate?.unpacked],
    ['crate_emptied', 'received', 2],
  )
  assert.deepEqual(
    emptied.crate?.missing.map(m => [m.barcode, m.status]),
    [[items[2]!.barcode, 'in_transit']],
  )
  // The crate is free again, and goes back.
  assert.equal((await scan(crate.code, noord)).did, 'choose')
})

test('transit without crates goes on beside it, and an item that comes without its crate is out of it', async () => {
  const crate = await opened()
  const [packed, loose] = [await anItem(world, here, { branch: 1 }), await anItem(world, here, { branch: 1 })]
  await scan(packed.barcode, centrum, { crate: crate.trip_id })
  await scan(loose.barcode, centrum, {})
  await scan(crate.code, centrum, { crate: crate.trip_id })
  assert.equal((await scan(loose.barcode, noord, {})).did, 'received')
  assert.equal((await scan(packed.barcode, noord, {})).did, 'received')
  assert.deepEqual(
    [(await read(crate.trip_id)).trip.unpacked, (await read(crate.trip_id)).trip.items],
    [1, 1],
  )
})

test('a repeat of a scan gets the first answer, and changes nothing', async () => {
  const crate = await crateTo(here.branches[1]!)
  const body = scanBody(crate.code, { crate: null })
  const first = await world.call(op.scan, { body }, centrum)
  const second = await world.call(op.scan, { body }, centrum)
  assert.deepEqual(second.body, first.body)
  const [trips] = await world.rows('select count(*) as n from circulation.crate_trip where crate_id = $1', [
    crate.crate_id,
  ])
  assert.equal(trips!.n, '1')
})

test('each step can be taken back, and says why when it no longer can', async () => {
  const crate = await opened()
  const item: TestItem = await anItem(world, here, { branch: 1 })
  const packed = await scan(item.barcode, centrum, { crate: crate.trip_id })
  const why = async (event_id: string, as = centrum) =>
    (await undo(event_id, as)).problem.findings?.map(f => f.code)
  assert.deepEqual(await why(crate.event_id), ['undo_crate_moved_on'], 'a crate with something in it')
  assert.equal((await undo(packed.event_id!, centrum)).status, 201)
  assert.deepEqual((await read(crate.trip_id)).items, [], 'the item is out again')
  const repacked = await scan(item.barcode, centrum, { crate: crate.trip_id })
  const closed = await scan(crate.code, centrum, { crate: crate.trip_id })
  assert.deepEqual(await why(repacked.event_id!), ['undo_crate_moved_on'], 'the crate has left')
  assert.equal((await undo(closed.event_id!, centrum)).status, 201)
  assert.equal((await read(crate.trip_id)).trip.state, 'open')
  const sent = await scan(crate.code, centrum, { crate: crate.trip_id })
  const received = await scan(crate.code, noord)
  assert.deepEqual(await why(sent.event_id!), ['undo_crate_moved_on'])
  assert.equal((await undo(received.event_id!, noord)).status, 201)
  const again = await scan(crate.code, noord)
  const arrived = await scan(item.barcode, noord, { crate: crate.trip_id })
  assert.deepEqual(await why(again.event_id!, noord), ['undo_crate_moved_on'], 'something was taken out')
  assert.equal((await undo(arrived.event_id!, noord)).status, 201)
  assert.equal((await read(crate.trip_id, noord)).trip.unpacked, 0, 'it lies in the crate again')
  const emptied = await scan(crate.code, noord, { crate: crate.trip_id })
  assert.equal((await undo(emptied.event_id!, noord)).status, 201)
  assert.equal((await read(crate.trip_id, noord)).trip.state, 'receiving')
  const actions = (await world.call(op.recentActions, {}, noord)).body.rows
  assert.ok(
    actions.some(a => a.kind === 'crate_received' && a.title === crate.code),
    'the list of actions names the crate',
  )
})

test('taking back a loan into a crate and undoing it restores the loan and empties the crate', async () => {
  const crate = await opened()
  const [reader, item] = [await aPatron(world, here), await anItem(world, here, { branch: 1 })]
  await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: reader.patron_id, item_id: item.item_id } },
    centrum,
  )
  const back = await scan(item.barcode, centrum, { crate: crate.trip_id })
  assert.deepEqual([back.did, back.crate?.items], ['taken_back', 1])
  const undone = await undo(back.event_id!, centrum)
  assert.equal(undone.body.loan_restored, true, undone.text)
  assert.deepEqual((await read(crate.trip_id)).items, [])
})

test('a crate of a library without transport is not known here, and a code is used once', async () => {
  const lone = await world.staff(far, ['hoofd_balie'])
  const crate = await crateTo(null, lone)
  assert.equal(firstCode(await scan(crate.code, centrum)), 'code_unknown')
  const body = { command_id: id(), code: 'BAK-EIGEN', to_branch_id: null }
  assert.equal((await world.call(op.addCrate, { body }, centrum)).status, 201)
  const twice = await world.call(op.addCrate, { body: { ...body, command_id: id() } }, centrum)
  assert.equal(twice.problem.findings?.[0]?.code, 'barcode_in_use')
})

test('the label of a shelf is known at the desk', async () => {
  await anItem(world, here)
  await world.call(op.setShelfOrder, { body: { command_id: id(), shelves: ['Romans'] } }, centrum)
  const [shelf] = (await world.call(op.shelfOrder, {}, centrum)).body.rows
  const answer = await scan(shelf!.label!, centrum, {})
  assert.deepEqual([answer.did, answer.shelf], ['shelf_label', 'Romans'])
})
