import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { addDays, addMonths, dayOf } from '../../../base/dates.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../../patrons/testing/forms.ts'
import { privacyJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let dpo: Someone
let central: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  const library = await world.library('Testgem')
  dpo = await world.staff(library, ['dpo'])
  central = await world.staff(await world.library('Centraal'), ['dpo_centraal'])
})
after(async () => {
  await clock.close()
  await world.close()
})

const prove = (measure: string, on_day: string, outcome: 'good' | 'partly' | 'bad') =>
  world.call(
    op.addEvidence,
    { params: { measure }, body: { command_id: commandId(), on_day, outcome, says: 'Nagekeken.' } },
    central,
  )
const measureOf = async (measure: string, on?: string) =>
  (await world.call(op.measures, { query: on === undefined ? {} : { on } }, dpo)).body.rows.find(
    row => row.measure === measure,
  )
const waiting = async (as: Someone) =>
  (await world.call(op.myDay, {}, as)).body.counters.find(one => one.id === 'measures')?.count
const night = (...names: string[]) => runJobs(clock, privacyJobs('/dev/null', []), ...names)
const today = () => dayOf(world.now)

test('P107 a proof counts for its term and no day longer, a failed one at once, and the officer of all libraries is told how many do not', async () => {
  assert.equal((await measureOf('hosting'))?.proof, 'none')
  const all = (await waiting(central)) ?? 0
  assert.equal(all, 15, 'none has a proof yet')
  assert.equal(await waiting(dpo), undefined, 'who cannot add a proof is not asked for one')
  for (const [day, proof] of [
    [addMonths(today(), -12), 'fresh'],
    [addDays(addMonths(today(), -12), -1), 'old'],
  ] as const) {
    const measure = proof === 'fresh' ? 'hosting' : 'network'
    assert.equal((await prove(measure, day, 'good')).body.proof, proof, day)
  }
  assert.equal((await prove('dpo', today(), 'partly')).body.proof, 'fresh')
  assert.equal((await prove('breaches', today(), 'bad')).body.proof, 'failed')
  assert.equal(await waiting(central), all - 2)
  const body = {
    command_id: commandId(),
    area: 'physical' as const,
    says: 'De servers staan in een beveiligd datacenter binnen de EU.',
    owner: 'IT-leverancier',
    review_on: '2027-01-31',
    term_months: 6,
  }
  const shorter = await world.call(op.setMeasure, { params: { measure: 'hosting' }, body }, central)
  assert.deepEqual([shorter.body.term_months, shorter.body.proof], [6, 'old'], shorter.text)
  assert.equal(await waiting(central), all - 1)
})

test('P13 P107 the night writes what the walk over the chains found: once a month while all is well, and at once when a row was touched', async () => {
  const said = async () =>
    (await measureOf('access_log', '2030-01-01'))?.evidence
      .filter(one => one.source === 'night')
      .map(one => [one.on_day, one.outcome])
      .toReversed()
  const began = world.now
  world.now = Temporal.Instant.from('2026-12-01T03:00:00Z')
  await night('check_access_log')
  world.now = world.now.add({ hours: 24 })
  await night('check_access_log', 'check_access_log')
  const good = [['2026-12-01', 'good']]
  assert.deepEqual(await said(), good)

  await world.rows(
    `insert into privacy.certificate (library_id, at, because, parts, people, rows, hash)
     select library_id, now(), 'term', '{}', 1, '[]', sha256('x') from organisation.library limit 1`,
  )
  world.now = world.now.add({ hours: 24 })
  await assert.rejects(night('check_access_log'), /not as they were written/)
  await assert.rejects(night('check_access_log'), /not as they were written/)
  assert.deepEqual(
    await said(),
    [...good, ['2026-12-03', 'bad']],
    'and it stands there although the job failed',
  )
  assert.equal((await measureOf('access_log', '2026-12-03'))?.proof, 'failed')
  assert.equal((await measureOf('access_log', '2026-12-02'))?.proof, 'fresh', 'as it was on that day')
  await prove('access_log', '2026-12-04', 'good')
  assert.equal((await measureOf('access_log', '2026-12-04'))?.proof, 'failed', 'no word of a person mends it')

  await world.rows("delete from privacy.certificate where hash = sha256('x')")
  world.now = world.now.add({ hours: 24 })
  await night('check_access_log')
  world.now = Temporal.Instant.from('2027-01-02T03:00:00Z')
  await night('check_access_log')
  assert.deepEqual(await said(), [
    ...good,
    ['2026-12-03', 'bad'],
    ['2026-12-04', 'good'],
    ['2027-01-02', 'good'],
  ])
  world.now = began
})

test('P13 the looks at roles and the promises of confidentiality are counted over the libraries that are open, and name nobody', async () => {
  await night('note_reviews')
  const roles = (await measureOf('certification'))?.evidence[0]
  assert.deepEqual([roles?.source, roles?.outcome, roles?.on_day], ['night', 'good', today()])
  assert.match(roles?.says ?? '', /^In 2 bibliotheken: 2 van de 2 rollen het laatste half jaar/)
  const shut = await world.library('Dicht')
  await world.staff(shut, ['balie'])
  await world.rows(
    "update organisation.participation set stops_on = '2026-01-01', stopped_at = now() where library_id = $1",
    [shut.library_id],
  )
  const began = world.now
  world.now = began.add({ hours: 24 * 200 })
  await night('note_reviews')
  const [late] = (await measureOf('certification', today()))?.evidence ?? []
  assert.equal(late?.outcome, 'bad')
  assert.match(late?.says ?? '', /^In 2 bibliotheken: 0 van de 2 rollen/)
  world.now = began
})

test('P107 what the program writes cannot be typed as if it wrote it, and no evidence is changed or goes', async () => {
  const typed = await prove('suppliers', today(), 'good')
  assert.deepEqual(
    typed.body.evidence.map(one => one.source),
    ['person'],
  )
  const forged = await world.call(
    op.addEvidence,
    {
      params: { measure: 'suppliers' },
      body: {
        command_id: commandId(),
        on_day: today(),
        outcome: 'good',
        says: 'x',
        source: 'doctor',
      } as never,
    },
    central,
  )
  assert.equal(forged.status, 400)
  const insert =
    "insert into privacy.measure_evidence (measure, on_day, outcome, says, source, made_at) values ('suppliers', current_date, 'good', 'x', $1, now())"
  const asks = async (db: typeof world.db.bulk, source: string, enter = true) => {
    const client = await db.connect()
    try {
      await client.query('begin')
      if (enter) await client.query('select organisation.enter($1)', [central.secret])
      return await client.query(insert, [source])
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  assert.equal((await asks(world.db.bulk, 'person')).rowCount, 1)
  for (const source of ['doctor', 'night', 'backup', 'tests'])
    await assert.rejects(asks(world.db.bulk, source), { code: '42501' }, source)
  await assert.rejects(
    asks(clock.db.bulk, 'person', false),
    { code: '42501' },
    'nor does the program play a person',
  )
  for (const change of ['delete from privacy.measure_evidence', 'truncate privacy.measure_evidence'])
    await assert.rejects(world.rows(change), { code: '23503' }, change)
})
