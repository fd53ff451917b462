import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { aPatron, anItem } from '../../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'

let world: World
let here: Library
let there: Library
let manager: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  there = await world.library('Proefdorp')
  await world.agreement('3b', [here, there])
  manager = await world.staff(here, ['beheer'])
})
after(() => world.close())

const wait = async (title_id: string, library: Library, on: string) => {
  const { patron_id } = await aPatron(world, library, { family_name: 'Wachtende' })
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at) values ($1, $2, $3, $4, 'waiting', $5)`,
    [library.library_id, patron_id, title_id, library.branches[0], `${on}T10:00:00Z`],
  )
}
const preview = (policy: Partial<op.HoldPolicy>, as = manager) =>
  world.call(op.previewHoldPolicy, { body: { policy: { ...op.holdPolicy, ...policy } } }, as)

test('a policy is laid beside the one that holds: for titles with a choice, by branch, without anyone who waits', async () => {
  const [contested, alone] = [await anItem(world, here), await anItem(world, here)]
  await wait(contested.title_id, there, '2026-11-01')
  await wait(contested.title_id, here, '2026-11-10')
  await wait(alone.title_id, here, '2026-11-10')
  const said = await preview({ own_first: false })
  assert.equal(said.status, 200, said.text)
  const { examples, ...counts } = said.body
  assert.deepEqual(counts, {
    titles: 1,
    changed: 1,
    own: { now: 1, draft: 0 },
    travels: { now: 0, draft: 1 },
    nobody: { now: 0, draft: 0 },
  })
  assert.deepEqual(
    examples.map(e => [e.title_id, e.now, e.draft]),
    [[contested.title_id, 'Testgem Centrum', 'Proefdorp Centrum (Proefdorp)']],
  )
  assert.doesNotMatch(said.text, /Wachtende|patron/)
  assert.equal((await preview({})).body.changed, 0)
  const states = await world.rows('select distinct state from circulation.hold')
  assert.deepEqual(states, [{ state: 'waiting' }], 'nothing is changed')
})

test('only who may configure the library looks at it', async () => {
  const desk = await world.staff(here, ['balie'])
  assert.equal((await preview({}, desk)).status, 403)
})
