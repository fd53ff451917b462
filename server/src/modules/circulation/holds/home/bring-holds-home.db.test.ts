import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../../testing/jobs.ts'
import { anItem, aPatron, type TestPatron } from '../../../../testing/people.ts'
import { aRegulation } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'
import { bringHoldsHome } from './bring-holds-home.ts'

let world: World
let clock: TestClock
let home: Library
let away: Library
let desk: Someone
let agreement_id: string
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  home = await world.library('Thuisgem')
  away = await world.library('Elders')
  agreement_id = await world.agreement('3b', [home, away])
  for (const library of [home, away]) await aRegulation(world, library)
  desk = await world.staff(home, ['hoofd_balie'])
})
after(async () => {
  await clock.close()
  await world.close()
})

const reserve = async (p: TestPatron, title_id: string) => {
  const body = {
    command_id: uuid7(world.now),
    patron_id: p.patron_id,
    title_id,
    pickup_branch_id: away.branches[0]!,
    accept: ['item_available_here' as const],
  }
  const said = await world.call(op.placeHold, { body }, desk)
  assert.equal(said.status, 201, said.text)
  return said.body.hold.hold_id
}
const pickupOf = async (hold_id: string) =>
  (
    await world.rows('select pickup_branch_id, state, placed_at from circulation.hold where hold_id = $1', [
      hold_id,
    ])
  )[0]!

test('while they work together nothing moves; after the end a reservation comes home and keeps its place', async () => {
  const { title_id } = await anItem(world, home)
  const hold_id = await reserve(await aPatron(world, home), title_id)
  const was = await pickupOf(hold_id)
  assert.equal(await bringHoldsHome(clock.ctx('bring_holds_home'), home.library_id), 0)
  await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
    agreement_id,
  ])
  assert.equal(await bringHoldsHome(clock.ctx('bring_holds_home'), home.library_id), 1)
  const now = await pickupOf(hold_id)
  assert.deepEqual([now.pickup_branch_id, now.state], [home.branches[0], 'waiting'])
  assert.deepEqual(now.placed_at, was.placed_at)
  const [event] = await world.rows(
    "select kind, undo #>> '{whole,pickup_branch_id}' as was from circulation.event where hold_id = $1 and source = 'job'",
    [hold_id],
  )
  assert.deepEqual(event, { kind: 'hold_changed', was: away.branches[0] })
  assert.equal(await bringHoldsHome(clock.ctx('bring_holds_home'), home.library_id), 0, 'twice is once')
})
