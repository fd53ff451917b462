import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { patronJobs } from '../jobs.ts'
import { aForm } from '../testing/forms.ts'

let world: World
let here: Library
let desk: Someone
let clock: TestClock
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  desk = await world.staff(here, ['balie'])
  clock = openClock(world)
})
after(async () => {
  await clock?.close()
  await world?.close()
})
const job = patronJobs.find(one => one.name === 'names_anew')!
const register = async (family_name: string) =>
  (await world.call(op.registerPatron, { body: aForm({ family_name }) }, desk)).body.patron_id
const tokens = async (patron_id: string) =>
  (
    await world.rows('select token from patrons.name_token where patron_id = $1 order by token', [patron_id])
  ).map(row => row.token)
const find = async (q: string) =>
  (await world.call(op.findPatrons, { query: { q } }, desk)).body.rows.map(row => row.patron_id)

test('names of before are taken apart anew, in batches; stopped, it goes on; then there is nothing left', async () => {
  const ids: string[] = []
  for (let n = 0; n < 3; n++) ids.push(await register(`Vandenoudegem${'abc'[n]}`))
  const whole = await tokens(ids[0]!)
  assert.ok(whole.length > 20)
  // As older rules left it: a part of the rows, and one that no rule makes any more.
  await world.rows(
    `delete from patrons.name_token t where t.patron_id = any ($1) and t.token not in
       (select min(token) from patrons.name_token where patron_id = any ($1) group by patron_id)`,
    [ids],
  )
  await world.rows(`insert into patrons.name_token values ($1, 'zzzoud', $2)`, [here.library_id, ids[0]])
  await world.rows('update patrons.patron set names_version = 0 where patron_id = any ($1)', [ids])
  assert.deepEqual(await find('oudegema'), [])
  await assert.rejects(job.handler(clock.ctx('names_anew', AbortSignal.abort())))
  assert.deepEqual(await find('oudegema'), [])
  await job.handler(clock.ctx('names_anew'))
  assert.deepEqual(await tokens(ids[0]!), whole)
  assert.deepEqual(await find('oudegema'), [ids[0]])
  assert.deepEqual(await world.rows('select 1 from patrons.patron where names_version < 1'), [])
  await job.handler(clock.ctx('names_anew'))
  const fresh = await register('Nieuwgem')
  const [row] = await world.rows('select names_version from patrons.patron where patron_id = $1', [fresh])
  assert.equal(Number(row!.names_version), 1)
})

test('a record that a desk holds is left for the next run, and a merged one is found by nobody', async () => {
  const [held, gone] = [await register('Vastgem'), await register('Weggegaan')]
  const kept = await register('Blijfgem')
  await world.rows('update patrons.patron set merged_into = $2 where patron_id = $1', [gone, kept])
  await world.rows('update patrons.patron set names_version = 0 where patron_id = any ($1)', [[held, gone]])
  const other = await world.db.desk.connect()
  try {
    await other.query('begin')
    await other.query(`select set_config('kaft.session', $1, true)`, [desk.secret])
    await other.query('select patron_id from patrons.patron where patron_id = $1 for update', [held])
    await job.handler(clock.ctx('names_anew'))
  } finally {
    await other.query('rollback')
    other.release()
  }
  const left = async () =>
    (await world.rows('select patron_id from patrons.patron where names_version < 1')).map(
      row => row.patron_id,
    )
  assert.deepEqual(await left(), [held])
  assert.deepEqual(await tokens(gone), [])
  await job.handler(clock.ctx('names_anew'))
  assert.deepEqual(await left(), [])
})
