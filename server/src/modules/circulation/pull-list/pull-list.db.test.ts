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
let centrum: Someone
let noord: Someone
let elsewhere: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  there = await world.library('Proefdorp')
  await world.agreement('3b', [here, there])
  centrum = await world.staff(here, ['hoofd_balie'])
  noord = await world.staff(here, ['hoofd_balie'], { branch: 1 })
  elsewhere = await world.staff(there, ['hoofd_balie'])
  await aRegulation(world, here)
  await aRegulation(world, there)
})
after(() => world.close())
beforeEach(async () => {
  await world.rows(
    "update circulation.hold set state = 'cancelled', closed_at = now() where closed_at is null",
  )
})
const id = () => uuid7(world.now)

/** Somebody of a library waits for a title, to pick it up at one of its branches. */
const waits = async (
  title_id: string,
  at: { library?: Library; branch?: number; placed_at?: string } = {},
) => {
  const library = at.library ?? here
  const patron = await aPatron(world, library)
  const [hold] = await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at)
     values ($1, $2, $3, $4, 'waiting', $5) returning hold_id`,
    [
      library.library_id,
      patron.patron_id,
      title_id,
      library.branches[at.branch ?? 0],
      at.placed_at ?? '2026-11-20T10:00:00Z',
    ],
  )
  return hold!.hold_id!
}
const list = async (as: Someone) => (await world.call(op.pullList, {}, as)).body
const start = (as: Someone) => world.call(op.startPull, { body: { command_id: id() } }, as)
const found = (item: TestItem, as: Someone) =>
  world.call(op.pullFound, { body: { command_id: id(), code: item.barcode } }, as)
const notFound = (title_id: string, as: Someone) =>
  world.call(op.pullNotFound, { body: { command_id: id(), title_id } }, as)
const undo = (event_id: string, as: Someone) =>
  world.call(op.undo, { body: { command_id: id(), event_id } }, as)
const titles = (rows: readonly { title_id: string }[]) => rows.map(r => r.title_id)
const onShelf = async (shelf: string, wish: Parameters<typeof anItem>[2] = {}, library = here) => {
  const item = await anItem(world, library, wish)
  await world.rows('update inventory.item set shelf = $2 where item_id = $1', [item.item_id, shelf])
  return item
}

test('the list walks along the shelves in the order that was set, own (B) before the network (N)', async () => {
  const [romans, jeugd, strips, forOthers] = [
    await onShelf('Romans'),
    await onShelf('Jeugd'),
    await onShelf('Strips'),
    await onShelf('Jeugd'),
  ]
  for (const item of [romans, jeugd, strips]) await waits(item.title_id)
  await waits(forOthers.title_id, { library: there })
  assert.deepEqual(
    titles((await list(centrum)).rows),
    titles([jeugd, romans, strips, forOthers]),
    'A to Z at first',
  )
  const before = (await world.call(op.shelfOrder, {}, centrum)).body
  assert.equal(before.set, false)
  const set = await world.call(
    op.setShelfOrder,
    { body: { command_id: id(), shelves: ['Strips', 'Romans', 'Jeugd'] } },
    centrum,
  )
  assert.equal(set.status, 200, set.text)
  const rows = (await list(centrum)).rows
  assert.deepEqual(titles(rows), titles([strips, romans, jeugd, forOthers]))
  assert.deepEqual(
    rows.map(r => r.own),
    [true, true, true, false],
  )
  assert.equal(rows[3]?.for_branch, 'Proefdorp Centrum')
})

test('a label stays with its shelf when the order changes, and a new shelf gets the next number', async () => {
  const label = async () =>
    Object.fromEntries((await world.call(op.shelfOrder, {}, centrum)).body.rows.map(r => [r.shelf, r.label]))
  const first = await label()
  assert.match(first['Strips'] ?? '', /^KAST-I\d+0-01$/)
  await onShelf('Kranten')
  await world.call(
    op.setShelfOrder,
    { body: { command_id: id(), shelves: ['Jeugd', 'Kranten', 'Romans', 'Strips'] } },
    centrum,
  )
  const second = await label()
  assert.deepEqual([second['Strips'], second['Romans']], [first['Strips'], first['Romans']])
  assert.match(second['Kranten'] ?? '', /-04$/)
  const [bars] = (await world.call(op.shelfOrder, {}, centrum)).body.rows.map(r => r.bars)
  assert.ok((bars?.length ?? 0) > 20, 'a label has bars')
})

test('who starts has the lines for sixty minutes; others see who looks, and until when', async () => {
  const item = await anItem(world, here)
  await anItem(world, there, { title_id: item.title_id })
  await waits(item.title_id)
  assert.equal((await list(elsewhere)).rows[0]?.state, 'free')
  const began = await start(centrum)
  assert.deepEqual([began.body.claimed, began.body.until], [1, '2026-11-25T14:05:00Z'], began.text)
  const mine = await list(centrum)
  assert.deepEqual(
    [mine.rows[0]?.state, Date.parse(mine.until ?? '')],
    ['here', Date.parse('2026-11-25T14:05:00Z')],
  )
  const [line] = (await list(elsewhere)).rows
  assert.deepEqual(
    [line?.state, line?.claim?.branch_name, line?.claim?.by],
    ['elsewhere', 'Testgem Centrum', null],
  )
  assert.equal((await start(elsewhere)).body.claimed, 0)
  world.now = world.now.add({ minutes: 61 })
  assert.equal((await list(elsewhere)).rows[0]?.state, 'free', 'an hour later the line is open again')
  assert.equal((await start(elsewhere)).body.claimed, 1)
  assert.equal((await list(centrum)).rows[0]?.state, 'elsewhere')
  await world.call(op.stopPull, { body: { command_id: id() } }, elsewhere)
  assert.equal((await list(centrum)).rows[0]?.state, 'free')
  world.now = world.now.subtract({ minutes: 61 })
})

test('two who wait and an item at each of two branches: each branch gets one line', async () => {
  const item = await anItem(world, here)
  await anItem(world, there, { title_id: item.title_id })
  await waits(item.title_id)
  await waits(item.title_id, { library: there, placed_at: '2026-11-21T10:00:00Z' })
  assert.equal((await start(centrum)).body.claimed, 1)
  assert.equal((await start(elsewhere)).body.claimed, 1)
  assert.deepEqual(
    [(await list(centrum)).rows[0]?.state, (await list(elsewhere)).rows[0]?.state],
    ['here', 'here'],
  )
  // Where only the date counts, whoever is first finds for who waits longest; the other is still on its way for the second.
  for (const { library_id } of [here, there])
    await world.rows(
      `insert into organisation.setting (library_id, key, value) values ($1, 'holds.allocation', $2) on conflict (library_id, key) do update set value = excluded.value`,
      [library_id, JSON.stringify({ ...op.holdPolicy, own_first: false })],
    )
  const got = await found((await itemOf(item.title_id, there))!, elsewhere)
  assert.equal(got.body.destination?.to, 'transit', got.text)
  assert.equal((await list(centrum)).rows[0]?.state, 'here')
  assert.equal((await found(item, centrum)).body.destination?.branch_id, there.branches[0])
})
const itemOf = async (title_id: string, library: Library): Promise<TestItem | undefined> =>
  (
    await world.rows(
      'select item_id, barcode, title_id from inventory.item where title_id = $1 and library_id = $2',
      [title_id, library.library_id],
    )
  )[0] as unknown as TestItem

test('scan is found: it says hold shelf or crate, the line goes, and undo brings it back', async () => {
  const [near, far] = [await anItem(world, here), await anItem(world, here)]
  await waits(near.title_id)
  await waits(far.title_id, { branch: 1 })
  const shelf = await found(near, centrum)
  assert.equal(shelf.status, 201, shelf.text)
  assert.deepEqual([shelf.body.did, shelf.body.destination?.to], ['received', 'hold_shelf'])
  assert.equal(shelf.body.patron, null, 'no name beside an item')
  const crate = await found(far, centrum)
  assert.deepEqual(
    [crate.body.destination?.to, crate.body.destination?.branch_id],
    ['transit', here.branches[1]],
  )
  assert.deepEqual((await list(centrum)).rows, [])
  const undone = await undo(shelf.body.event_id!, centrum)
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual(titles((await list(centrum)).rows), [near.title_id])
})

test('a wrong item is a stop: of no line, not on its shelf, or filled elsewhere meanwhile', async () => {
  const [stranger, wanted] = [await anItem(world, here), await anItem(world, here)]
  const other = await anItem(world, there, { title_id: wanted.title_id })
  await waits(wanted.title_id)
  const code = async (item: TestItem) => (await found(item, centrum)).problem.findings?.[0]?.code
  assert.equal(await code(stranger), 'pull_not_wanted')
  assert.equal(await code(other), 'pull_not_wanted', 'an item of another branch has no line here')
  const first = await found(other, elsewhere)
  assert.equal(first.body.destination?.branch_id, here.branches[0])
  assert.deepEqual((await list(centrum)).rows, [], 'the line vanished when it was filled elsewhere')
  assert.equal(await code(wanted), 'pull_not_wanted')
  await world.rows(
    "insert into circulation.item_status (item_id, status, branch_id, to_branch_id, since) values ($1, 'in_transit', $2, $2, now())",
    [stranger.item_id, here.branches[0]],
  )
  assert.equal(await code(stranger), 'pull_not_here')
})

test('not found: others may look at once, nobody here is sent again today, and undo brings the line back', async () => {
  const item = await anItem(world, here)
  await anItem(world, there, { title_id: item.title_id })
  await waits(item.title_id)
  await start(centrum)
  assert.equal((await list(elsewhere)).rows[0]?.state, 'elsewhere')
  const missed = await notFound(item.title_id, centrum)
  assert.equal(missed.status, 201, missed.text)
  assert.deepEqual([missed.body.tries, missed.body.missing], [1, []])
  assert.equal((await list(elsewhere)).rows[0]?.state, 'free')
  assert.deepEqual((await list(centrum)).rows, [])
  assert.equal((await notFound(item.title_id, centrum)).problem.findings?.[0]?.code, 'pull_line_gone')
  world.now = world.now.add({ hours: 24 })
  assert.deepEqual(
    (await list(centrum)).rows.map(r => r.tries),
    [1],
    'tomorrow it is on the list again',
  )
  world.now = world.now.subtract({ hours: 24 })
  const undone = await undo(missed.body.event_id, centrum)
  assert.equal(undone.status, 201, undone.text)
  assert.deepEqual(
    (await list(centrum)).rows.map(r => [r.tries, r.state]),
    [[0, 'here']],
    'the line is again in the round of who walks',
  )
  assert.equal((await list(elsewhere)).rows[0]?.state, 'elsewhere')
  assert.equal((await undo(missed.body.event_id, centrum)).problem.findings?.[0]?.code, 'undo_already')
})

test('undo of not found leaves the line with the branch that took it meanwhile, and claims nothing after the round', async () => {
  const item = await anItem(world, here)
  await anItem(world, there, { title_id: item.title_id })
  await waits(item.title_id)
  await start(centrum)
  const missed = await notFound(item.title_id, centrum)
  await start(elsewhere)
  assert.equal((await undo(missed.body.event_id, centrum)).status, 201)
  assert.equal((await list(centrum)).rows[0]?.state, 'elsewhere')
  assert.equal((await list(elsewhere)).rows[0]?.state, 'here')
  world.now = world.now.add({ hours: 2 })
  await start(centrum)
  const again = await notFound(item.title_id, centrum)
  world.now = world.now.add({ hours: 2 })
  assert.equal((await undo(again.body.event_id, centrum)).status, 201)
  assert.equal((await list(centrum)).rows[0]?.state, 'free')
  world.now = world.now.subtract({ hours: 4 })
})

test('after three tries the item is missing, with an event of its own; undo makes it in use again', async () => {
  const item = await anItem(world, here)
  await waits(item.title_id)
  const state = async () =>
    (await world.rows('select state from inventory.item where item_id = $1', [item.item_id]))[0]?.state
  let last = await notFound(item.title_id, centrum)
  for (let day = 0; day < 2; day++) {
    world.now = world.now.add({ hours: 24 })
    last = await notFound(item.title_id, centrum)
  }
  assert.deepEqual([last.body.tries, last.body.missing], [3, [item.barcode]], last.text)
  assert.equal(await state(), 'missing')
  const events = await world.rows(
    "select kind from circulation.event where item_id = $1 and kind = 'item_missing'",
    [item.item_id],
  )
  assert.equal(events.length, 1)
  assert.equal((await undo(last.body.event_id, centrum)).status, 201)
  assert.equal(await state(), 'in_use')
  world.now = world.now.subtract({ hours: 48 })
})

test('an item that was seen meanwhile begins anew, and a library may set how many tries', async () => {
  await world.rows(
    `insert into organisation.setting (library_id, key, value) values ($1, 'circulation.pull_tries', '1')`,
    [there.library_id],
  )
  const item = await anItem(world, there)
  await waits(item.title_id, { library: there })
  assert.deepEqual((await notFound(item.title_id, elsewhere)).body.missing, [item.barcode])
  const mine = await anItem(world, here)
  await waits(mine.title_id)
  await notFound(mine.title_id, centrum)
  const reader = await aPatron(world, here)
  world.now = world.now.add({ minutes: 5 })
  const accept = { accept: ['held_for_another' as const] }
  const body = { command_id: id(), patron_id: reader.patron_id, item_id: mine.item_id, ...accept }
  assert.equal((await world.call(op.checkout, { body }, centrum)).status, 201)
  world.now = world.now.add({ minutes: 5 })
  await world.rows("update circulation.hold set state = 'cancelled', closed_at = now() where title_id = $1", [
    mine.title_id,
  ])
  await world.call(op.checkin, { body: { command_id: id(), item_id: mine.item_id } }, centrum)
  await waits(mine.title_id)
  assert.deepEqual(
    (await list(centrum)).rows.map(r => r.tries),
    [0],
  )
  world.now = world.now.subtract({ minutes: 10 })
})

test('what is suspended, over its time, of another volume or of one other item is on no list', async () => {
  const [item, second] = [await anItem(world, here), await anItem(world, here)]
  const hold = await waits(item.title_id)
  const set = (what: string) => world.rows(`update circulation.hold set ${what} where hold_id = $1`, [hold])
  const shown = async () => titles((await list(centrum)).rows)
  await set("suspended_until = '2026-11-26'")
  assert.deepEqual(await shown(), [])
  await set("suspended_until = '2026-11-25', expires_on = '2026-11-24'")
  assert.deepEqual(await shown(), [])
  await set("suspended_until = null, expires_on = '2026-11-25'")
  assert.deepEqual(await shown(), [item.title_id])
  await set(`wanted_item_id = ${second.item_id}`)
  assert.deepEqual(await shown(), [], 'an item of another title is never the wanted one')
  const before = await waits(second.title_id)
  await set(`wanted_item_id = null, after_hold_id = ${before}`)
  assert.deepEqual(await shown(), [second.title_id])
  // One of two titles will do: both are lines until one is found, and one of them is claimed.
  await set('after_hold_id = null')
  await world.rows("update circulation.hold set state = 'cancelled', closed_at = now() where hold_id = $1", [
    before,
  ])
  await world.rows('insert into circulation.hold_title (hold_id, library_id, title_id) values ($1, $2, $3)', [
    hold,
    here.library_id,
    second.title_id,
  ])
  assert.deepEqual((await shown()).toSorted(), [item.title_id, second.title_id].toSorted())
  assert.equal((await start(centrum)).body.claimed, 1)
})

test('fair share: what each library found for the others and got from them in ninety days', async () => {
  await world.rows('delete from circulation.pull_fill')
  const [ours, theirs] = [await anItem(world, here), await anItem(world, there)]
  await waits(ours.title_id, { library: there })
  await waits(theirs.title_id)
  const own = await anItem(world, here)
  await waits(own.title_id)
  const given = await found(ours, centrum)
  assert.equal(given.status, 201, given.text)
  assert.equal((await found(theirs, elsewhere)).status, 201)
  assert.equal((await found(own, centrum)).status, 201)
  const share = async () =>
    (await list(centrum)).share.map(s => [s.library_name, s.filled, s.received, s.own])
  assert.deepEqual(await share(), [
    ['Testgem', 1, 1, true],
    ['Proefdorp', 1, 1, false],
  ])
  await undo(given.body.event_id!, centrum)
  assert.deepEqual(await share(), [
    ['Testgem', 0, 1, true],
    ['Proefdorp', 1, 0, false],
  ])
  world.now = world.now.add({ hours: 24 * 91 })
  assert.deepEqual(
    (await share()).map(s => s.slice(1, 3)),
    [
      [0, 0],
      [0, 0],
    ],
  )
  world.now = world.now.subtract({ hours: 24 * 91 })
})

test('a line of another branch of the own library is not of this list, and my day counts the same lines', async () => {
  const item = await anItem(world, here, { branch: 1 })
  await waits(item.title_id)
  assert.deepEqual((await list(centrum)).rows, [])
  assert.deepEqual(titles((await list(noord)).rows), [item.title_id])
  const day = (await world.call(op.myDay, {}, noord)).body.counters.find(c => c.id === 'pull_list')
  assert.equal(day?.count, 1)
})
