import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Registry } from 'prom-client'
import { withClient } from '../../base/client.ts'
import type { Job } from '../../base/job.ts'
import { newRing } from '../../base/keys.ts'
import { StartError } from '../../base/start-error.ts'
import { cloneTestDb, type TestDb } from '../../base/test-db.ts'
import { allJobs as jobsWith } from '../../jobs.ts'
import { logAccess } from '../../modules/privacy/index.ts'
import { jobGauges, jobLags } from './lag.ts'
import { migrateJobs } from './migrate-jobs.ts'
import { type JobsDoor, openJobsDoor } from './run-jobs.ts'

const allJobs = jobsWith({ mailer: null, magda: null, erasedFile: '' })
let db: TestDb
const logged: string[] = []
before(async () => {
  db = await cloneTestDb()
})
after(() => db.drop())

const open = (jobs: readonly Job[], now = () => Temporal.Now.instant()): Promise<JobsDoor> =>
  openJobsDoor({
    connectionString: db.urlFor('kaft_jobs'),
    jobs,
    base: { keys: newRing('/dev/null'), testNumbers: true, logAccess },
    now,
    log: (level, says, fields) => void logged.push(JSON.stringify({ level, says, ...fields })),
  })
/** Puts a job in the queue as the clock would. */
const turn = (name: string) =>
  db.admin.query('select jobs.add_job($1, job_key => $1, max_attempts => 1)', [name])
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await what()) return
    await new Promise(done => setTimeout(done, 25))
  }
  assert.fail('it did not happen within five seconds')
}
const runOf = async (job: string) =>
  (
    await db.admin.query(
      'select failures, succeeded_at is not null as succeeded from base.job_run where job = $1',
      [job],
    )
  ).rows[0]
/** A timetable whose last turn was a minute ago. */
const aMinuteAgo = () => {
  const at = Temporal.Now.instant().subtract({ minutes: 1 }).toZonedDateTimeISO('UTC')
  return { timetable: `${at.minute} ${at.hour} * * *`, turn: at }
}

test('the tables of the worker need the right to make them, and are made once', async () => {
  await assert.rejects(migrateJobs(db.urlFor('kaft_jobs')), StartError)
  // A clone does not take over the rights that `migrate` gave on its template.
  await db.admin.query(`grant create on database ${db.name} to kaft_jobs`)
  await Promise.all([migrateJobs(db.urlFor('kaft_jobs')), migrateJobs(db.urlFor('kaft_jobs'))])
  await migrateJobs(db.urlFor('kaft_jobs'))
  const { rows } = await db.admin.query(`
    select distinct pg_get_userbyid(c.relowner) as owner from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'jobs' and c.relkind = 'r'`)
  assert.deepEqual(rows, [{ owner: 'kaft_jobs' }])
  await assert.rejects(
    db.bulk.query('select * from jobs._private_jobs'),
    { code: '42501' },
    'the desk has no business there',
  )
})

test('two workers on one database do each turn once, also one that nobody was there for', async () => {
  const ran: string[] = []
  const { timetable } = aMinuteAgo()
  const job = (name: string, worker: string, more: Partial<Job> = {}): Job => ({
    name,
    timetable,
    limit_ms: 5_000,
    catch_up_ms: 180_000,
    handler: async () => void ran.push(`${name} ${worker}`),
    ...more,
  })
  const set = (worker: string) => [
    job('missed', worker),
    job('not_made_up', worker, { catch_up_ms: 0 }),
    job('asked', worker, { timetable: '0 0 1 1 *' }),
  ]
  await db.admin.query(`
    insert into jobs._private_known_crontabs (identifier, known_since, last_execution)
    select name, now() - interval '1 day', now() - interval '3 minutes' from unnest(array['missed', 'not_made_up']) as name`)
  const doors = await Promise.all([open(set('a')), open(set('b'))])
  try {
    await until(() => ran.some(r => r.startsWith('missed')))
    for (let i = 0; i < 3; i++) {
      const before = ran.length
      await turn('asked')
      await until(() => ran.length > before)
    }
    await new Promise(done => setTimeout(done, 300))
    const counts = Object.groupBy(ran, r => r.split(' ')[0] ?? '')
    assert.deepEqual(Object.fromEntries(Object.entries(counts).map(([name, all]) => [name, all?.length])), {
      missed: 1,
      asked: 3,
    })
  } finally {
    await Promise.all(doors.map(d => d.stop()))
  }
  assert.equal((await runOf('missed'))?.succeeded, true)
})

test('a job that fails or takes too long is counted and logged, and its words stay out of log and tables', async () => {
  let stopped = false
  const jobs: Job[] = [
    {
      name: 'fails',
      timetable: '0 0 1 1 *',
      limit_ms: 5_000,
      handler: () => Promise.reject(Object.assign(new Error('Jan Testpersoon'), { code: '23505' })),
    },
    {
      name: 'dawdles',
      timetable: '0 0 1 1 *',
      limit_ms: 100,
      handler: ({ signal }) =>
        new Promise(() => signal.addEventListener('abort', () => void (stopped = true))),
    },
  ]
  const door = await open(jobs)
  try {
    for (const name of ['fails', 'dawdles']) await turn(name)
    await until(
      async () => (await runOf('fails'))?.failures === 1 && (await runOf('dawdles'))?.failures === 1,
    )
    assert.ok(stopped)
    await until(
      async () =>
        (await db.admin.query('select from jobs._private_jobs where last_error is null')).rowCount === 0,
    )
  } finally {
    await door.stop()
  }
  const { rows } = await db.admin.query('select last_error from jobs._private_jobs order by 1')
  assert.deepEqual(
    rows.map(r => r.last_error),
    ['job dawdles failed', 'job fails failed'],
  )
  assert.ok(logged.some(l => l.includes('a job failed') && l.includes('23505')))
  assert.ok(!logged.join('').includes('Testpersoon'))
})

test('a worker whose connections are cut goes on by itself', async () => {
  let ran = 0
  const door = await open([
    { name: 'endures', timetable: '0 0 1 1 *', limit_ms: 5_000, handler: async () => void ran++ },
  ])
  try {
    await turn('endures')
    await until(() => ran === 1)
    await db.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'kaft_jobs' and datname = current_database()",
    )
    await turn('endures')
    await until(() => ran === 2)
    await until(async () => (await runOf('endures'))?.failures === 0)
  } finally {
    await door.stop()
  }
})

test('what is late shows in the metrics, read as the desk', async () => {
  const { timetable } = aMinuteAgo()
  const late: Job = {
    name: 'late',
    timetable,
    limit_ms: 1_000,
    handler: () => Promise.reject(new Error('no')),
  }
  const door = await open([late], () => Temporal.Now.instant().subtract({ hours: 1 }))
  try {
    await turn('late')
    await until(async () => (await runOf('late'))?.failures === 1)
  } finally {
    await door.stop()
  }
  const registry = new Registry()
  jobGauges(registry, () => jobLags(db, [late], Temporal.Now.instant()))
  const text = await registry.metrics()
  const lag = Number(/kaft_job_lag_seconds\{job="late"\} ([\d.]+)/.exec(text)?.[1])
  assert.ok(lag >= 60 && lag < 130, text)
  assert.match(text, /kaft_job_failures\{job="late"\} 1/)
})

test('every job of Kaft does its work on a library with something old and something new', async () => {
  const { rows } = await db.admin.query(
    "insert into organisation.library (code, name, active) values ('I900', 'Bib Testgem', true), ('I901', 'Bib Anderdorp', false) returning library_id",
  )
  const ids = rows.map(r => r.library_id as string)
  const [branch] = (
    await db.admin.query(
      "insert into organisation.branch (library_id, code, name) values ($1, 'I9000', 'Centrum') returning branch_id",
      [ids[0]],
    )
  ).rows
  const [staff] = (
    await db.admin.query(
      "insert into organisation.staff (library_id, login, name, initials, password_hash, active) values ($1, 'jobtest', 'Testmedewerker', 'TM', '-', true) returning staff_id",
      [ids[0]],
    )
  ).rows
  for (const days of [29, 31]) {
    for (const id of ids)
      await db.admin.query(
        `insert into base.command (library_id, command_id, operation, request_hash, answer, at)
        select $1, gen_random_uuid(), 'x', '', '{}', now() - make_interval(days => $2::int) from generate_series(1, $3::int)`,
        [id, days, days > 30 ? 6001 : 10],
      )
    await db.admin.query(
      `insert into organisation.session (secret_hash, staff_id, library_id, branch_id, started_at, full_until, expires_at, ended_at)
      select sha256(convert_to(x || $4::text, 'UTF8')), $1, $2, $3, now(), now(), now() - make_interval(days => $4::int), null from unnest(array['a', 'b']) x`,
      [staff.staff_id, ids[0], branch.branch_id, days],
    )
  }
  const [patron] = (
    await db.admin.query(
      `insert into patrons.patron (library_id, family_name, given_name, gender, language, message_channel, membership_type, member_since, provenance, registered_at)
    values ($1, 'Vantest', 'Testpersoon', 'x', 'nl', 'email', 'volwassene', '2026-01-01', '{}', now()) returning patron_id`,
      [ids[0]],
    )
  ).rows
  await db.admin.query(
    `insert into patrons.note (library_id, patron_id, text, until, made_at)
    select $1, $2, 'Vraag naar de sleutel', d, now() from unnest(array[organisation.today() - 1, organisation.today(), organisation.today() + 1]) d`,
    [ids[0], patron.patron_id],
  )
  await db.admin.query(
    `insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, personal_hash)
    values ($1, $1, now() - interval '1 minute', 'readPatron', 'functional', 'seen', '')`,
    [ids[0]],
  )
  const door = await open(allJobs)
  try {
    for (const job of allJobs) await turn(job.name)
    await until(
      async () =>
        (
          await db.admin.query('select from base.job_run where job = any ($1) and succeeded_at is not null', [
            allJobs.map(j => j.name),
          ])
        ).rowCount === allJobs.length,
    )
  } finally {
    await door.stop()
  }
  const count = async (table: string, where = 'true') =>
    Number((await db.admin.query(`select count(*) from ${table} where ${where}`)).rows[0].count)
  assert.equal(await count('base.command', "at < now() - interval '30 days'"), 0)
  assert.ok((await count('base.command')) > 0)
  assert.equal(await count('organisation.session'), 2)
  assert.equal(await count('patrons.note'), 2)
  assert.equal(await count('privacy.seal'), 1)
  assert.ok(logged.some(l => l.includes('sealed the access log') && /"root":"[0-9a-f]{64}"/.test(l)))
})

test('only the role of the jobs enters a library without a session', async () => {
  await assert.rejects(db.bulk.query('select organisation.enter_library(1)'), { code: '42501' })
})

test('a session of a reader wakes the job of requests, and no other', async () => {
  await withClient(db.urlFor('kaft_reader'), async client => {
    await client.query("select base.soon('forget_cases')")
    await client.query("select base.soon('privacy_tasks')")
    await assert.rejects(client.query("select jobs.add_job('forget_cases')"), { code: '42501' })
  })
  const { rows } = await db.admin.query(
    "select task_identifier as job from jobs.jobs where task_identifier in ('forget_cases', 'privacy_tasks')",
  )
  assert.deepEqual(rows, [{ job: 'privacy_tasks' }])
})
