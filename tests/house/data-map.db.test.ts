import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readDataMap, unknownKeys } from '../../server/src/base/catalogue/data-map.ts'
import { cloneTestDb, type TestDb } from '../../server/src/base/test-db.ts'

let db: TestDb
before(async () => (db = await cloneTestDb()))
after(() => db.drop())

test('every column and every key of a JSON column says what it is', async () => {
  const { personal, faults } = await readDataMap(db.admin)
  assert.deepEqual(faults, [])
  assert.ok(personal.some(p => p.table === 'patrons.patron' && p.column === 'family_name'))
  assert.ok(personal.some(p => p.table === 'organisation.change' && p.key === 'name' && p.erasure === 'null'))
})

const seeded: readonly [what: string, sql: string, says: RegExp][] = [
  [
    'a new column',
    'alter table patrons.patron add nickname text',
    /^patrons\.patron\.nickname is described 0 times/,
  ],
  [
    'a new table',
    'create table patrons.wish (wish_id bigint)',
    /^patrons\.wish\.wish_id is described 0 times/,
  ],
  [
    'a JSON column without keys',
    `alter table patrons.card add more jsonb; select base.describe('patrons.card', 'more | none')`,
    /^patrons\.card\.more is JSON/,
  ],
  [
    'a category that nobody knows',
    `select base.describe('patrons.card', 'code | secret; functional; P54; row')`,
    /^patrons\.card\.code: “secret; functional; P54; row”/,
  ],
  [
    'a purpose that nobody knows',
    `select base.describe('patrons.card', 'code | library; fun; P54; row')`,
    /“library; fun; P54; row”/,
  ],
  [
    'a term that nobody knows',
    `select base.describe('patrons.card', 'code | library; functional; long; row')`,
    /“library; functional; long; row”/,
  ],
  [
    'an erasure that nobody knows',
    `select base.describe('patrons.card', 'code | library; functional; P54; hide')`,
    /“library; functional; P54; hide”/,
  ],
  [
    'a word too few',
    `select base.describe('patrons.card', 'code | library; functional; P54')`,
    /“library; functional; P54”/,
  ],
]

const within = async (sql: string, look: () => Promise<void>) => {
  await db.admin.query('begin')
  try {
    await db.admin.query(sql)
    await look()
  } finally {
    await db.admin.query('rollback')
  }
}

for (const [what, sql, says] of seeded) {
  test(`${what} is found`, () =>
    within(sql, async () => {
      const { faults } = await readDataMap(db.admin)
      assert.equal(faults.length, 1, faults.join('\n'))
      assert.match(faults[0] ?? '', says)
    }))
}

test('a key that is written but not described is found', () =>
  within(
    `insert into organisation.library (code, name, active) values ('X', 'Bib Test', true);
     insert into organisation.branch (library_id, code, name) select library_id, 'X1', 'Test' from organisation.library;
     insert into organisation.workstation (library_id, branch_id, name, key_hash, settings)
     select library_id, branch_id, 'Balie', '\\x00', '{"sound": true, "diary": "x"}' from organisation.branch`,
    async () =>
      assert.deepEqual(await unknownKeys(db.admin), [
        'organisation.workstation.settings holds the key diary, which is not described',
      ]),
  ))
