import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { openWorld, type World } from '../../../testing/world.ts'
import { circulationJobs } from '../jobs.ts'

let world: World
let clock: TestClock
before(async () => {
  world = await openWorld()
  clock = openClock(world)
})
after(async () => {
  await clock.close()
  await world.close()
})

async function at(instant: string): Promise<void> {
  world.now = Temporal.Instant.from(instant)
  await world.rows('select circulation.make_partitions($1::date)', [instant.slice(0, 10)])
}

test('P66 P68 events of a library that became part of another lose their fine grain too', async () => {
  await at('2026-02-03T10:00:00Z')
  const here = await world.library('Testgem')
  await aRegulation(world, here)
  const desk = await world.staff(here, ['hoofd_balie'])
  const was = await world.library('Opgegaangem')
  const patron = await aPatron(world, here)
  const item = await anItem(world, here)
  const lent = await world.call(
    op.checkout,
    { body: { command_id: uuid7(world.now), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  // As a fusion leaves it: the branch is of the library that stays, what happened is written under the one that was.
  await world.rows(
    `insert into moving.fusion (kept_id, absorbed_id, fused_on, map, second_person, state, made_at) values ($1, $2, '2026-03-01', '{}', false, 'live', now())`,
    [here.library_id, was.library_id],
  )
  await world.rows('update circulation.event set library_id = $2 where item_id = $1', [
    item.item_id,
    was.library_id,
  ])
  await at('2026-05-25T02:00:00Z')
  await runJobs(clock, circulationJobs, 'forget_history')
  assert.deepEqual(await world.rows('select 1 from circulation.event where item_id = $1', [item.item_id]), [])
})
