import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { type Db, flight, openDb } from './db.ts'
import { nothing, sql } from './sql.ts'
import { cloneTestDb, type TestDb } from './test-db.ts'

let made: TestDb
let db: Db
let client: pg.PoolClient
before(async () => {
  made = await cloneTestDb()
  db = openDb({ connection: { connectionString: made.urlFor('kaft_app') }, deskSize: 1, bulkSize: 1 })
  client = await db.desk.connect()
})
after(async () => {
  client.release()
  await db.close()
  await made.drop()
})

const one = (n: number) => sql`select ${n}::integer as n, ${n}::bigint as id, ${[n, null]}::integer[] as list`
const fails = sql`select ${0}::integer / ${0}::integer as n`

test('statements are answered in order, also those that are asked again and those that are left out', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const answers = await flight(client, [one(turn), nothing, sql`set local lock_timeout = '1s'`, one(7)])
    assert.deepEqual(answers, [
      [{ n: turn, id: String(turn), list: [turn, null] }],
      [],
      [],
      [{ n: 7, id: '7', list: [7, null] }],
    ])
  }
  assert.deepEqual(await flight(client, [nothing]), [[]])
})

test('a statement that fails ends its flight, and the connection serves on', async () => {
  const behind = sql`select ${'behind'}::text as word`
  await assert.rejects(flight(client, [sql`begin`, fails, behind, sql`commit`]), { code: '22012' })
  // The commit behind it was not reached.
  await assert.rejects(flight(client, [one(1)]), { code: '25P02' })
  await flight(client, [sql`rollback`])
  // What stood behind it was never made ready, though it was sent.
  assert.deepEqual(await flight(client, [behind, one(1)]), [
    [{ word: 'behind' }],
    [{ n: 1, id: '1', list: [1, null] }],
  ])
  await assert.rejects(flight(client, [sql`select nothing`]), { code: '42703' })
  await assert.rejects(flight(client, [sql`select nothing`]), { code: '42703' })
})

test('two flights of one connection keep apart', async () => {
  const [first, second, third] = await Promise.allSettled([
    flight(client, [one(1), one(2)]),
    flight(client, [one(3), fails]),
    flight(client, [one(4)]),
  ])
  assert.equal(first.status, 'fulfilled')
  assert.equal(second.status, 'rejected')
  assert.deepEqual(third.status === 'fulfilled' && third.value, [[{ n: 4, id: '4', list: [4, null] }]])
})

test('who waited for a lock reads in the next statement what was written meanwhile', async () => {
  await made.admin.query(
    `create table public.waited (n integer); insert into public.waited values (1); grant all on public.waited to kaft_app`,
  )
  const other = made.admin
  await other.query('begin')
  await other.query('update public.waited set n = 2')
  const waits = flight(client, [
    sql`begin`,
    sql`select n from public.waited for update`,
    sql`select sum(n)::integer as n from public.waited`,
    sql`commit`,
  ])
  await new Promise(done => setTimeout(done, 50))
  await other.query('commit')
  assert.deepEqual((await waits).slice(1, 3), [[{ n: 2 }], [{ n: 2 }]])
})
