import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openWorld } from '../../../testing/world.ts'
import { gatherFacts } from './gather-facts.store.ts'

test('what came back is found by branch and moment, and not by reading whole months', async t => {
  const world = await openWorld()
  t.after(() => world.close())
  // What it can use is seen where reading a table from end to end is forbidden; as the job asks, behind the walls.
  for (const set of ['enable_seqscan = off', 'enable_bitmapscan = off', 'role kaft_jobs'])
    await world.rows(`set ${set}`)
  const { text } = gatherFacts('2026-11-01', '2026-11-02')
  const rows = await world.rows(`explain (generic_plan) ${text}`)
  const plan = rows.map(row => Object.values(row)[0]).join('\n')
  await world.rows('reset role')
  assert.match(
    plan,
    /Index Cond: \(\(branch_id = ANY [^\n]*\(occurred_at >= [^\n]*\$\d[^\n]*\(occurred_at < [^\n]*\$\d/,
    plan,
  )
})
