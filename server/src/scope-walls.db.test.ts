import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { searchTitles } from '@kaft/contract'
import type pg from 'pg'
import { aPatron } from './testing/people.ts'
import { type Library, openWorld, type Someone, type World } from './testing/world.ts'

/* What an injected statement could do: it runs as the program's own role, within the session of a counter assistant. */
let world: World
let home: Library
let far: Library
let amina: Someone
let client: pg.PoolClient
before(async () => {
  world = await openWorld()
  ;[home, far] = [await world.library('Thuisgem'), await world.library('Vreemdgem')]
  amina = await world.staff(home, ['balie', 'beheer'])
  await aPatron(world, far)
  await aPatron(world, home)
  client = await world.db.bulk.connect()
})
after(async () => {
  client.release()
  await world.close()
})

/** Runs statements within the session and rolls back; answers the last one's rows or the refusal's SQLSTATE. */
async function injected(...texts: string[]): Promise<unknown[] | string> {
  await client.query('begin')
  try {
    await client.query('select organisation.enter($1)', [amina.secret])
    let rows: unknown[] = []
    for (const text of texts) rows = (await client.query(text)).rows
    return rows
  } catch (error) {
    return (error as { code: string }).code
  } finally {
    await client.query('rollback')
  }
}
const libraries = 'select distinct library_id from patrons.patron'
const own = () => [{ library_id: home.library_id }]
const DENIED = '42501'

test('within a session the own library is seen and nothing else', async () => {
  assert.deepEqual(await injected(libraries), own())
})

test('no setting widens what is seen', async () => {
  for (const set of [
    "set local kaft.scope = '1,2,3'",
    `set local kaft.job_library = '${far.library_id}'`,
    "set local kaft.library = '2'",
    'set local row_security = off',
  ]) {
    const said = await injected(set, libraries)
    assert.ok(
      said === DENIED || JSON.stringify(said) === JSON.stringify(own()),
      `${set}: ${JSON.stringify(said)}`,
    )
  }
  assert.deepEqual(await injected("set local kaft.session = 'forged'", libraries), [])
})

test('the program cannot become another role', async () => {
  for (const role of ['kaft_owner', 'kaft_finder', 'kaft_jobs', 'postgres'])
    assert.equal(await injected(`set local role ${role}`, libraries), DENIED)
  assert.equal(await injected(`select organisation.enter_library(${far.library_id})`), DENIED)
})

test('what the scope is made of cannot be written', async () => {
  assert.equal(
    await injected(
      `update organisation.session set scope = array[${far.library_id}, ${home.library_id}]::bigint[]`,
    ),
    DENIED,
  )
  assert.equal(await injected(`update organisation.session set library_id = ${far.library_id}`), DENIED)
  assert.equal(
    await injected(
      `insert into organisation.session (secret_hash, staff_id, library_id, branch_id, started_at, full_until, expires_at) select 'x', 1, ${far.library_id}, 1, now(), now(), now()`,
    ),
    DENIED,
  )
  assert.equal(
    await injected(
      `insert into organisation.agreement (name, rung, starts_on, shares_fee, shares_rules, shares_patrons, has_transport, shares_letters, floats) values ('x', '3c', '2020-01-01', true, true, true, true, true, true)`,
    ),
    DENIED,
  )
  assert.equal(
    await injected(
      `insert into organisation.staff_role (staff_id, library_id, role, level, starts_on, granted_at) values (${amina.staff_id}, ${home.library_id}, 'consortium', 'consortium', '2020-01-01', now())`,
    ),
    DENIED,
  )
  assert.equal(
    await injected("select circulation.make_partitions('2026-01-01')", 'create table patrons.x ()'),
    DENIED,
  )
})

test('the own session cannot be given the scope of another library', async () => {
  const session = `(select session_id from organisation.session where staff_id = ${amina.staff_id})`
  assert.equal(
    await injected(`select organisation.keep_scope(${session}, ${far.library_id})`, libraries),
    DENIED,
  )
})

test('the scope is kept with the session by whoever only reads, and nobody waits for who keeps it', async () => {
  const bram = await world.staff(home, ['balie'])
  const kept = async () =>
    (
      await world.rows('select scope is not null as kept from organisation.session where staff_id = $1', [
        bram.staff_id,
      ])
    )[0]?.['kept']
  const session = `(select session_id from organisation.session where staff_id = ${bram.staff_id})`
  await world.rows('begin')
  try {
    await world.rows(`select from organisation.session where session_id = ${session} for update`)
    assert.equal((await world.call(searchTitles, { query: {} }, bram)).status, 200, 'beside who holds it')
    assert.equal(await kept(), false)
  } finally {
    await world.rows('rollback')
  }
  assert.equal((await world.call(searchTitles, { query: {} }, bram)).status, 200)
  assert.equal(await kept(), true)
})

test('a person and a number are out of reach, and partitions show nothing directly', async () => {
  assert.equal(await injected('select * from patrons.person'), DENIED)
  const parts = await world.rows(
    `select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where p.relname in ('event', 'event_patron') and p.relkind = 'p'`,
  )
  assert.ok(parts.length > 8)
  for (const { relname } of parts)
    assert.equal(await injected(`select * from circulation.${relname}`), DENIED, relname ?? '')
})

test('the ledger, the access log and the events cannot be rewritten', async () => {
  for (const text of [
    'update finance.entry set amount_cents = 1',
    'delete from finance.entry',
    'update privacy.access_log set staff_id = null',
    'delete from privacy.access_log',
    'update circulation.event set kind = kind',
    'delete from circulation.event',
    'delete from privacy.seal',
  ])
    assert.equal(await injected(text), DENIED, text)
})
