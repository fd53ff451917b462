import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from './client.ts'
import { migrate, schemaGaps } from './migrate.ts'
import { StartError } from './start-error.ts'
import { cloneTestDb, type TestDb } from './test-db.ts'

let db: TestDb
before(async () => (db = await cloneTestDb()))
after(() => db.drop())
const sentence = (pattern: RegExp) => (e: unknown) => e instanceof StartError && pattern.test(e.message)
const asOwner = <T>(work: Parameters<typeof withClient<T>>[1]) => withClient(db.urlFor('postgres'), work)

/** One that can land twice: it drops what it adds first. */
const LANDED = '0115-claims-brought.sql'
const forget = (name: string) => db.admin.query('delete from public.kaft_migration where name = $1', [name])

test('a current schema is left as it is', () =>
  asOwner(async client => {
    assert.equal(await migrate(client), 0)
    assert.deepEqual(await schemaGaps(client), [])
  }))

test('a migration waits for a lock without holding up who comes behind it, and lands when its turn has come', async () => {
  await forget(LANDED)
  assert.deepEqual(await schemaGaps(db.admin), [`${LANDED} has not landed`])
  await asOwner(async reader => {
    await reader.query('begin; lock table circulation.claim in access share mode')
    const landing = asOwner(client => migrate(client))
    await sleep(2600)
    // Between its tries nobody is kept waiting.
    await reader.query('commit')
    assert.equal(await landing, 1)
  })
  assert.deepEqual(await schemaGaps(db.admin), [])
})

test('a newer database and a migration that was edited are one sentence each, and change nothing', async () => {
  await db.admin.query("insert into public.kaft_migration (name, hash) values ('9999-later.sql', 'x')")
  await assert.rejects(
    asOwner(client => migrate(client)),
    sentence(/made by a newer Kaft: it knows 9999-later\.sql/),
  )
  assert.deepEqual(await schemaGaps(db.admin), ['9999-later.sql is newer than this program'])
  await forget('9999-later.sql')
  await db.admin.query("update public.kaft_migration set hash = 'x' where name = $1", [LANDED])
  await assert.rejects(
    asOwner(client => migrate(client)),
    sentence(/was changed after it had been applied/),
  )
  assert.deepEqual(await schemaGaps(db.admin), [`${LANDED} landed with another text`])
})
