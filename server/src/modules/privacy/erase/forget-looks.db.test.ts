import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changeSetting } from '@kaft/contract'
import { forgetEverywhere } from '../../../base/job.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type World } from '../../../testing/world.ts'
import { privacyJobs } from '../jobs.ts'
import { forgetLooks } from './own-rows.store.ts'

let world: World
let clock: TestClock
let here: Library
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
})
after(async () => {
  await clock.close()
  await world.close()
})

/** Looks at the log's own place, in the order of the list, at these moments. */
const look = (...moments: readonly string[]) =>
  world.rows(
    `insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, staff_id, patron_id, salt, personal_hash)
     select ${here.library_id}, ${here.library_id}, at::timestamptz, 'readPatron', 'functional', 'seen', 7, 42, '\\x01', '\\x02'
       from unnest($1::text[]) with ordinality as m(at, no) order by no`,
    [moments],
  )
/** Which of them still say whom, by their moment. */
const known = async () =>
  (
    await world.rows(
      `select base.iso(at) as at from privacy.access_log where library_id = ${here.library_id} and (patron_id is not null or staff_id is not null or salt is not null) order by access_id`,
    )
  ).map(row => row['at'])
const night = (before: string, most = 2) =>
  forgetEverywhere(
    clock.ctx('forget_access_log'),
    (library_id, n) => forgetLooks(library_id, before, n),
    most,
  )

test('what is older than the day forgets whom, in batches, and what was written late is not passed over', async () => {
  const kept = ['2024-11-25T00:00:00Z', '2024-11-25T08:00:00Z', '2024-12-24T10:00:00Z']
  await look(
    '2024-11-23T10:00:00Z',
    '2024-11-24T10:00:00Z',
    '2024-11-24T23:59:59Z',
    kept[0]!,
    // A job that began the evening before wrote after the desk did in the morning.
    '2024-11-24T22:00:00Z',
    kept[1]!,
    kept[2]!,
  )
  assert.equal(await night('2024-11-25'), 4)
  assert.deepEqual(
    (await known()).map(at => at?.slice(0, 19)),
    kept.map(at => at.slice(0, 19)),
  )
  assert.equal(await night('2024-11-25'), 0, 'a second turn finds nothing')
  // The row of the morning stands before one that is forgotten, and has its own night.
  assert.equal(await night('2024-11-26'), 2)
  assert.deepEqual(
    (await known()).map(at => at?.slice(0, 10)),
    ['2024-12-24'],
  )
  const rows = await world.rows(
    `select count(*) as n from privacy.access_log where library_id = ${here.library_id}`,
  )
  assert.equal(rows[0]!['n'], '7', 'the rows themselves stay')
})

test('the months of the library count: two years where it chose none, and never longer', async () => {
  const [there, strict] = [await world.library('Langlo'), await world.library('Kortgem')]
  const plant = (library: Library) =>
    world.rows(
      `insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, staff_id, patron_id, salt, personal_hash)
       select $1, $1, at::timestamptz, 'readPatron', 'functional', 'seen', 7, 42, '\\x01', '\\x02'
         from unnest('{2024-11-24T10:00Z,2024-11-25T10:00Z,2025-11-24T10:00Z,2025-11-25T10:00Z}'::text[]) at`,
      [library.library_id],
    )
  const left = async (library: Library) =>
    (
      await world.rows(
        'select base.iso(at)::text as at from privacy.access_log where library_id = $1 and patron_id is not null order by at',
        [library.library_id],
      )
    ).map(row => row['at']?.slice(0, 10))
  const night = () =>
    privacyJobs('/dev/null', [])
      .find(job => job.name === 'forget_access_log')!
      .handler(clock.ctx('forget_access_log'))
  await plant(there)
  await plant(strict)
  const manager = await world.staff(strict, ['beheer'])
  const choose = (months: number) =>
    world.call(
      changeSetting,
      { params: { key: 'privacy.access_log_months' }, body: { command_id: uuid7(world.now), value: months } },
      manager,
    )
  assert.equal((await choose(25)).problem.code, 'setting_invalid')
  assert.equal((await choose(12)).status, 200)
  await night()
  assert.deepEqual(await left(there), ['2024-11-25', '2025-11-24', '2025-11-25'])
  assert.deepEqual(await left(strict), ['2025-11-25'])
})

test('a night that was cut off goes on where it was', async () => {
  await look('2025-01-01T10:00:00Z', '2025-01-02T10:00:00Z', '2025-01-03T10:00:00Z', '2025-01-04T10:00:00Z')
  const pulled = new AbortController()
  const cut = forgetEverywhere(
    clock.ctx('forget_access_log', pulled.signal),
    (library_id, most) => {
      if (library_id === here.library_id) pulled.abort()
      return forgetLooks(library_id, '2025-01-04', most)
    },
    2,
  )
  await assert.rejects(cut)
  assert.equal((await known()).filter(at => at?.startsWith('2025')).length, 3)
  await night('2025-01-04')
  assert.deepEqual(
    (await known()).map(at => at?.slice(0, 10)),
    ['2025-01-04'],
  )
})
