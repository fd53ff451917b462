import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let centrum: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem', 3)
  centrum = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here)
})
after(() => world.close())
const id = () => uuid7(world.now)
const shelf = async () => (await world.call(op.holdShelf, {}, centrum)).body
const waits = async (title_id: string, branch = 0) => {
  const reader = await aPatron(world, here, { family_name: 'Zichtbaarnaam' })
  const body = {
    command_id: id(),
    patron_id: reader.patron_id,
    title_id,
    pickup_branch_id: here.branches[branch]!,
    accept: ['item_available_here' as const],
  }
  const placed = await world.call(op.placeHold, { body }, centrum)
  assert.equal(placed.status, 201, placed.text)
  return placed.body.hold.hold_id
}
const ready = async (wish: Parameters<typeof anItem>[2] = {}) => {
  const item = await anItem(world, here, wish)
  const hold_id = await waits(item.title_id)
  const taken = await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, centrum)
  assert.equal(taken.body.destination?.to, 'hold_shelf', taken.text)
  return { item, hold_id, code: taken.body.destination?.hold_code }
}
const clear = (hold_id: string) =>
  world.call(op.clearHold, { params: { hold_id }, body: { command_id: id() } }, centrum)
const undo = (event_id: string) => world.call(op.undo, { body: { command_id: id(), event_id } }, centrum)
const daysLater = async (days: number, work: () => Promise<void>) => {
  world.now = world.now.add({ hours: 24 * days })
  await work()
  world.now = world.now.subtract({ hours: 24 * days })
}

test('ready, expires today, to be cleared: each line stands where it belongs, by code and never by name', async () => {
  const { item } = await ready()
  const where = async () => {
    const now = await shelf()
    const has = (lines: readonly { barcode: string }[]) => lines.some(l => l.barcode === item.barcode)
    return [has(now.ready), has(now.today), has(now.clear)]
  }
  assert.deepEqual(await where(), [true, false, false])
  await daysLater(7, async () => assert.deepEqual(await where(), [true, true, false]))
  await daysLater(8, async () => assert.deepEqual(await where(), [false, false, true]))
  const answer = await world.call(op.holdShelf, {}, centrum)
  assert.doesNotMatch(answer.text, /Zichtbaarnaam|Testpersoon/)
})

test('each line says where it goes when nobody comes: its shelf, its own branch, or the next who waits, here or elsewhere', async () => {
  const [home, away, next, far] = [await ready(), await ready({ branch: 1 }), await ready(), await ready()]
  await waits(next.item.title_id)
  await waits(far.item.title_id, 2)
  const lines = (await shelf()).ready
  const goes = (item: TestItem) => {
    const line = lines.find(l => l.barcode === item.barcode)
    return [line?.next, line?.next_branch]
  }
  assert.deepEqual(goes(home.item), ['shelf', null])
  assert.deepEqual(goes(away.item), ['transit', 'Testgem Noord'])
  assert.deepEqual(goes(next.item), ['next_hold', null])
  assert.deepEqual(goes(far.item), ['next_hold', 'Testgem Zuid'])
})

test('who is next is whom the policy of the library says, not only who waits longest', async () => {
  const { item } = await ready()
  await waits(item.title_id, 2)
  const first = await waits(item.title_id, 1)
  const set = (what: string) => world.rows(`update circulation.hold set ${what} where hold_id = $1`, [first])
  const goes = async () => (await shelf()).ready.find(l => l.barcode === item.barcode)?.next_branch
  await set("placed_at = '2026-11-01'")
  assert.equal(await goes(), 'Testgem Noord')
  await world.rows(
    `insert into organisation.setting (library_id, key, value) values ($1, 'holds.allocation', $2)`,
    [
      here.library_id,
      JSON.stringify({
        ...op.holdPolicy,
        transport_step_days: 30,
        transport: [{ from_branch_id: here.branches[0], to_branch_id: here.branches[2], steps: 0 }],
      }),
    ],
  )
  assert.equal(await goes(), 'Testgem Zuid', 'a way that costs nothing comes before a month of waiting')
  await set("expires_on = '2026-11-24'")
  await world.rows("delete from organisation.setting where key = 'holds.allocation'")
  assert.equal(await goes(), 'Testgem Zuid', 'what expired is not served')
})

test('clearing sends an item on, and undoing it brings both holds and the item back to where they were', async () => {
  const { item, hold_id, code } = await ready()
  const next = await waits(item.title_id)
  await daysLater(8, async () => {
    const cleared = await clear(hold_id)
    assert.equal(cleared.body.destination?.to, 'hold_shelf', cleared.text)
    assert.notEqual(cleared.body.destination?.hold_code, code)
    const states = async () =>
      (
        await world.rows(
          'select hold_id, state, hold_code from circulation.hold where hold_id = any ($1) order by hold_id',
          [[hold_id, next]],
        )
      ).map(h => [h.state, h.hold_code])
    assert.deepEqual(
      (await states()).map(s => s[0]),
      ['expired', 'ready'],
    )
    const undone = await undo(cleared.body.event_id!)
    assert.equal(undone.status, 201, undone.text)
    assert.deepEqual(await states(), [
      ['ready', code],
      ['waiting', null],
    ])
    assert.ok((await shelf()).clear.some(l => l.barcode === item.barcode && l.hold_code === code))
    // The act counts no more: neither the clearing nor what followed.
    const [left] = await world.rows(
      `select count(*) as n from circulation.event e where e.hold_id = $1 and e.kind = 'hold_cleared'
          and not exists (select from circulation.event u where u.undoes = e.event_id)`,
      [hold_id],
    )
    assert.equal(left!.n, '0')
    assert.equal((await undo(cleared.body.event_id!)).problem.findings?.[0]?.code, 'undo_already')
  })
})

test('clearing that was followed by a loan can no longer be taken back, and says why', async () => {
  const { item, hold_id } = await ready()
  await daysLater(8, async () => {
    const cleared = await clear(hold_id)
    const reader = await aPatron(world, here)
    const body = { command_id: id(), patron_id: reader.patron_id, item_id: item.item_id }
    assert.equal((await world.call(op.checkout, { body }, centrum)).status, 201)
    assert.equal((await undo(cleared.body.event_id!)).problem.findings?.[0]?.code, 'undo_item_moved_on')
  })
})
