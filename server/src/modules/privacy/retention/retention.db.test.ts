import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { aPatron, type PatronWish, type TestPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { brokenCertificate } from '../erase/erase.store.ts'
import { movingPersonal } from '../../moving/index.ts'
import { privacyJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let folder: string
let here: Library
let dpo: Someone
let desk: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  folder = await mkdtemp(join(tmpdir(), 'kaft-retention-'))
  here = await world.library('Testgem')
  dpo = await world.staff(here, ['dpo'])
  desk = await world.staff(here, ['hoofd_balie'])
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true })
})

const id = () => uuid7(world.now)
const ledger = () => join(folder, 'erased.jsonl')
const at = (instant: string) => void (world.now = Temporal.Instant.from(instant))
const night = (day: string) => at(`${day}T03:50:00Z`)
const run = () => runJobs(clock, privacyJobs(ledger(), [movingPersonal]), 'retention')
const ended = (member_until: string, wish: PatronWish = {}) => aPatron(world, here, { ...wish, member_until })
const isThere = async (p: TestPatron) =>
  (await world.rows('select 1 from patrons.patron where patron_id = $1', [p.patron_id])).length === 1
const listed = async (which: 'due' | 'kept', p: TestPatron) =>
  (await world.call(op.retentionTonight, { query: { which } }, dpo)).body.rows.find(
    row => row.patron_id === p.patron_id,
  )
const block = (p: TestPatron, reason: string, since: string) =>
  world.rows('insert into patrons.block (library_id, patron_id, reason, since) values ($1, $2, $3, $4)', [
    here.library_id,
    p.patron_id,
    reason,
    since,
  ])
const owe = async (p: TestPatron, cents: number, on: string): Promise<string> => {
  const [made] = await world.rows(
    `insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day)
     values ($1, finance.account_of($1, $2), 'charge', 'fine', $3, $4::date, $4::date) returning entry_id`,
    [here.library_id, p.patron_id, cents, on],
  )
  return made!.entry_id!
}
const settle = (p: TestPatron, entry_id: string, cents: number, on: string) =>
  world.rows(
    `insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, payment_id, method, at, on_day)
     values ($1, finance.account_of($1, $2), 'payment', 'fine', $3, $4, gen_random_uuid(), 'card', $5::date, $5::date)`,
    [here.library_id, p.patron_id, -cents, entry_id, on],
  )

test('P54 P56 P57 the vectors: who goes in which run, and who stays', async () => {
  const plain = await ended('2024-03-31')
  const leap = await ended('2024-02-29')
  const paid = await ended('2024-03-31')
  const back = await ended('2024-03-31')
  await settle(paid, await owe(paid, 500, '2024-02-01'), 500, '2024-09-15')
  night('2026-02-28')
  await run()
  assert.ok(await isThere(leap))
  night('2026-03-01')
  await run()
  assert.ok(!(await isThere(leap)))
  at('2026-03-31T21:59:00Z') // 23.59 in Brussels
  await run()
  assert.ok(await isThere(plain))
  await world.rows("update patrons.patron set member_until = '2027-03-30' where patron_id = $1", [
    back.patron_id,
  ])
  night('2026-04-01')
  await run()
  assert.deepEqual([await isThere(plain), await isThere(paid), await isThere(back)], [false, true, true])
  night('2026-09-15')
  await run()
  assert.ok(await isThere(paid))
  night('2026-09-16')
  await run()
  assert.deepEqual([await isThere(paid), await isThere(back)], [false, true])
  const lines = await world.rows('select amount_cents, reason from finance.entry where library_id = $1', [
    here.library_id,
  ])
  assert.equal(lines.length, 2, 'P150 the lines of the ledger stay')
  assert.deepEqual(
    await world.rows('select 1 from finance.account where library_id = $1', [here.library_id]),
    [],
  )
})

test('P54 the dry run says who goes tonight, and of who stays everything that keeps them', async () => {
  night('2026-10-01')
  const due = await ended('2024-01-01', { family_name: 'Vandaag' })
  const bailiff = await ended('2023-05-01', { family_name: 'Deurwaarder' })
  await block(bailiff, 'Deurwaarder', '2023-05-04')
  await owe(bailiff, 8000, '2023-04-01')
  const young = await ended('2025-12-31', { family_name: 'Recent' })
  assert.deepEqual((await listed('due', due))?.reasons, [])
  assert.equal((await listed('due', due))?.goes_on, '2026-01-02')
  const kept = await listed('kept', bailiff)
  assert.deepEqual(
    [kept?.state, kept?.goes_on, kept?.reasons],
    [
      'waiting',
      null,
      [
        { code: 'open_costs', cents: 8000 },
        { code: 'blocked', since: '2023-05-04', text: 'Deurwaarder' },
      ],
    ],
  )
  assert.equal(await listed('kept', young), undefined, 'ended less than two years ago: nobody asks yet')
  assert.equal((await world.call(op.retentionTonight, { query: { which: 'due' } }, desk)).status, 403)
  await run()
  assert.deepEqual([await isThere(due), await isThere(bailiff)], [false, true])
  const looked = await world.call(op.readAccessLog, { query: { patron_id: bailiff.patron_id } }, dpo)
  assert.ok(looked.body.rows.some(row => row.operation === 'retentionTonight'))
})

test('P57 the certificate tells what went and of nobody, and one that was changed shows', async () => {
  night('2026-10-02')
  const p = await ended('2024-01-01', { family_name: 'Certificaat' })
  await run()
  assert.ok(!(await isThere(p)))
  const { rows } = (await world.call(op.erasureCertificates, {}, dpo)).body
  const [last] = rows
  assert.ok(last)
  assert.deepEqual([last.because, last.people, last.parts], ['term', 1, ['everything']])
  assert.equal(last.rows.find(row => row.table === 'patrons.patron')?.rows, 1)
  assert.doesNotMatch(JSON.stringify(rows), /Certificaat|"patron_id"/)
  const broken = async () => {
    const q = brokenCertificate(here.library_id)
    return (await world.db.admin.query(q.text, [...q.values])).rows.length
  }
  assert.equal(await broken(), 0)
  await world.rows(`update privacy.certificate set people = 7 where certificate_id = $1`, [
    last.certificate_id,
  ])
  assert.equal(await broken(), 1)
  await world.rows(`update privacy.certificate set people = 1 where certificate_id = $1`, [
    last.certificate_id,
  ])
  const lines = (await readFile(ledger(), 'utf8')).trim().split('\n')
  assert.ok(lines.length >= 1)
  assert.doesNotMatch(lines.join('\n'), /Certificaat/)
})

test('P59 of two records of one person each goes in its own time, and the number with the last; P3 an orphan goes too', async () => {
  night('2026-10-03')
  const there = await world.library('Anderegem')
  const [person] = await world.rows(
    `insert into patrons.person (number_cipher, number_index, made_at) values ('c', '\\x01', now()) returning person_id`,
  )
  const first = await ended('2024-01-01')
  const second = await aPatron(world, there, { member_until: '2024-10-05' })
  await world.rows('update patrons.patron set person_id = $1 where patron_id = any ($2)', [
    person!.person_id,
    [first.patron_id, second.patron_id],
  ])
  await world.rows(
    `insert into patrons.person (number_cipher, number_index, made_at) values ('o', '\\x02', now())`,
  )
  const persons = async () => (await world.rows('select 1 from patrons.person')).length
  await run()
  assert.deepEqual([await isThere(first), await isThere(second), await persons()], [false, true, 1])
  night('2026-10-06')
  await run()
  assert.deepEqual([await isThere(second), await persons()], [false, 0])
})

test('Q1 a small old debt is written off after the years that the DPO set, and then the two years run', async () => {
  night('2026-11-01')
  const p = await ended('2019-01-01')
  await owe(p, 450, '2018-12-01')
  const rule = await world.call(op.readSmallDebts, {}, dpo)
  assert.deepEqual(rule.body, { years: 5, most_cents: 500 })
  const set = (years: number | null) =>
    world.call(op.setSmallDebts, { body: { command_id: id(), rule: { years, most_cents: 500 } } }, dpo)
  assert.equal((await set(null)).status, 200)
  await run()
  assert.deepEqual(
    (await listed('kept', p))?.reasons.map(r => r.code),
    ['open_costs'],
  )
  assert.equal((await set(5)).status, 200)
  night('2026-11-02')
  await run()
  const kept = await listed('kept', p)
  assert.deepEqual([kept?.state, kept?.since, kept?.goes_on], ['counting', '2026-11-02', '2028-11-03'])
  night('2028-11-03')
  await run()
  assert.ok(!(await isThere(p)))
})

test('P57 a run that is cut off goes on where it was, with the same outcome', async () => {
  night('2029-01-01')
  const many: TestPatron[] = []
  for (let i = 0; i < 230; i++) many.push(await ended('2026-12-01'))
  const pull = new AbortController()
  const job = privacyJobs(ledger(), [movingPersonal]).find(j => j.name === 'retention')!
  let batches = 0
  // Pulled between two batches, as a stop of the machine would.
  const ctx = clock.ctx('retention', pull.signal)
  const signal = {
    throwIfAborted: () => (++batches > 5 ? pull.abort() : undefined, pull.signal.throwIfAborted()),
  }
  await assert.rejects(job.handler({ ...ctx, signal: signal as unknown as AbortSignal }))
  const left = async () =>
    (
      await world.rows('select 1 from patrons.patron where patron_id = any ($1)', [
        many.map(p => p.patron_id),
      ])
    ).length
  const between = await left()
  assert.ok(between > 0 && between < 230, String(between))
  await run()
  assert.equal(await left(), 0)
  const [run_] = await world.rows(
    'select removed, looked_at, done_at is not null as done from privacy.retention_run where library_id = $1',
    [here.library_id],
  )
  assert.deepEqual([run_!.removed, run_!.done], [230, true])
})
