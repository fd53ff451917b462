import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let far: Library
let centrum: Someone
let noord: Someone
let stranger: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem', 3)
  far = await world.library('Alleenberg')
  for (const l of [here, far]) await aRegulation(world, l)
  centrum = await world.staff(here, ['hoofd_balie'])
  noord = await world.staff(here, ['hoofd_balie'], { branch: 1 })
  stranger = await world.staff(far, ['hoofd_balie'])
})
after(() => world.close())
const id = () => uuid7(world.now)
const transits = async (as: Someone) => (await world.call(op.transits, {}, as)).body
const take = (item: TestItem, as: Someone) =>
  world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, as)
type Late = typeof op.seekTransit | typeof op.shelveTransit | typeof op.loseTransit
const act = (what: Late, item: TestItem, as: Someone) =>
  world.call(what, { params: { item_id: item.item_id }, body: { command_id: id() } }, as)
const undo = (event_id: string, as: Someone) =>
  world.call(op.undo, { body: { command_id: id(), event_id } }, as)
const statusOf = async (item: TestItem) =>
  (
    await world.rows(
      `select i.state, coalesce(s.status, 'available') as status from inventory.item i
         left join circulation.item_status s on s.item_id = i.item_id where i.item_id = $1`,
      [item.item_id],
    )
  )[0]
/** Days on which the desks are open, so that a session does not end meanwhile. */
const daysLater = async (days: number, work: () => Promise<void>) => {
  world.now = world.now.add({ hours: 24 * days })
  await work()
  world.now = world.now.subtract({ hours: 24 * days })
}

/** A new item of the first library, lent there and brought to the second. */
const broughtElsewhere = async (rung: string | null) => {
  const [mine, other] = [await world.library(`Leengem ${rung}`), await world.library(`Brenggem ${rung}`)]
  for (const l of [mine, other]) await aRegulation(world, l)
  if (rung !== null) await world.agreement(rung, [mine, other])
  const [lends, takes] = [await world.staff(mine, ['hoofd_balie']), await world.staff(other, ['hoofd_balie'])]
  const [item, reader] = [await anItem(world, mine), await aPatron(world, mine)]
  const body = { command_id: id(), patron_id: reader.patron_id, item_id: item.item_id }
  assert.equal((await world.call(op.checkout, { body }, lends)).status, 201)
  return { said: await take(item, takes), item, lends }
}

test('22 Stabroek, 23 Oud-Heverlee: what must come back where it was borrowed is taken in by whoever gets it, and sent home', async () => {
  for (const rung of ['3a', '3b']) {
    const { said, item, lends } = await broughtElsewhere(rung)
    assert.deepEqual(
      [
        said.body.did,
        said.body.fine?.amount_cents,
        said.body.destination?.to,
        said.body.destination?.because,
      ],
      ['taken_back', 0, 'transit', 'home_elsewhere'],
      said.text,
    )
    assert.equal((await statusOf(item))?.status, 'in_transit')
    assert.equal((await take(item, lends)).body.destination?.to, 'shelf')
  }
  const none = await broughtElsewhere(null)
  assert.equal(none.said.problem?.code, 'item_unknown', 'where no agreement is, nobody knows it')
  assert.equal((await statusOf(none.item))?.status, 'on_loan')
})

/** Sent from Centrum to Noord for somebody who waits there. */
const sent = async () => {
  const [item, reader] = [await anItem(world, here), await aPatron(world, here)]
  const body = {
    command_id: id(),
    patron_id: reader.patron_id,
    title_id: item.title_id,
    pickup_branch_id: here.branches[1]!,
    accept: ['item_available_here' as const],
  }
  const hold = await world.call(op.placeHold, { body }, noord)
  assert.equal(hold.status, 201, hold.text)
  const gone = await take(item, centrum)
  assert.equal(gone.body.destination?.to, 'transit', gone.text)
  return { item, hold_id: hold.body.hold.hold_id }
}
const holdState = async (hold_id: string) =>
  (await world.rows('select state, item_id from circulation.hold where hold_id = $1', [hold_id]))[0]

test('both ends see what travels: from where, to where, since when, and why', async () => {
  const { item } = await sent()
  const home = await anItem(world, here, { branch: 2 })
  await take(home, centrum)
  const [out] = (await transits(centrum)).rows.filter(r => r.item_id === item.item_id)
  assert.deepEqual(
    [out?.from_branch, out?.to_branch, out?.inward, out?.because, out?.days, out?.late],
    ['Testgem Centrum', 'Testgem Noord', false, 'hold', 0, false],
  )
  const inward = (await transits(noord)).rows
  assert.deepEqual(
    inward.map(r => [r.item_id, r.inward]),
    [[item.item_id, true]],
  )
  assert.equal((await transits(centrum)).rows.find(r => r.item_id === home.item_id)?.because, 'home')
})

test('late after the days that the library set, and my day counts it', async () => {
  const { item } = await sent()
  const shown = async () => (await transits(centrum)).rows.find(r => r.item_id === item.item_id)
  const counted = async () =>
    (await world.call(op.myDay, {}, centrum)).body.counters.find(c => c.id === 'transit_late')?.count
  await daysLater(7, async () => assert.deepEqual([(await shown())?.late, await counted()], [false, 0]))
  await daysLater(8, async () => {
    assert.equal((await shown())?.late, true)
    assert.equal(await counted(), (await transits(centrum)).late)
  })
  await world.rows(
    `insert into organisation.setting (library_id, key, value) values ($1, 'circulation.transit_late_days', '2')`,
    [here.library_id],
  )
  await daysLater(3, async () =>
    assert.deepEqual([(await shown())?.late, (await transits(centrum)).late_days], [true, 2]),
  )
})

test('zoek: both ends see who looks, and it can be taken back', async () => {
  const { item } = await sent()
  const sought = await act(op.seekTransit, item, centrum)
  assert.equal(sought.status, 201, sought.text)
  const seen = async () => (await transits(noord)).rows.find(r => r.item_id === item.item_id)?.sought_by
  assert.equal(await seen(), 'Testgem Centrum')
  assert.equal((await undo(sought.body.event_id, centrum)).status, 201)
  assert.equal(await seen(), null)
})

test('terug op rek: on its shelf again, who waited waits on, and undo puts both back on their way', async () => {
  const { item, hold_id } = await sent()
  const shelved = await act(op.shelveTransit, item, centrum)
  assert.equal(shelved.status, 201, shelved.text)
  assert.deepEqual(
    [(await statusOf(item))?.status, (await holdState(hold_id))?.state],
    ['available', 'waiting'],
  )
  assert.ok((await world.call(op.pullList, {}, centrum)).body.rows.some(r => r.title_id === item.title_id))
  assert.equal((await act(op.shelveTransit, item, centrum)).problem.findings?.[0]?.code, 'transit_over')
  assert.equal((await undo(shelved.body.event_id, centrum)).status, 201)
  assert.deepEqual(
    [(await statusOf(item))?.status, (await holdState(hold_id))?.state],
    ['in_transit', 'in_transit'],
  )
})

test('vermist: missing and no longer on its way, until somebody scans it; undo brings it back', async () => {
  const { item, hold_id } = await sent()
  const lost = await act(op.loseTransit, item, noord)
  assert.equal(lost.status, 201, lost.text)
  assert.deepEqual([(await statusOf(item))?.state, (await holdState(hold_id))?.state], ['missing', 'waiting'])
  assert.ok(!(await transits(noord)).rows.some(r => r.item_id === item.item_id))
  const conditions = async () =>
    (
      await world.rows(
        'select kind, ended from inventory.item_condition where item_id = $1 order by condition_id',
        [item.item_id],
      )
    ).map(c => `${c.kind} ${c.ended ?? 'open'}`)
  assert.deepEqual(await conditions(), ['missing open'], 'since when it is gone stands with the item')
  assert.equal((await undo(lost.body.event_id, noord)).status, 201)
  assert.deepEqual(
    [(await statusOf(item))?.state, (await statusOf(item))?.status, (await holdState(hold_id))?.state],
    ['in_use', 'in_transit', 'in_transit'],
  )
  assert.deepEqual(await conditions(), ['missing undone'])
  await act(op.loseTransit, item, noord)
  const found = await take(item, noord)
  assert.equal(
    found.body.findings.some(f => f.code === 'item_missing'),
    true,
    found.text,
  )
  assert.deepEqual([(await statusOf(item))?.state, found.body.destination?.to], ['in_use', 'hold_shelf'])
  assert.deepEqual(await conditions(), ['missing undone', 'missing found'])
})

test('lost on its way and found at home by hand: it stands on its shelf, and undo has it lost again', async () => {
  const { item } = await sent()
  await act(op.loseTransit, item, noord)
  const found = await world.call(
    op.markItem,
    { params: { item_id: item.item_id }, body: { command_id: uuid7(world.now), mark: 'found' } },
    centrum,
  )
  assert.equal(found.status, 201, found.text)
  const where = async () => {
    const now = await statusOf(item)
    return [now?.state, now?.status]
  }
  assert.deepEqual(await where(), ['in_use', 'available'])
  assert.equal((await undo(found.body.event_id, centrum)).status, 201)
  assert.deepEqual(await where(), ['missing', 'in_transit'])
})

test('when another item served who waited, the way back is closed and says why', async () => {
  const { item } = await sent()
  const other = await anItem(world, here, { title_id: item.title_id })
  const lost = await act(op.loseTransit, item, noord)
  assert.equal((await take(other, noord)).body.destination?.to, 'hold_shelf')
  const refused = await undo(lost.body.event_id, noord)
  assert.equal(refused.problem.findings?.[0]?.code, 'undo_item_moved_on', refused.text)
})

test('an item on its way between two branches of another library is not found here', async () => {
  const { item } = await sent()
  assert.equal((await act(op.loseTransit, item, stranger)).status, 404)
  assert.deepEqual((await transits(stranger)).rows, [])
})

test('the slip of an item: code or branch, barcode, and four digits of the card as the library chooses; never a name', async () => {
  const { item } = await sent()
  const slip = (as: Someone) => world.call(op.itemSlip, { params: { item_id: item.item_id } }, as)
  const way = await slip(centrum)
  assert.deepEqual(
    [way.body.to, way.body.branch, way.body.hold_code, way.body.mark],
    ['transit', 'Testgem Noord', null, null],
  )
  await take(item, noord)
  const ready = await slip(noord)
  assert.match(ready.body.hold_code ?? '', /^[A-Z]-\d+$/)
  assert.match(ready.body.mark ?? '', /^\d{4}$/)
  assert.ok(ready.body.bars.length > 20 && !/Testpersoon|Vantest/.test(ready.text), ready.text)
  for (const [value, mark] of [
    ['"initials"', /^[A-Z]{2}$/],
    ['"none"', /^$/],
  ] as const) {
    await world.rows(
      `insert into organisation.setting (library_id, key, value) values ($1, 'circulation.slip_mark', $2)
       on conflict (library_id, key) do update set value = excluded.value`,
      [here.library_id, value],
    )
    assert.match((await slip(noord)).body.mark ?? '', mark)
  }
  const shelf = await anItem(world, here)
  const none = await world.call(op.itemSlip, { params: { item_id: shelf.item_id } }, centrum)
  assert.equal(none.problem.findings?.[0]?.code, 'slip_none')
})
