import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Query } from '../../../base/sql.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type World } from '../../../testing/world.ts'
import { selectLoans } from '../bulk/loans.store.ts'
import { callCount } from '../call-list/call-list.store.ts'
import { lateByTerms, loansByDay } from '../closure/closure.store.ts'
import { searchCount } from '../shelf-first/shelf-first.store.ts'
import { nextDue } from './nightly.store.ts'
import { insertSearches } from './shelf-search.store.ts'

let world: World
let clock: TestClock
let here: Library
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  await aRegulation(world, here)
})
after(async () => {
  await clock.close()
  await world.close()
})

/**
 * The plan under row-level security, as the role of the jobs. Sequential scans are forbidden: on tables that are empty
 * the question is whether an index can be used at all, which is what security takes away where it is asked wrongly.
 */
async function planOf(query: Query): Promise<string> {
  const client = await clock.db.bulk.connect()
  try {
    await client.query('begin')
    await client.query('select organisation.enter_library($1)', [here.library_id])
    await client.query('set local enable_seqscan = off')
    const { rows } = await client.query<Record<'QUERY PLAN', string>>(
      `explain ${query.text}`,
      query.values as unknown[],
    )
    return rows.map(row => row['QUERY PLAN']).join('\n')
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** On empty tables either index of open loans may be taken; what counts is that it leads to the days. */
const leadsByDay = /loan_open_(branch_)?due.*\n\s+Index Cond: .*due_on/
const window = { from: '2026-12-01', until: '2026-12-31' }
const branch = () => here.branches[0]!
const asked: readonly [string, () => Query, RegExp][] = [
  [
    'the loans that come due tonight, after the last one',
    () =>
      nextDue(
        { library_id: here.library_id, day: '2026-12-01', step: 'auto_renew' },
        { until: '2026-12-02', after_on: '0001-01-01', after_id: '0', most: 1000 },
      ),
    /loan_open_due.*\n\s+Index Cond: .*library_id = .*due_on/,
  ],
  [
    'what to look for on the shelf first',
    () =>
      insertSearches(here.library_id, [
        {
          branch_id: branch(),
          message_on: '2026-12-01',
          terms_id: '1',
          due_on: '2026-11-17',
          why: 'reminder',
        },
      ]),
    leadsByDay,
  ],
  [
    'the loans of a change of many',
    () =>
      selectLoans(
        { actor: { library_id: here.library_id } } as never,
        { from: '2026-12-01', until: '2026-12-31' },
        10,
      ),
    leadsByDay,
  ],
  ['the loans of a closure', () => loansByDay({ branch_ids: [branch()], ...window }), leadsByDay],
  ['what is late at a closure', () => lateByTerms({ branch_ids: [branch()], ...window }), leadsByDay],
  ['the counter of the shelf', () => searchCount(branch(), '2026-12-01'), /shelf_search_branch/],
  ['the counter of the calls', () => callCount(branch(), '2026-12-01'), /hold_(shelf|uncollected)/],
]
for (const [name, query, plan] of asked)
  test(`an index leads to ${name}`, async () => {
    const said = await planOf(query())
    assert.match(said, plan, said)
    assert.doesNotMatch(said, /Seq Scan on loan/, said)
  })
