import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
})
after(() => world.close())

const counters = async (who: Someone) =>
  (await world.call(op.myDay, {}, who)).body.counters.map(counter => counter.id)

test('what somebody cannot do does not wait for them: an officer has no pull list, a desk has no requests', async () => {
  const officer = await counters(await world.staff(here, ['dpo']))
  assert.ok(officer.includes('rights_cases') && officer.includes('breaches'))
  for (const id of ['pull_list', 'letters', 'call_list', 'home_bags', 'hold_shelf'])
    assert.ok(!officer.includes(id), id)
  const desk = await counters(await world.staff(here, ['balie']))
  assert.ok(desk.includes('pull_list') && desk.includes('letters') && !desk.includes('rights_cases'))
})
