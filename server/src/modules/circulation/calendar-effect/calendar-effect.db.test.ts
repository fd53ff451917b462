import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let amina: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['hoofd_balie', 'beheer'])
  await aRegulation(world, here)
})
after(() => world.close())
const id = () => uuid7(world.now)

test('an edit of the calendar says what it does to open fines and dues, and what is booked stays', async () => {
  const lend = async () => {
    const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
    await world.call(
      op.checkout,
      { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
      amina,
    )
    return { patron, item }
  }
  const [booked] = [await lend(), await lend(), await lend()]
  const branch_id = here.branches[0]!
  const preview = (set: op.BodyOf<typeof op.previewCalendar>['set']) =>
    world.call(op.previewCalendar, { params: { branch_id }, body: { set, clear: [] } }, amina)
  const due = await preview([{ on_day: '2026-12-23', type: 'gesloten', note: null }])
  assert.deepEqual(due.body, {
    fines: { loans: 0, before_cents: 0, after_cents: 0 },
    due: [{ on_day: '2026-12-23', loans: 3 }],
  })
  world.now = Temporal.Instant.from('2026-12-29T13:05:00Z')
  const back = await world.call(
    op.checkin,
    { body: { command_id: id(), item_id: booked.item.item_id } },
    amina,
  )
  assert.equal(back.body.fine?.amount_cents, 60)
  const holiday = [{ on_day: '2026-12-28', type: 'vakantie', note: null }] as const
  const said = await preview([...holiday])
  assert.deepEqual(said.body.fines, { loans: 2, before_cents: 120, after_cents: 100 }, said.text)
  await world.call(
    op.changeCalendar,
    { params: { branch_id }, body: { command_id: id(), set: [...holiday], clear: [] } },
    amina,
  )
  const account = await world.call(op.readAccount, { params: { patron_id: booked.patron.patron_id } }, amina)
  assert.equal(account.body.balance_cents, 60)
  const stranger = await world.staff(await world.library('Elders'), ['beheer'])
  const no = await world.call(
    op.previewCalendar,
    { params: { branch_id }, body: { set: [...holiday], clear: [] } },
    stranger,
  )
  assert.equal(no.problem.code, 'not_found')
})
