import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, aTitle, type TestItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
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
  const cost = { placing_cents: 20, pickup_cents: 50, not_collected_cents: 100 }
  await aRegulation(world, here, plainRows({ hold_cost: cost, pickup_days: 6, max_holds_per_title: 2 }))
  await aRegulation(world, there)
})
after(() => world.close())
const id = () => uuid7(world.now)
const later = () => (world.now = world.now.add({ minutes: 1 }))

const reserve = (
  patron: TestPatron,
  title_id: string,
  more: Partial<op.BodyOf<typeof op.placeHold>> = {},
  as = centrum,
) => {
  later()
  const pickup_branch_id = here.branches[0]!
  const body = { command_id: id(), patron_id: patron.patron_id, title_id, pickup_branch_id, ...more }
  return world.call(op.placeHold, { body }, as)
}
const lend = (patron: TestPatron, item: TestItem, as = centrum) =>
  world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    as,
  )
const take = (item: TestItem, as = centrum) =>
  world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, as)
const undo = (event_id: string, as = centrum) =>
  world.call(op.undo, { body: { command_id: id(), event_id } }, as)
const holdOf = async (patron: TestPatron) =>
  (await world.call(op.patronHolds, { params: { patron_id: patron.patron_id } }, centrum)).body.rows[0]
const whole = async (hold_id: string) =>
  (
    await world.rows('select to_jsonb(h)::text as row from circulation.hold h where hold_id = $1', [hold_id])
  )[0]!.row
const owed = async (patron: TestPatron): Promise<number[]> =>
  (
    await world.rows(
      `select e.amount_cents::text as amount_cents from finance.account a join finance.entry e using (account_id) where a.patron_id = $1 order by e.entry_id`,
      [patron.patron_id],
    )
  ).map(r => Number(r.amount_cents))
const findings = (said: { problem: op.Problem }) => said.problem.findings?.map(f => f.code)

test('suspending keeps the place, lets others pass, and resuming puts the reader back where they were', async () => {
  const [a, b] = [await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  const first = await reserve(a, item.title_id)
  const second = await reserve(b, item.title_id)
  assert.deepEqual([first.body.hold.place, second.body.hold.place], [1, 2], second.text)
  const { hold_id } = first.body.hold
  const suspended = await world.call(
    op.suspendHold,
    { params: { hold_id }, body: { command_id: id(), until: '2026-12-24' } },
    centrum,
  )
  assert.equal(suspended.status, 201, suspended.text)
  assert.equal(suspended.body.hold.suspended_until, '2026-12-24')
  assert.equal((await holdOf(b))?.place, 1)
  assert.equal((await take(item)).body.destination?.hold_code?.[0], 'V')
  assert.equal((await holdOf(b))?.state, 'ready')
  const resumed = await world.call(
    op.resumeHold,
    { params: { hold_id }, body: { command_id: id() } },
    centrum,
  )
  assert.deepEqual([resumed.body.hold.suspended_until, resumed.body.hold.place], [null, 1])
  const twice = await world.call(op.resumeHold, { params: { hold_id }, body: { command_id: id() } }, centrum)
  assert.deepEqual(findings(twice), ['hold_not_suspended'])
  const past = await world.call(
    op.suspendHold,
    { params: { hold_id }, body: { command_id: id(), until: '2026-11-25' } },
    centrum,
  )
  assert.deepEqual(findings(past), ['hold_days_invalid'])
})

test('suspended until today is active again today (B42), and not needed before a day is the same thing', async () => {
  const a = await aPatron(world, here)
  const item = await anItem(world, here)
  const placed = await reserve(a, item.title_id, { not_before: '2026-11-27', not_after: '2026-12-10' })
  assert.deepEqual(
    [placed.body.hold.suspended_until, placed.body.hold.expires_on],
    ['2026-11-27', '2026-12-10'],
    placed.text,
  )
  const was = world.now
  world.now = Temporal.Instant.from('2026-11-26T13:05:00Z')
  assert.equal((await take(item)).body.destination?.to ?? 'shelf', 'shelf')
  world.now = Temporal.Instant.from('2026-11-27T07:05:00Z')
  assert.equal((await take(item)).body.destination?.to, 'hold_shelf')
  world.now = was
  const wrong = await reserve(await aPatron(world, here), item.title_id, {
    not_before: '2026-12-10',
    not_after: '2026-12-09',
  })
  assert.deepEqual(findings(wrong), ['hold_days_invalid'])
})

test('any of these titles: the first to come fills the one hold and frees the rest', async () => {
  const [a, b] = [await aPatron(world, here), await aPatron(world, here)]
  const [paper, big] = [await anItem(world, here), await anItem(world, here)]
  const placed = await reserve(a, paper.title_id, { also_title_ids: [big.title_id] })
  assert.equal(placed.status, 201, placed.text)
  assert.deepEqual(
    placed.body.hold.also.map(t => t.title_id),
    [big.title_id],
  )
  const behind = await reserve(b, big.title_id)
  assert.equal(behind.body.hold.place, 2, 'it stands in the queue of both')
  assert.equal((await take(big)).body.destination?.to, 'hold_shelf')
  assert.equal((await holdOf(a))?.state, 'ready')
  assert.equal((await holdOf(b))?.place, 1)
  assert.equal((await take(paper)).body.did, 'not_on_loan', 'nobody waits for the other any more')
  assert.equal((await lend(a, big)).body.did, 'lent')
  assert.equal(await holdOf(a), undefined)
})

test('this item and no other; an item that does not fit is refused', async () => {
  const [a, b] = [await aPatron(world, here), await aPatron(world, here)]
  const [one, two] = [await anItem(world, here), await anItem(world, here)]
  await world.rows('update inventory.item set title_id = $1 where item_id = $2', [one.title_id, two.item_id])
  const placed = await reserve(a, one.title_id, { item_id: two.item_id })
  assert.equal(placed.body.hold.wanted?.barcode, two.barcode, placed.text)
  assert.equal((await take(one)).body.did, 'not_on_loan')
  assert.equal((await take(two)).body.destination?.to, 'hold_shelf')
  const unfit = await reserve(b, one.title_id, { item_id: (await anItem(world, here)).item_id })
  assert.deepEqual(findings(unfit), ['hold_item_unfit'])
})

test('a series in order: a volume waits until the one before it is picked up', async () => {
  const a = await aPatron(world, here)
  const [one, two] = [await anItem(world, here), await anItem(world, here)]
  const first = await reserve(a, one.title_id)
  const second = await reserve(a, two.title_id, { after_hold_id: first.body.hold.hold_id })
  assert.equal(second.body.hold.after_open, true, second.text)
  assert.equal((await take(two)).body.did, 'not_on_loan', 'the second volume does not come first')
  await take(one)
  assert.equal((await lend(a, one)).body.did, 'lent')
  assert.equal((await take(two)).body.destination?.to, 'hold_shelf')
  const lost = await reserve(a, (await anItem(world, here)).title_id, {
    after_hold_id: first.body.hold.hold_id,
  })
  assert.deepEqual(findings(lost), ['hold_series_unknown'])
})

test('holds per record are limited by the regulation: the third is refused (B41)', async () => {
  const teacher = await aPatron(world, here)
  const item = await anItem(world, here)
  assert.equal((await reserve(teacher, item.title_id)).status, 201)
  assert.equal((await reserve(teacher, item.title_id)).status, 201)
  const third = await reserve(teacher, item.title_id)
  assert.deepEqual(findings(third), ['limit_reached'])
  assert.deepEqual(third.problem.findings?.[0]?.about, { count: 2, limit: 2, of: 'holds_per_title' })
})

test('the pickup branch can change anywhere the agreement allows, also of what lies ready (B44)', async () => {
  const a = await aPatron(world, here)
  const item = await anItem(world, here)
  const placed = await reserve(a, item.title_id)
  const { hold_id } = placed.body.hold
  const change = (pickup_branch_id: string) =>
    world.call(op.changeHold, { params: { hold_id }, body: { command_id: id(), pickup_branch_id } }, centrum)
  assert.equal((await change(there.branches[0]!)).body.hold.pickup_branch_id, there.branches[0])
  const far = await world.library('Vergem')
  assert.deepEqual(findings(await change(far.branches[0]!)), ['pickup_branch_not_reachable'])
  await change(here.branches[0]!)
  await take(item)
  const ready = await holdOf(a)
  assert.deepEqual([ready?.state, ready?.ready_until], ['ready', '2026-12-01'])
  const moved = await change(here.branches[1]!)
  assert.deepEqual([moved.body.hold.state, moved.body.hold.ready_until], ['in_transit', null], moved.text)
  const undone = await undo(moved.body.event_id)
  assert.equal(undone.body.hold_restored, true, undone.text)
  assert.deepEqual([(await holdOf(a))?.state, (await holdOf(a))?.ready_until], ['ready', '2026-12-01'])
  await change(here.branches[1]!)
  assert.equal((await take(item)).body.destination?.to, 'transit')
  assert.equal((await take(item, noord)).body.destination?.to, 'hold_shelf')
})

test('an item that lies ready and is taken in elsewhere travels, and its term is cleared (B44)', async () => {
  const a = await aPatron(world, here)
  const item = await anItem(world, here)
  await reserve(a, item.title_id)
  await take(item)
  assert.equal((await holdOf(a))?.ready_until, '2026-12-01')
  assert.equal((await take(item, noord)).body.destination?.to, 'transit')
  const hold = await holdOf(a)
  assert.deepEqual([hold?.state, hold?.ready_until, hold?.hold_code], ['in_transit', null, null])
})

test('ready until so many days by the regulation, moved to a day on which someone can come (B40)', async () => {
  const a = await aPatron(world, here)
  const item = await anItem(world, here)
  await reserve(a, item.title_id)
  assert.equal(
    (await take(item)).body.destination?.until,
    '2026-12-01',
    'six days after Wednesday 25 November',
  )
  const ready = await holdOf(a)
  assert.deepEqual([ready?.state, ready?.place, ready?.ready_until], ['ready', null, '2026-12-01'])
  const [since] = await world.rows(
    "select (ready_at at time zone 'Europe/Brussels')::date::text as day from circulation.hold where hold_id = $1",
    [ready!.hold_id],
  )
  assert.deepEqual(since, { day: '2026-11-25' }, 'it waits since today')
  const other = await anItem(world, here)
  const b = await aPatron(world, here)
  await reserve(b, other.title_id)
  const was = world.now
  // Six days after Monday 30 November is a Sunday, and the branch is closed then.
  world.now = Temporal.Instant.from('2026-11-30T10:00:00Z')
  assert.equal((await take(other)).body.destination?.until, '2026-12-07')
  const moved = await holdOf(b)
  assert.deepEqual([moved?.place, moved?.ready_until], [null, '2026-12-07'])
  world.now = was
})

test('undoing "ready" renumbers the queue without gaps (B43)', async () => {
  const all = [await aPatron(world, here), await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  for (const p of all) await reserve(p, item.title_id)
  const places = async () => {
    const found = []
    for (const p of all) found.push((await holdOf(p))?.place ?? null)
    return found
  }
  const back = await take(item)
  assert.deepEqual(await places(), [null, 1, 2])
  await undo(back.body.event_id!)
  assert.deepEqual(await places(), [1, 2, 3])
})

test('an item on the shelf for A is refused to B without a hold and to C with a later one; A keeps their state (B38)', async () => {
  const [a, b, c] = [await aPatron(world, here), await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  await reserve(a, item.title_id)
  await reserve(c, item.title_id)
  await take(item)
  for (const p of [b, c]) {
    const refused = await lend(p, item)
    assert.deepEqual(findings(refused), ['held_for_another'], refused.text)
    assert.equal(refused.text.includes(a.patron_id), false, 'who waits is not told')
  }
  assert.equal((await holdOf(a))?.state, 'ready')
})

test('each command on a hold can be undone, and the row is exactly what it was', async () => {
  const [a, b] = [await aPatron(world, here), await aPatron(world, here)]
  const item = await anItem(world, here)
  const { hold_id } = (await reserve(a, item.title_id)).body.hold
  await reserve(b, item.title_id)
  const params = { hold_id }
  const body = () => ({ command_id: id() })
  const commands = [
    () => world.call(op.suspendHold, { params, body: body() }, centrum),
    () =>
      world.call(
        op.changeHold,
        { params, body: { ...body(), pickup_branch_id: here.branches[1]! } },
        centrum,
      ),
    () => world.call(op.changeHold, { params, body: { ...body(), expires_on: '2026-12-31' } }, centrum),
    () => world.call(op.cancelHold, { params, body: body() }, centrum),
  ]
  const before = await whole(hold_id)
  for (const command of commands) {
    const done = await command()
    assert.equal(done.status, 201, done.text)
    assert.notEqual(await whole(hold_id), before)
    const undone = await undo(done.body.event_id)
    assert.equal(undone.status, 201, undone.text)
    assert.equal(await whole(hold_id), before)
  }
  await commands[0]!()
  const suspended = await whole(hold_id)
  const resumed = await world.call(op.resumeHold, { params, body: body() }, centrum)
  await undo(resumed.body.event_id)
  assert.equal(await whole(hold_id), suspended)
  assert.equal((await holdOf(b))?.place, 1, 'still suspended')
})

test('cancelling what lies ready can be undone while the item is still there', async () => {
  const a = await aPatron(world, here)
  const item = await anItem(world, here)
  const { hold_id } = (await reserve(a, item.title_id)).body.hold
  await take(item)
  const before = await whole(hold_id)
  const cancelled = await world.call(
    op.cancelHold,
    { params: { hold_id }, body: { command_id: id() } },
    centrum,
  )
  assert.equal((await undo(cancelled.body.event_id)).status, 201)
  assert.equal(await whole(hold_id), before)
  const again = await world.call(op.cancelHold, { params: { hold_id }, body: { command_id: id() } }, centrum)
  await take(item)
  assert.deepEqual(findings(await undo(again.body.event_id)), ['undo_item_moved_on'])
})

test('placing costs, picking up costs, and undoing takes each back', async () => {
  const a = await aPatron(world, here)
  const item = await anItem(world, here)
  const placed = await reserve(a, item.title_id)
  assert.deepEqual(
    [placed.body.hold.placing_cents, placed.body.hold.pickup_cents, placed.body.hold.not_collected_cents],
    [20, 50, 100],
  )
  assert.deepEqual(await owed(a), [20])
  await undo(placed.body.event_id)
  assert.deepEqual(await owed(a), [20, -20])
  await reserve(a, item.title_id)
  await take(item)
  const lent = await lend(a, item)
  assert.deepEqual(await owed(a), [20, -20, 20, 50], lent.text)
  await undo(lent.body.event_id!)
  assert.deepEqual(await owed(a), [20, -20, 20, 50, -50])
  assert.equal((await holdOf(a))?.state, 'ready')
})

test('what a reader gives up stays paid, what the library cannot deliver does not; undo charges it again', async () => {
  const a = await aPatron(world, here)
  const item = await anItem(world, here)
  const first = await reserve(a, item.title_id)
  const cancel = (hold_id: string) =>
    world.call(op.cancelHold, { params: { hold_id }, body: { command_id: id() } }, centrum)
  await cancel(first.body.hold.hold_id)
  assert.deepEqual(await owed(a), [20])
  const second = await reserve(a, item.title_id)
  await world.rows("update inventory.item set state = 'missing' where item_id = $1", [item.item_id])
  assert.equal((await holdOf(a))?.hopeless, 'all_gone')
  const cancelled = await cancel(second.body.hold.hold_id)
  assert.deepEqual(await owed(a), [20, 20, -20])
  await undo(cancelled.body.event_id)
  assert.deepEqual(await owed(a), [20, 20, -20, 20])
})

test('renewing: refused for this very item always, and for the title when the only other copy is not lent (B27, B28)', async () => {
  const [reader, waiter] = [await aPatron(world, here), await aPatron(world, here)]
  const [item, other] = [await anItem(world, here), await anItem(world, here)]
  await world.rows('update inventory.item set title_id = $1, loanable = false where item_id = $2', [
    item.title_id,
    other.item_id,
  ])
  const lent = await lend(reader, item)
  await reserve(waiter, item.title_id)
  const was = world.now
  world.now = world.now.add({ hours: 24 * 7 })
  const renew = () =>
    world.call(op.renew, { body: { command_id: id(), loan_id: lent.body.loan!.loan_id } }, centrum)
  assert.deepEqual(findings(await renew()), ['reserved_by_another'], 'the other copy is not for loan (B28)')
  const loans = await world.call(op.patronLoans, { params: { patron_id: reader.patron_id } }, centrum)
  assert.deepEqual(
    loans.body.rows[0]?.findings.map(f => f.code),
    ['reserved_by_another'],
  )
  await world.rows('update inventory.item set loanable = true where item_id = $1', [other.item_id])
  const second = await aPatron(world, here)
  const wants = await reserve(second, item.title_id, { item_id: item.item_id })
  assert.equal(wants.status, 201, wants.text)
  assert.deepEqual(findings(await renew()), ['reserved_by_another'], 'a hold on this very item (B27)')
  const { hold_id } = wants.body.hold
  await world.call(op.cancelHold, { params: { hold_id }, body: { command_id: id() } }, centrum)
  assert.equal((await renew()).body.did, 'renewed')
  world.now = was
})

test('nobody of another cooperation learns of a hold or changes it', async () => {
  const far = await world.library('Verweg')
  await aRegulation(world, far)
  const stranger = await world.staff(far, ['hoofd_balie'])
  const item = await anItem(world, here)
  const { hold_id } = (await reserve(await aPatron(world, here), item.title_id)).body.hold
  for (const o of [op.suspendHold, op.resumeHold, op.changeHold, op.cancelHold, op.escalateHold, op.endIbl]) {
    const said = await world.call(o, { params: { hold_id }, body: { command_id: id() } }, stranger)
    assert.equal(said.status, 404, `${o.id}: ${said.text}`)
  }
  const queue = await world.call(op.titleQueue, { params: { title_id: item.title_id } }, stranger)
  assert.deepEqual([queue.status, queue.body.rows], [200, []], 'no queue that it takes no part in')
  const partner = await world.call(op.titleQueue, { params: { title_id: item.title_id } }, elsewhere)
  assert.equal(partner.body.waiting, 1)
})

test('a title without an item within reach cannot be reserved, and a wrong title is unknown', async () => {
  const a = await aPatron(world, here)
  const title_id = await aTitle(world, 'Zonder exemplaar')
  assert.deepEqual(findings(await reserve(a, title_id)), ['hold_no_items'])
  assert.equal((await reserve(a, '999999999')).status, 404)
})
