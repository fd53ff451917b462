import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock, runJobs, type TestClock } from '../../testing/jobs.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { movingPersonal } from '../moving/index.ts'
import { privacyJobs } from './jobs.ts'
import { readMap, registerOfMap } from './index.ts'

/* Promises that rest on the shape of the contract and of the database: what cannot be, cannot be by mistake either. */
let world: World
let clock: TestClock
let folder: string
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  folder = await mkdtemp(join(tmpdir(), 'kaft-promises-'))
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true })
})
const refusedBy = (constraint: RegExp) => (error: unknown) => constraint.test((error as Error).message)

test('P2 each line of the register of processing names one of the six purposes and its basis in law', async () => {
  const client = await world.db.bulk.connect()
  const { lines } = registerOfMap(await readMap(client, [movingPersonal]).finally(() => client.release()))
  assert.ok(lines.length > 50, `${lines.length} lines`)
  for (const line of lines) {
    assert.ok(op.purposes.includes(line.purpose), line.table)
    assert.match(line.basis, /^AVG art\. 6\.1\.[a-f]/, line.table)
  }
})

test('P3 P8 nobody is a patron without a membership, and a person whom no record points at goes with the next run', async () => {
  const [column] = await world.rows(
    `select count(*) as n from pg_attribute where attrelid = 'patrons.patron'::regclass and attname in ('membership_type', 'member_since') and attnotnull`,
  )
  assert.equal(column!['n'], '2')
  await world.rows(
    `insert into patrons.person (number_cipher, number_index, made_at) values ('x', '\\x0102', '2026-01-01T00:00:00Z')`,
  )
  await runJobs(clock, privacyJobs(join(folder, 'erased.jsonl'), [movingPersonal]), 'retention')
  assert.deepEqual(await world.rows('select 1 from patrons.person'), [])
})

test('P41 P72 a purpose or a kind of message that is not on the list is refused by the contract and by the database', async () => {
  for (const { op: one } of op.operations)
    if (one.purpose !== undefined) assert.ok(op.purposes.includes(one.purpose), one.id)
  await assert.rejects(world.rows(`select 'curiosity'::privacy.access_purpose`), refusedBy(/access_purpose/))
  const [kinds] = await world.rows(
    `select pg_get_constraintdef(oid) as def from pg_constraint where conname = 'message_kind_check' and conrelid = 'messaging.message'::regclass`,
  )
  const kept = [...(kinds!['def'] ?? '').matchAll(/'(\w+)'/g)].map(([, kind]) => kind)
  assert.deepEqual(kept.toSorted(), [...op.messageKinds].toSorted())
})

test('P140 the officers of privacy hold no leave over readers, loans or money', () => {
  for (const role of ['dpo', 'dpo_centraal'] as const)
    for (const leave of op.roles[role])
      assert.doesNotMatch(leave, /^(patrons|circulation|finance|news)\./, `${role}: ${leave}`)
})

test('P141 P148 a coupling outside of the Union cannot be kept, and one whose protocol ended does not run', async () => {
  await assert.rejects(
    world.rows('update privacy.coupling set in_eu = false'),
    refusedBy(/coupling_in_eu_check/),
  )
  const runs = async (day: string) =>
    (
      await world.rows(
        'select organisation.coupling_runs(coupling, $1::date) as runs from privacy.coupling where coupling = (select min(coupling) from privacy.coupling)',
        [day],
      )
    )[0]!['runs']
  await world.rows(
    `update privacy.coupling set approved_at = now(), dpia = 'x', active = true, ends_on = '2026-11-25' where coupling = (select min(coupling) from privacy.coupling)`,
  )
  assert.deepEqual([await runs('2026-11-25'), await runs('2026-11-26')], [true, false])
})
