import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDb } from '../base/db.ts'
import { cloneTestDb, type TestDb } from '../base/test-db.ts'
import { readiness } from './readiness.ts'

let db: TestDb
before(async () => {
  db = await cloneTestDb()
})
after(() => db.drop())

interface Wish {
  readonly lags?: Parameters<typeof readiness>[0]['lags']
  readonly now_ms?: () => number
}
const look = async ({ lags = async () => [], now_ms }: Wish = {}) => {
  const found = await readiness({ db, lags, ...(now_ms ? { now_ms } : {}) })()
  return Object.fromEntries(found.map(c => [c.name, c.ok ? 'good' : c.says]))
}
const good = { database: 'good', schema: 'good', months_ahead: 'good', jobs: 'good' }

test('a database as it should be is ready', async () => assert.deepEqual(await look(), good))

test('a schema of another program is named', async () => {
  const landed = 'insert into public.kaft_migration (name, hash) values ($1, $2)'
  await db.admin.query(landed, ['9999-later.sql', 'x'])
  assert.deepEqual(await look(), { ...good, schema: '9999-later.sql is newer than this program' })
  await db.admin.query("delete from public.kaft_migration where name = '9999-later.sql'")
  const gone = await db.admin.query(
    "delete from public.kaft_migration where name = '0007-privacy.sql' returning hash",
  )
  assert.deepEqual(await look(), { ...good, schema: '0007-privacy.sql has not landed' })
  await db.admin.query(landed, ['0007-privacy.sql', gone.rows[0]?.hash])
})

test('events without a month to go to are named', async () => {
  await db.admin.query('begin')
  const { rows } = await db.admin.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relname ~ '^event_[0-9]{4}_[0-9]{2}$' order by 1 desc limit 2",
  )
  for (const { name } of rows) await db.admin.query(`drop table ${name}`)
  await db.admin.query('commit')
  assert.match((await look()).months_ahead ?? '', /^events have room for [01] months more$/)
  await db.admin.query('select circulation.make_partitions(organisation.today())')
  assert.deepEqual(await look(), good)
})

test('a job that is late is named, once it has had ten minutes to catch up', async () => {
  const lags = async () => [
    { job: 'seal_access_log', lag_s: 4000 },
    { job: 'make_partitions', lag_s: 30 },
  ]
  assert.deepEqual(await look({ lags }), good)
  let now = 0
  const check = readiness({ db, lags, now_ms: () => now })
  now = 601_000
  const found = (await check()).find(c => c.name === 'jobs')
  assert.deepEqual(found, { name: 'jobs', ok: false, says: 'late: seal_access_log' })
})

test('a database that is not there is the only thing said', async () => {
  const nowhere = openDb({
    connection: { host: '/nowhere', database: 'x', user: 'x' },
    deskSize: 1,
    bulkSize: 1,
  })
  const found = await readiness({ db: nowhere, lags: async () => [] })()
  await nowhere.close()
  assert.deepEqual(found, [{ name: 'database', ok: false, says: 'does not answer (ENOENT)' }])
})
