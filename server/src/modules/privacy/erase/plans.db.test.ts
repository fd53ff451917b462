import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Query } from '../../../base/sql.ts'
import { openWorld, type World } from '../../../testing/world.ts'
import { logRows } from '../read-log/read-log.store.ts'
import { endedPage, livesOf } from '../retention/life.store.ts'
import { certificatesPage } from './erase.store.ts'
import { forgetOldLooks } from './own-rows.store.ts'

/*
 * Which index each of these can use behind the walls, where reading a table from end to end is forbidden; see circulation/forget/plans.
 */
let world: World
before(async () => {
  world = await openWorld()
  await world.rows('set enable_seqscan = off')
  await world.rows('set enable_bitmapscan = off')
})
after(async () => {
  await world.rows('reset role')
  await world.close()
})

const planOf = async (role: 'kaft_app' | 'kaft_jobs', { text }: Query): Promise<string> => {
  await world.rows(`set role ${role}`)
  return (await world.rows(`explain (generic_plan) ${text}`)).map(row => Object.values(row)[0]).join('\n')
}

test('records whose membership ended are read on from the one before, by the index', async () => {
  const of = { library_id: '1', until: '2024-11-25', after_on: null, after_id: '0', most: 100 }
  for (const after_on of [null, '2023-01-01']) {
    const plan = await planOf('kaft_jobs', livesOf(endedPage({ ...of, after_on })))
    assert.match(plan, /Index Cond: [^\n]*ROW\(member_until, patron_id\) > ROW\(\$\d+, \$\d+\)/, plan)
  }
})

test('certificates are read backwards from the last one seen, by the index', async () => {
  for (const before of [null, '17']) {
    const plan = await planOf('kaft_app', certificatesPage('1', before, 51))
    assert.match(plan, /Index Cond: [^\n]*certificate_id < \$\d+/, plan)
  }
})

test('the access log is read on from the mark, and from the last row that was shown, by the index', async () => {
  const night = await planOf('kaft_jobs', forgetOldLooks('1', '2026-11-25', 5_000))
  // Both ends that are looked for, and what is due between them; then its rows, each by its number.
  assert.equal(
    night.match(/using access_log_library [^\n]*\n\s+Index Cond: [^\n]*access_id > \(InitPlan/g)?.length,
    3,
    night,
  )
  assert.match(night, /Update on access_log[^]*Index Cond: [^\n]*access_id = ANY \(\(InitPlan/, night)
  const shown = await planOf(
    'kaft_app',
    logRows({ library_id: '1', patron_id: null, before: null, most: 51 }),
  )
  assert.match(shown, /Index Cond: [^\n]*access_id < \$\d+/, shown)
})
