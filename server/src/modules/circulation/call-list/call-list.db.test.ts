import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let head: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  head = await world.staff(here, ['hoofd_balie'])
  await aRegulation(world, here)
})
after(() => world.close())

test('the call list: who has something ready and no e-mail; called, and that undone; each look in the log', async () => {
  const [silent, mailed] = [await aPatron(world, here), await aPatron(world, here)]
  await world.rows("update patrons.patron set phone = '+32 470 11 22 33' where patron_id = $1", [
    silent.patron_id,
  ])
  await world.rows("update patrons.patron set email = 'iemand@example.invalid' where patron_id = $1", [
    mailed.patron_id,
  ])
  for (const [i, patron] of [silent, mailed].entries()) {
    const item = await anItem(world, here)
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_at, ready_until)
       values ($1, $2, $3, $4, 'ready', now(), $5, $6, now(), '2026-12-02')`,
      [here.library_id, patron.patron_id, item.title_id, here.branches[0], item.item_id, `V-${i + 1}`],
    )
  }
  const counter = async () =>
    (await world.call(op.myDay, {}, head)).body.counters.find(c => c.id === 'call_list')
  assert.deepEqual(await counter(), { id: 'call_list', count: 1, until: '2026-12-02' })
  const list = await world.call(op.callList, {}, head)
  assert.equal(list.status, 200, list.text)
  assert.deepEqual(
    list.body.rows.map(row => [row.patron_id, row.phone, row.hold_code, row.called_at]),
    [[silent.patron_id, '+32 470 11 22 33', 'V-1', null]],
  )
  const [seen] = await world.rows(
    "select count(*) from privacy.access_log where patron_id = $1 and purpose = 'communication' and operation = 'callList'",
    [silent.patron_id],
  )
  assert.equal(seen?.count, '1')
  const mark = (called: boolean) =>
    world.call(
      op.markCalled,
      { params: { hold_id: list.body.rows[0]!.hold_id }, body: { command_id: uuid7(world.now), called } },
      head,
    )
  const paper = (purpose: string) =>
    world.call(op.callPaper, { body: { command_id: uuid7(world.now), purpose } }, head)
  assert.equal((await paper('bel')).problem.code, 'list_purpose_needed')
  const sheet = await paper('Bellen voor wie geen e-mail heeft')
  assert.deepEqual(
    [sheet.status, sheet.body.until, sheet.body.rows.map(row => row.patron_id)],
    [201, '2026-11-28', [silent.patron_id]],
  )
  const lists = await world.call(op.personLists, {}, head)
  assert.deepEqual(
    lists.body.rows.map(row => [row.kind, row.purpose, row.until, row.people]),
    [['call', 'Bellen voor wie geen e-mail heeft', '2026-11-28', 1]],
  )
  const called = await mark(true)
  assert.equal(called.status, 201, called.text)
  assert.ok(called.body.rows[0]?.called_at)
  assert.match(called.body.rows[0]?.called_by ?? '', /^Testmedewerker/)
  assert.equal((await counter())?.count, 0)
  assert.equal((await paper('Bellen voor wie geen e-mail heeft')).problem.code, 'list_empty')
  assert.equal((await mark(false)).body.rows[0]?.called_at, null)
  assert.equal((await counter())?.count, 1)
  const other = await world.staff(await world.library('Elders'), ['hoofd_balie'])
  const strange = await world.call(
    op.markCalled,
    { params: { hold_id: list.body.rows[0]!.hold_id }, body: { command_id: uuid7(world.now), called: true } },
    other,
  )
  assert.equal(strange.problem?.code, 'not_found')
})

test('all that lies ready for one person stands together, at the day that ends first: one call is enough', async () => {
  const there = await world.library('Belgem')
  const desk = await world.staff(there, ['hoofd_balie'])
  const [twice, once] = [await aPatron(world, there), await aPatron(world, there)]
  const ready = [
    [twice, 'V-1', '2026-12-02'],
    [once, 'V-2', '2026-12-03'],
    [twice, 'V-3', '2026-12-04'],
  ] as const
  for (const [{ patron_id }, code, until] of ready) {
    const { title_id, item_id } = await anItem(world, there)
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_at, ready_until)
       values ($1, $2, $3, $4, 'ready', now(), $5, $6, now(), $7)`,
      [there.library_id, patron_id, title_id, there.branches[0], item_id, code, until],
    )
  }
  const { body } = await world.call(op.callList, {}, desk)
  assert.deepEqual(
    body.rows.map(row => row.hold_code),
    ['V-1', 'V-3', 'V-2'],
  )
})
