import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Inside, lookInside } from './program/library-of-program.ts'
import {
  childrenOf,
  isAlive,
  killAll,
  placeForProgram,
  postmasterOf,
  type Program,
  startProgram,
} from './program/run-program.ts'
import { type Crowd, eventsOf, gather, lentInFact, type Rush, startRush, untilLent } from './program/rush.ts'

/** More items and more rounds in the long form. */
const times = Number(process.env['SOAK_TIMES'] ?? 1)
const ITEMS = 160
const AFTER = 40

let place: Awaited<ReturnType<typeof placeForProgram>>
before(async () => (place = await placeForProgram()))
after(() => place.remove())

/** Every acknowledged loan is there, and no command was done twice. */
async function expectWhole(inside: Inside, crowd: Crowd, rush: Rush): Promise<void> {
  assert.equal(rush.said.acknowledged.size, crowd.items.length, 'in the end each is lent')
  const lent = await lentInFact(inside, crowd)
  for (const { item_id } of crowd.items) {
    assert.deepEqual(lent.get(item_id), [rush.said.acknowledged.get(item_id)], `item ${item_id}`)
  }
  assert.equal(await eventsOf(inside, crowd), crowd.items.length)
}

/** Sets up a crowd on the running program, and leaves no connection of ours behind. */
async function crowdOf(): Promise<Crowd> {
  const inside = await lookInside(place.folder)
  const crowd = await gather(inside, ITEMS)
  await inside.close()
  return crowd
}

async function finish(program: Program, crowd: Crowd, rush: Rush): Promise<void> {
  await rush.done
  assert.deepEqual(rush.said.unexpected, [], program.logged())
  const inside = await lookInside(place.folder)
  await expectWhole(inside, crowd, rush)
  await inside.close()
  assert.deepEqual(await program.stop(), { code: 0, signal: null })
}

for (let round = 1; round <= times; round++) {
  test(`kill -9 of Kaft alone in a rush: the next start adopts the database and has every loan (${round})`, async t => {
    const first = await startProgram(place.env)
    let { address } = first
    const crowd = await crowdOf()
    const postmaster = await postmasterOf(place.folder)
    const rush = startRush(crowd, () => address)
    await untilLent(rush, AFTER)
    first.signal('SIGKILL')
    await first.ended
    assert.ok(postmaster && isAlive(postmaster), 'PostgreSQL lives on')
    const program = await startProgram(place.env)
    assert.equal(await postmasterOf(place.folder), postmaster, 'and is adopted')
    address = program.address
    await finish(program, crowd, rush)
    t.diagnostic(`${rush.said.broken} connections broke, ${rush.said.unavailable} answers said: repeat`)
    assert.ok(rush.said.broken > 0)
  })

  test(`kill -9 of PostgreSQL in a rush: Kaft lives on, says so, and recovers by itself (${round})`, async t => {
    const program = await startProgram(place.env)
    const crowd = await crowdOf()
    const postmaster = (await postmasterOf(place.folder)) ?? 0
    const rush = startRush(crowd, () => program.address)
    await untilLent(rush, AFTER)
    killAll([postmaster])
    const health = await fetch(`${program.address}/healthz`)
    assert.equal(health.status, 200)
    await finish(program, crowd, rush)
    t.diagnostic(`${rush.said.broken} connections broke, ${rush.said.unavailable} answers said: repeat`)
    assert.equal(rush.said.broken, 0, 'Kaft itself answered every call')
    assert.ok(rush.said.unavailable > 0)
    assert.notEqual(await postmasterOf(place.folder), postmaster)
    assert.match(program.logged(), /PostgreSQL has ended unexpectedly and is started again/)
  })

  test(`kill -9 of everything in a rush: the next start recovers and has every loan (${round})`, async t => {
    const first = await startProgram(place.env)
    let { address } = first
    const crowd = await crowdOf()
    const postmaster = (await postmasterOf(place.folder)) ?? 0
    const rush = startRush(crowd, () => address)
    await untilLent(rush, AFTER)
    killAll([first.pid, postmaster, ...(await childrenOf(postmaster))])
    await first.ended
    for (let i = 0; i < 100 && isAlive(postmaster); i++) await sleep(20)
    const acknowledged = new Map(rush.said.acknowledged)
    const program = await startProgram(place.env)
    const inside = await lookInside(place.folder)
    const lent = await lentInFact(inside, crowd)
    for (const [item_id, loan_id] of acknowledged)
      assert.deepEqual(lent.get(item_id), [loan_id], 'acknowledged means kept')
    await inside.close()
    address = program.address
    await finish(program, crowd, rush)
    t.diagnostic(`${acknowledged.size} loans were acknowledged before, ${rush.said.broken} connections broke`)
  })
}

test('a database that is away is said by /readyz, and by a clear refusal that may be repeated', async () => {
  const program = await startProgram(place.env)
  const crowd = await crowdOf()
  const postmaster = (await postmasterOf(place.folder)) ?? 0
  // Stopped, not killed: nothing sees that it is gone, and it answers nothing.
  process.kill(postmaster, 'SIGSTOP')
  killAll(await childrenOf(postmaster))
  try {
    const ready = await fetch(`${program.address}/readyz`)
    assert.equal(ready.status, 503)
    const said = await ready.json()
    assert.equal(said.ready, false)
    assert.deepEqual(
      said.checks.map((c: { name: string; ok: boolean }) => [c.name, c.ok]),
      [['database', false]],
    )
    const answer = await fetch(`${program.address}/api/v1/session`, {
      headers: { cookie: `kaft_session=${crowd.staff.secret}` },
    })
    const problem = await answer.json()
    assert.deepEqual([answer.status, problem.code, problem.retry], [503, 'unavailable', true])
    assert.ok(problem.texts.nl && problem.texts.en)
  } finally {
    process.kill(postmaster, 'SIGCONT')
  }
  for (let i = 0; i < 200; i++) {
    if ((await fetch(`${program.address}/readyz`)).status === 200) break
    await sleep(50)
  }
  assert.equal((await fetch(`${program.address}/readyz`)).status, 200)
  assert.deepEqual(await program.stop(), { code: 0, signal: null })
})
