import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Ctx } from '../../../base/ctx.ts'
import { type Db, openDb } from '../../../base/db.ts'
import { newRing } from '../../../base/keys.ts'
import { cloneTestDb, type TestDb } from '../../../base/test-db.ts'
import { logAccess } from '../access/log-access.store.ts'
import { checkAccessLog, seal } from './seal.ts'

let db: TestDb
let jobs: Db
const start = Temporal.Instant.from('2026-11-25T13:05:00Z')
const ctxAt = (now: Temporal.Instant, of: Db = jobs): Ctx => ({
  db: of,
  keys: newRing('/dev/null'),
  now,
  secret: null,
  actor: null,
  source: 'job',
  operation: 'seal_access_log',
  purpose: null,
  testNumbers: true,
  logAccess,
})

before(async () => {
  db = await cloneTestDb()
  jobs = openDb({ connection: { connectionString: db.urlFor('kaft_jobs') }, deskSize: 2, bulkSize: 1 })
})
after(async () => {
  await jobs.close()
  await db.drop()
})
beforeEach(() => db.admin.query('truncate privacy.access_log, privacy.seal restart identity'))

const insert = `
  insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, staff_id, patron_id, salt, personal_hash)
  select 1, 1, $1::timestamptz, 'readPatron', 'functional', 'seen', 'balie', 7, p, s, sha256(s || convert_to(concat_ws('|', p, 7), 'UTF8'))
    from (select i as p, decode(lpad(to_hex(i), 24, '0'), 'hex') as s from generate_series($2::bigint, $3::bigint) i) x`
const look = (at: Temporal.Instant, from: number, to: number) =>
  db.admin.query(insert, [at.toString(), from, to])
const whole = { broken_seal: null, broken_row: null }
const health = async () => {
  const { broken_seal, broken_row } = await checkAccessLog(db)
  return { broken_seal, broken_row }
}

test('what many hours left is sealed part by part, and the parts hang together', async () => {
  await look(start.subtract({ minutes: 5 }), 1, 60_000)
  const parts = [await seal(ctxAt(start)), await seal(ctxAt(start)), await seal(ctxAt(start))]
  assert.deepEqual(
    parts.map(p => p?.rows),
    [50_000, 10_000, undefined],
  )
  assert.deepEqual(await health(), whole)
})

test('each sealing takes what is older than half a minute, once, and hangs on the one before', async () => {
  assert.equal(await seal(ctxAt(start)), null, 'an empty log needs no seal')
  await look(start.subtract({ seconds: 31 }), 1, 5)
  await look(start.subtract({ seconds: 29 }), 6, 8)
  const first = await seal(ctxAt(start))
  assert.equal(first?.rows, 5)
  assert.equal(await seal(ctxAt(start)), null)
  const second = await seal(ctxAt(start.add({ minutes: 1 })))
  assert.equal(second?.rows, 3)
  assert.notEqual(first?.root, second?.root)
  const { rows } = await db.admin.query(
    'select from_id, to_id, rows, previous is null as first from privacy.seal order by seal_id',
  )
  assert.deepEqual(rows, [
    { from_id: '1', to_id: '5', rows: 5, first: true },
    { from_id: '6', to_id: '8', rows: 3, first: false },
  ])
  const { sealed_rows, sealed_at } = await checkAccessLog(db)
  assert.equal(sealed_rows, '8')
  assert.equal(Temporal.Instant.from(sealed_at ?? '').toString(), start.add({ minutes: 1 }).toString())
})

test('the program of the desk can neither seal nor change the log', async () => {
  await look(start, 1, 1)
  const later = start.add({ minutes: 5 })
  await assert.rejects(seal(ctxAt(later, db)), { code: '42501' })
  for (const change of [
    "update privacy.access_log set operation = 'x'",
    'delete from privacy.access_log',
    'delete from privacy.seal',
  ])
    for (const pool of [db.bulk, jobs.bulk])
      await assert.rejects(pool.query(change), { code: '42501' }, change)
})

const tampering: readonly [string, string, object][] = [
  [
    'another operation',
    "update privacy.access_log set operation = 'other' where access_id = 7",
    { broken_seal: '2' },
  ],
  [
    'another time',
    "update privacy.access_log set at = at + interval '1 second' where access_id = 2",
    { broken_seal: '1' },
  ],
  ['another role', 'update privacy.access_log set role = null where access_id = 2', { broken_seal: '1' }],
  ['a row removed', 'delete from privacy.access_log where access_id = 3', { broken_seal: '1' }],
  [
    'a row slipped in below the first',
    `insert into privacy.access_log overriding system value
     select -1, library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id, staff_id, patron_id, salt, personal_hash
       from privacy.access_log where access_id = 3`,
    { broken_seal: '1' },
  ],
  ['another patron', 'update privacy.access_log set patron_id = 99 where access_id = 8', { broken_row: '8' }],
  [
    'another member of staff',
    'update privacy.access_log set staff_id = 99 where access_id = 8',
    { broken_row: '8' },
  ],
  [
    'another patron, salt taken away',
    'update privacy.access_log set patron_id = 99, salt = null where access_id = 8',
    { broken_row: '8' },
  ],
  [
    'another patron, with a hash that fits',
    "update privacy.access_log set patron_id = 99, personal_hash = sha256(salt || convert_to('99|7', 'UTF8')) where access_id = 8",
    { broken_seal: '2' },
  ],
  ['a seal removed', 'delete from privacy.seal where seal_id = 1', { broken_seal: '2' }],
  ['a seal made anew', "update privacy.seal set root = sha256('x') where seal_id = 1", { broken_seal: '1' }],
  ['a seal that skips a row', 'update privacy.seal set from_id = 7 where seal_id = 2', { broken_seal: '2' }],
]
for (const [name, change, found] of tampering)
  test(`tampering is found: ${name}`, async () => {
    await look(start, 1, 5)
    await seal(ctxAt(start.add({ minutes: 1 })))
    await look(start, 6, 10)
    await seal(ctxAt(start.add({ minutes: 2 })))
    await look(start, 11, 12)
    assert.deepEqual(await health(), whole)
    const { rowCount } = await db.admin.query(change)
    assert.equal(rowCount, 1)
    assert.deepEqual(await health(), { ...whole, ...found })
  })

test('erasing a patron with the salt breaks nothing, and cannot be undone', async () => {
  await look(start, 1, 5)
  await seal(ctxAt(start.add({ minutes: 1 })))
  await db.admin.query('update privacy.access_log set patron_id = null, salt = null where patron_id = 3')
  await look(start, 6, 7)
  await seal(ctxAt(start.add({ minutes: 2 })))
  await db.admin.query('update privacy.access_log set patron_id = null, salt = null where patron_id = 6')
  assert.deepEqual(await health(), whole)
})

test('a row that commits late is waited for, so that it never appears behind a seal', async () => {
  const other = openDb({ connection: { connectionString: db.urlFor('') }, deskSize: 1, bulkSize: 2 })
  const slow = await other.bulk.connect()
  try {
    await slow.query('begin')
    await slow.query(insert, [start.toString(), 1, 1])
    await look(start, 2, 2)
    const sealing = seal(ctxAt(start.add({ minutes: 1 })))
    await new Promise(done => setTimeout(done, 150))
    await slow.query('commit')
    assert.equal((await sealing)?.rows, 2, 'the first identity became visible after the second')
    assert.deepEqual(await health(), whole)
  } finally {
    slow.release()
    await other.close()
  }
})
