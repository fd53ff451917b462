import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { dumpSchema } from '../../server/src/base/catalogue/schema-dump.ts'
import { cloneTestDb, type TestDb } from '../../server/src/base/test-db.ts'

let db: TestDb
before(async () => (db = await cloneTestDb()))
after(() => db.drop())

test('db/schema.sql is the schema that the migrations make', async () => {
  const committed = await readFile(join(import.meta.dirname, '..', '..', 'db', 'schema.sql'), 'utf8')
  assert.ok(
    (await dumpSchema(db.admin)) === committed,
    'the schema has changed: run npm run kaft -- schema > db/schema.sql, look at the difference, and commit it',
  )
})

const changes = [
  'alter table patrons.card add colour text',
  'alter table patrons.card alter code drop not null',
  'create index more on patrons.card (since)',
  'alter table patrons.card no force row level security',
  'alter policy scope on patrons.card using (true)',
  'grant select on patrons.person to kaft_report',
  'grant update (state) on patrons.card to kaft_report',
  `select base.describe('patrons.card', 'code | none')`,
  'alter function patrons.number_of(bigint) volatile',
  'alter function patrons.number_of(bigint) owner to kaft_owner',
  'create view patrons.cards with (security_invoker = true) as select code from patrons.card',
  'create sequence patrons.numbers',
  'drop trigger append_only on finance.entry',
  'alter text search configuration cataloguing.dutch_plain drop mapping for email',
]

for (const change of changes) {
  test(`the text shows: ${change}`, async () => {
    const before = await dumpSchema(db.admin)
    await db.admin.query('begin')
    await db.admin.query(change)
    const after = await dumpSchema(db.admin)
    await db.admin.query('rollback')
    assert.notEqual(after, before)
    assert.equal(await dumpSchema(db.admin), before)
  })
}

test('the months that this day happens to have are not in it', async () => {
  const before = await dumpSchema(db.admin)
  await db.admin.query("select circulation.make_partitions('2031-05-01')")
  assert.equal(await dumpSchema(db.admin), before)
})
