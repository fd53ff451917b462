import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

/*
 * Three libraries: Links works with Midden, Midden with Rechts, and Links and Rechts do not know each other. An item
 * of Midden serves the patrons of all three, and no desk of Links may see a patron of Rechts.
 */
let world: World
let links: Library
let midden: Library
let rechts: Library
let atLinks: Someone
let atMidden: Someone
let atRechts: Someone
let manager: Someone
before(async () => {
  world = await openWorld()
  links = await world.library('Links')
  midden = await world.library('Midden')
  rechts = await world.library('Rechts')
  await world.agreement('3b', [links, midden])
  await world.agreement('3b', [midden, rechts])
  ;[atLinks, atMidden, atRechts] = [
    await world.staff(links, ['hoofd_balie']),
    await world.staff(midden, ['hoofd_balie']),
    await world.staff(rechts, ['hoofd_balie']),
  ]
  manager = await world.staff(midden, ['beheer', 'hoofd_balie'])
  for (const l of [links, midden, rechts]) await aRegulation(world, l)
})
after(() => world.close())
const id = () => uuid7(world.now)
const reserve = async (patron: TestPatron, title_id: string, as: Someone, also: string[] = []) => {
  world.now = world.now.add({ minutes: 1 })
  const said = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: patron.patron_id,
        title_id,
        also_title_ids: also,
        pickup_branch_id: patron.library.branches[0]!,
      },
    },
    as,
  )
  assert.equal(said.status, 201, said.text)
  return said.body.hold
}
const take = (item: TestItem, as: Someone) =>
  world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, as)
const undo = (event_id: string, as: Someone) =>
  world.call(op.undo, { body: { command_id: id(), event_id } }, as)
const policy = async (more: Partial<op.HoldPolicy>) => {
  const value = { ...op.holdPolicy, ...more }
  const said = await world.call(
    op.changeSetting,
    { params: { key: 'holds.allocation' }, body: { command_id: id(), value } },
    manager,
  )
  assert.equal(said.status, 200, said.text)
}
const stateOf = async (hold_id: string) =>
  (await world.rows('select state, item_id from circulation.hold where hold_id = $1', [hold_id]))[0]

test('a place counts everyone who waits for the same items, also whom this library may not see', async () => {
  const item = await anItem(world, midden)
  const first = await reserve(await aPatron(world, rechts), item.title_id, atRechts)
  const second = await reserve(await aPatron(world, links), item.title_id, atLinks)
  assert.deepEqual([first.place, second.place, second.waiting], [1, 2, 2])
  const queue = await world.call(op.titleQueue, { params: { title_id: item.title_id } }, atLinks)
  assert.deepEqual(
    queue.body.rows.map(r => [r.place, r.own]),
    [
      [1, false],
      [2, true],
    ],
  )
  assert.doesNotMatch(queue.text, /hold_id|patron/, 'nobody is told')
})

test('a desk that may not see who waits longest sends the item there all the same, and can undo it', async () => {
  const item = await anItem(world, midden)
  const first = await reserve(await aPatron(world, rechts), item.title_id, atRechts)
  await reserve(await aPatron(world, links), item.title_id, atLinks)
  await policy({ own_first: false })
  const back = await take(item, atLinks)
  assert.deepEqual(
    [back.body.destination?.to, back.body.destination?.branch_id],
    ['transit', rechts.branches[0]],
    back.text,
  )
  assert.deepEqual(await stateOf(first.hold_id), { state: 'in_transit', item_id: item.item_id })
  const again = await take(item, atLinks)
  assert.equal(again.body.destination?.branch_id, rechts.branches[0], 'it stays promised')
  assert.equal((await undo(back.body.event_id!, atLinks)).status, 201)
  assert.deepEqual(await stateOf(first.hold_id), { state: 'waiting', item_id: null })
  await take(item, atMidden)
  assert.equal((await take(item, atRechts)).body.destination?.to, 'hold_shelf')
})

test('the policy of the item’s library decides at every desk, and its change is recorded', async () => {
  const item = await anItem(world, midden)
  const far = await reserve(await aPatron(world, rechts), item.title_id, atRechts)
  const own = await reserve(await aPatron(world, midden), item.title_id, atMidden)
  await policy({ own_first: true })
  const back = await take(item, atMidden)
  assert.equal((await stateOf(own.hold_id))?.state, 'ready')
  await undo(back.body.event_id!, atMidden)
  await policy({ own_first: false })
  await take(item, atMidden)
  assert.equal((await stateOf(far.hold_id))?.state, 'in_transit')
  const changes = await world.call(op.readChanges, {}, manager)
  assert.ok(
    changes.body.rows.some(r => r.subject === 'holds.allocation'),
    changes.text,
  )
})

test('a new item is for own readers only, and the panel says for whom and why not', async () => {
  const item = await anItem(world, midden)
  await world.rows("update inventory.item set acquired_on = '2026-11-20' where item_id = $1", [item.item_id])
  await reserve(await aPatron(world, rechts), item.title_id, atRechts)
  await policy({ own_first: false, new_item_days: 30 })
  const before = await world.call(
    op.explainAllocation,
    { params: { item_id: item.item_id }, query: { lang: 'nl' } },
    atMidden,
  )
  assert.equal(before.body.sentence, 'Niemand die wacht, kan dit exemplaar nu krijgen.')
  assert.match(before.body.lost[0]?.result ?? '', /^nieuw: tot 20 december 2026 alleen voor eigen leners$/)
  assert.equal((await take(item, atMidden)).body.did, 'not_on_loan')
  const own = await reserve(await aPatron(world, midden), item.title_id, atMidden)
  await take(item, atMidden)
  assert.equal((await stateOf(own.hold_id))?.state, 'ready')
  await policy({})
})

test('“Waarom?” of a hold says its place, what each item means for it, and when it may come', async () => {
  const [a, b] = [await aPatron(world, midden), await aPatron(world, midden)]
  const item = await anItem(world, midden, { title: 'Het gezin Van Paemel' })
  await world.rows(
    `insert into circulation.stay (library_id, item_type, month, days, returns) values ($1, 'book', '2026-10-01', 14, 20), ($1, 'book', '2026-10-01', 21, 20), ($1, 'book', '2026-10-01', 28, 20)`,
    [midden.library_id],
  )
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: a.patron_id, item_id: item.item_id } },
    atMidden,
  )
  assert.equal(lent.body.did, 'lent', lent.text)
  const hold = await reserve(b, item.title_id, atMidden)
  assert.equal(hold.estimate?.learned_from, 'item_type')
  const why = await world.call(
    op.explainHold,
    { params: { hold_id: hold.hold_id }, query: { lang: 'nl' } },
    atMidden,
  )
  assert.equal(why.body.sentence, 'Plaats 1 van 1 in de wachtrij. Ongeveer 2 tot 5 weken.', why.text)
  assert.ok(
    why.body.steps.some(s => s.text.includes(item.barcode) && (s.result ?? '').startsWith('uitgeleend tot')),
  )
  assert.equal(why.text.includes('Vantest'), false, 'no name')
  const stranger = await world.call(op.explainHold, { params: { hold_id: hold.hold_id } }, atRechts)
  assert.equal(stranger.status, 200, 'Rechts works with Midden')
})

test('“Waarom?” tells what is away or missing as such, and other libraries’ branches by their library', async () => {
  const item = await anItem(world, midden)
  const { item_id } = item
  const body = { command_id: id(), patron_id: (await aPatron(world, midden)).patron_id, item_id }
  const lent = await world.call(op.checkout, { body }, atMidden)
  assert.equal(lent.body.did, 'lent', lent.text)
  const hold = await reserve(await aPatron(world, rechts), item.title_id, atRechts)
  const why = async () =>
    (await world.call(op.explainAllocation, { params: { item_id }, query: { lang: 'nl' } }, atMidden)).body
  const out = await why()
  assert.match(
    out.sentence,
    /^Dit exemplaar is uitgeleend tot .* 20\d\d\. Komt het nu binnen, dan gaat het naar de reservering van .* in .* \(Rechts\)\.$/,
  )
  const place = await world.call(
    op.explainHold,
    { params: { hold_id: hold.hold_id }, query: { lang: 'nl' } },
    atRechts,
  )
  const [, queue, copy] = place.body.steps
  assert.deepEqual([queue?.text, queue?.result], ['Plaats 1 van 1 in de wachtrij', 'Niemand wacht langer'])
  assert.match(copy?.text ?? '', /\(Midden\)$/, 'where it belongs')
  await world.rows("update inventory.item set state = 'missing' where item_id = $1", [item_id])
  await world.rows('delete from circulation.item_status where item_id = $1', [item_id])
  const gone = await why()
  assert.deepEqual(
    [gone.sentence, gone.steps],
    ['Dit exemplaar is vermist. Zolang dat zo is, krijgt niemand het.', []],
  )
})

test('two titles come in at the same moment for one hold: one catches it, the other goes to whoever is next', async () => {
  for (let round = 0; round < 6; round++) {
    const [one, two] = [await anItem(world, midden), await anItem(world, midden)]
    const hold = await reserve(await aPatron(world, midden), one.title_id, atMidden, [two.title_id])
    const [x, y] = await Promise.all([take(one, atMidden), take(two, manager)])
    assert.deepEqual([x.status, y.status], [201, 201], `${x.text} ${y.text}`)
    const caught = [x, y].filter(s => s.body.destination?.to === 'hold_shelf')
    assert.equal(caught.length, 1)
    assert.equal((await stateOf(hold.hold_id))?.state, 'ready')
  }
})

test('never two holds for one item and never one item for two holds, whatever comes in at once', async () => {
  const titles: TestItem[] = []
  for (let t = 0; t < 4; t++) titles.push(await anItem(world, midden))
  const items = [...titles]
  for (const { title_id } of titles) items.push(await anItem(world, midden, { title_id }))
  const holds: string[] = []
  for (let n = 0; n < 10; n++) {
    const also = n % 2 === 0 ? [titles[(n + 1) % 4]!.title_id] : []
    const hold = await reserve(await aPatron(world, midden), titles[n % 4]!.title_id, atMidden, also)
    holds.push(hold.hold_id)
  }
  const answers = await Promise.all(items.map((item, i) => take(item, i % 2 ? atMidden : manager)))
  assert.ok(
    answers.every(a => a.status === 201),
    answers.map(a => a.text).join(),
  )
  const wrong = await world.rows(
    `select h.hold_id, h.state, h.item_id, s.status, s.hold_id as promised from circulation.hold h
       left join circulation.item_status s on s.item_id = h.item_id
      where h.hold_id = any ($1) and ((h.state = 'waiting') <> (h.item_id is null) or (h.item_id is not null and s.hold_id is distinct from h.hold_id))
     union all
     select s.hold_id, h.state, s.item_id, s.status, s.hold_id from circulation.item_status s join circulation.hold h on h.hold_id = s.hold_id
      where s.item_id = any ($2) and h.item_id is distinct from s.item_id`,
    [holds, items.map(i => i.item_id)],
  )
  assert.deepEqual(wrong, [])
  const [caught] = await world.rows(
    "select count(*) as n from circulation.hold where hold_id = any ($1) and state = 'ready'",
    [holds],
  )
  const shelved = answers.filter(a => a.body.destination?.to === 'hold_shelf').length
  assert.equal(Number(caught?.n), shelved, 'each item that was put ready has its hold')
  assert.ok(shelved >= 6, 'a hold on two titles may leave an item of one of them, never two')
})

test('a queue of five hundred is chosen from with every candidate in it, and the first is who waits longest', async () => {
  const item = await anItem(world, midden)
  const reader = await aPatron(world, midden)
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at)
     select $1, $2, $3, $4, 'waiting', timestamptz '2026-06-01 10:00Z' + n * interval '1 hour' from generate_series(1, 500) n`,
    [midden.library_id, reader.patron_id, item.title_id, midden.branches[0]],
  )
  const [first] = await world.rows(
    'select hold_id from circulation.hold where title_id = $1 order by placed_at limit 1',
    [item.title_id],
  )
  const plan = await world.rows(
    `explain (format text) select from circulation.hold h where h.title_id = ${item.title_id} and h.state = 'waiting'`,
  )
  assert.match(JSON.stringify(plan), /Index/)
  await take(item, atMidden)
  assert.equal((await stateOf(first!.hold_id!))?.state, 'ready')
  const queue = await world.call(op.titleQueue, { params: { title_id: item.title_id } }, atMidden)
  assert.equal(queue.body.waiting, 499)
})
