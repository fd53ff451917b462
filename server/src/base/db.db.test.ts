import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Db, openDb } from './db.ts'
import { cloneTestDb, type TestDb } from './test-db.ts'

let made: TestDb
let db: Db
before(async () => {
  made = await cloneTestDb()
  db = openDb({ connection: { connectionString: made.urlFor('kaft_app') }, deskSize: 1, bulkSize: 1 })
})
after(async () => {
  await db.close()
  await made.drop()
})

test('the program and the definer functions have one search path, so that no function is planned anew for the other', async () => {
  for (const pool of [db.desk, db.bulk]) {
    const { rows } = await pool.query(`select current_setting('search_path') as path`)
    assert.deepEqual(rows, [{ path: '' }])
  }
  const { rows: others } = await made.admin.query(`
    select p.oid::regprocedure::text as name, s as path from pg_proc p cross join unnest(p.proconfig) s
     where s like 'search\\_path=%' and s <> 'search_path=""' and p.pronamespace::regnamespace::text <> 'jobs'`)
  assert.deepEqual(others, [])
})

test('a word that no domain knows is refused', async () => {
  await assert.rejects(
    made.admin.query(`select 'eaten'::circulation.event_kind`),
    /violates check constraint "event_kind_check"/,
  )
})
