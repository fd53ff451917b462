import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Query } from '../../../base/sql.ts'
import { openWorld, type World } from '../../../testing/world.ts'
import { eraseCirculation } from './erase.store.ts'
import { coarsenEvents, forgetHolds, forgetLoans, renameLoans } from './history.store.ts'
import { doStep } from '../../../base/personal.ts'

/*
 * The night goes over tens of millions of loans in batches, with plans that know none of the values. That each batch finds its rows by an
 * index is seen at full size only; which index it can use at all is seen here, where reading a table from end to end is forbidden.
 */
let world: World
before(async () => {
  world = await openWorld()
  await world.rows('set enable_seqscan = off')
  await world.rows('set enable_bitmapscan = off')
  // As the job asks, behind the walls: what they do not trust is no condition of an index.
  await world.rows('set role kaft_jobs')
})
after(async () => {
  await world.rows('reset role')
  await world.close()
})

const planOf = async ({ text }: Query): Promise<string> =>
  (await world.rows(`explain (generic_plan) ${text}`)).map(row => Object.values(row)[0]).join('\n')

test('loans are renamed by the index on those that wait for it, whatever else there is', async () => {
  const plan = await planOf(renameLoans('1', 2_000))
  assert.match(plan, /using loan_to_rename on loan/)
  assert.doesNotMatch(plan, /Hash|Merge/)
})

test('loans and reservations are found by their day, and changed by their number', async () => {
  const loans = await planOf(forgetLoans('1', '2026-08-26', 2_000))
  assert.match(loans, /using loan_to_forget on loan/)
  assert.match(loans, /using loan_pkey on loan[^\n]*\n\s+Index Cond: \(loan_id = ANY/)
  const holds = await planOf(forgetHolds('1', '2026-08-26T22:00:00Z', 2_000))
  assert.match(holds, /using hold_to_forget on hold/)
  assert.match(holds, /using hold_pkey on hold[^\n]*\n\s+Index Cond: \(hold_id = ANY/)
})

test('events are looked over from the night before on, both ends in the index', async () => {
  const plan = await planOf(
    coarsenEvents({ library_id: '1', from: '-infinity', until: '2026-08-26T22:00:00Z', most: 2_000 }),
  )
  assert.match(plan, /Index Cond: \([^\n]*\(occurred_at >= \$\d+\) AND \(occurred_at < \$\d+\)/)
})

test('the reservations of who is erased are found by an index each, open ones and closed ones', async () => {
  const step = eraseCirculation({ patron_ids: ['1'], part: 'everything', today: '2026-11-25' }).find(
    s => s.table === 'circulation.hold',
  )
  const plan = await planOf(doStep(step!))
  assert.equal(plan.match(/Index Cond: [^\n]*\(?patron_id = ANY \(\$/g)?.length, 2, plan)
})
