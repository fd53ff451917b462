import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type BriefingTexts,
  findPatrons,
  listStaff,
  meetsPatrons,
  operations,
  publishBriefing,
  readBriefing,
  readChanges,
  readSession,
  readUndertakings,
  searchTitles,
  signBriefing,
} from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openSecondProcess } from '../../../testing/second-process.ts'
import { sample } from '../../../testing/sample.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let library: Library
let manager: Someone
let centre: Someone
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant().round('millisecond')
  library = await world.library('Bib Testgem')
  manager = await world.staff(library, ['beheer', 'hoofd_balie'])
  centre = await world.staff(library, ['consortium'])
})
after(() => world.close())

const newcomer = (roles: Parameters<World['staff']>[1] = ['balie']) =>
  world.staff(library, roles, { briefed: false })
const sign = (who: Someone, version: number) =>
  world.call(signBriefing, { body: { ...command(), version } }, who)
const find = async (who: Someone) =>
  (await world.call(findPatrons, { query: { q: 'jan' } }, who)).problem.code
const version = async () => (await world.call(readBriefing, {}, centre)).body.version
const texts = async (changed: string | null): Promise<BriefingTexts> => {
  const { nl, en } = (await world.call(readBriefing, {}, centre)).body.texts
  return { nl: { ...nl, changed }, en: { ...en, changed } }
}
const publish = async (changed: string | null) =>
  world.call(publishBriefing, { body: { ...command(), texts: await texts(changed) } }, centre)

const all = ['hoofd_balie', 'kas', 'dpo', 'overstap', 'leners', 'consortium'] as const

describe('P146 before the undertaking no operation that meets patrons answers', () => {
  // Websites and readers come with a key and a session of their own: they undertake nothing.
  for (const { op } of operations.filter(o => o.op.leave !== 'website' && o.op.leave !== 'reader'))
    test(op.id, async () => {
      const who = await newcomer([...all])
      const asks = meetsPatrons(op, { has: () => true })
      const known = (name: string): unknown =>
        ({
          command_id: uuid7(world.now),
          branch_id: library.branches[0],
          library_ids: ['1', '2'],
          entry_ids: ['1'],
          branch_ids: [library.branches[0]],
          version: 1,
          national_number: '85.67.15-001.41',
        })[name]
      if (!asks) return assert.ok(!op.purpose, op.id)
      const part = (schema: typeof op.params) => (schema ? sample(schema, known) : undefined)
      const ask = { params: part(op.params), query: part(op.query), body: part(op.body) } as never
      const said = await world.call(op, ask, who)
      const expected = ['briefing_needed', 'no_leave']
      assert.equal(said.status, 403, said.text)
      assert.ok(expected.includes(said.problem.code), said.text)
    })
})

test('P146 signing opens the patrons at once, with version and day, and at another process too', async () => {
  const who = await newcomer()
  assert.equal((await world.call(readSession, {}, who)).body.briefing_due, true)
  assert.equal(await find(who), 'briefing_needed')
  assert.equal((await world.call(searchTitles, { query: { q: 'boek' } }, who)).status, 200, 'books are open')
  const other = await openSecondProcess(world)
  const found = '/patrons?q=jan'
  assert.equal((await other.get(found, who)).code, 'briefing_needed')
  const signed = await sign(who, await version())
  assert.equal(signed.status, 200, signed.text)
  assert.equal(signed.body.briefing_due, false)
  assert.equal((await world.call(findPatrons, { query: { q: 'jan' } }, who)).status, 200)
  assert.equal((await other.get(found, who)).status, 200)
  await other.close()
  const told = (await world.call(readBriefing, {}, who)).body
  assert.equal(told.signed?.version, told.version)
  assert.equal(Temporal.Instant.compare(told.signed?.signed_at ?? '', world.now), 0)
})

test('a repeat signs once; a version that does not exist is refused', async () => {
  const who = await newcomer()
  const body = { ...command(), version: await version() }
  await world.call(signBriefing, { body }, who)
  await world.call(signBriefing, { body }, who)
  const [{ count } = {}] = await world.rows(
    'select count(*)::int as count from organisation.undertaking where staff_id = $1',
    [who.staff_id],
  )
  assert.equal(count, 1)
  assert.equal((await sign(await newcomer(), 99)).problem.code, 'briefing_other_version')
})

test('P146 after a year it is asked anew', async () => {
  const who = await newcomer()
  await sign(who, await version())
  const then = world.now
  world.now = then.add({ hours: 364 * 24 })
  assert.notEqual(await find(who), 'briefing_needed')
  world.now = then.add({ hours: 367 * 24 })
  assert.equal(await find(who), 'briefing_needed')
  world.now = then
})

test('who orders or catalogues is not asked, and neither is a manager of accounts alone', async () => {
  for (const role of ['bestellen', 'catalografie', 'inventaris', 'cijfers', 'beheer', 'consortium'] as const)
    assert.equal((await world.call(readSession, {}, await newcomer([role]))).body.briefing_due, false, role)
})

test('a new version asks everybody anew, in every library, and tells what changed', async () => {
  const elsewhere = await world.library('Bib Voorbeeldlo')
  const [here, there] = [await newcomer(), await world.staff(elsewhere, ['balie'], { briefed: false })]
  const first = await version()
  for (const who of [here, there]) await sign(who, first)
  assert.equal((await publish(null)).problem.code, 'briefing_what_changed')
  assert.equal(
    (await world.call(publishBriefing, { body: { ...command(), texts: await texts('x') } }, manager)).problem
      .code,
    'no_leave',
  )
  const published = await publish('Nieuw: wat je doet bij een datalek.')
  assert.equal(published.status, 201, published.text)
  assert.equal(published.body.version, first + 1)
  for (const who of [here, there]) {
    assert.equal(await find(who), 'briefing_needed')
    const told = (await world.call(readBriefing, {}, who)).body
    assert.deepEqual(
      [told.signed?.version, told.texts.nl.changed],
      [first, 'Nieuw: wat je doet bij een datalek.'],
    )
    assert.equal((await sign(who, first)).problem.code, 'briefing_other_version')
    assert.equal((await sign(who, first + 1)).status, 200)
  }
  assert.equal((await sign(manager, first + 1)).status, 200)
  assert.equal((await world.call(readChanges, {}, manager)).body.rows[0]?.what, 'publishBriefing')
})

test('P146 the report names who lacks it and why, of the own library only, and nobody who meets no patrons', async () => {
  const home = await world.library('Bib Verslag')
  const boss = await world.staff(home, ['beheer'], { briefed: false })
  const [never, older, late, fine] = await Promise.all(
    [1, 2, 3, 4].map(() => world.staff(home, ['balie'], { briefed: false })),
  )
  await world.staff(home, ['catalografie'], { briefed: false })
  const newest = await version()
  const signed = (who: Someone | undefined, no: number, ago: string) =>
    world.rows('insert into organisation.undertaking values ($1, $2, $3, now() - $4::interval)', [
      who!.staff_id,
      home.library_id,
      no,
      ago,
    ])
  await signed(older, newest - 1, '1 day')
  await signed(late, newest, '1 year 2 days')
  await signed(fine, newest, '364 days')
  const said = (await world.call(readUndertakings, {}, boss)).body
  assert.deepEqual(
    new Map(said.rows.map(r => [r.staff_id, r.why])),
    new Map([
      [never!.staff_id, 'never'],
      [older!.staff_id, 'older_version'],
      [late!.staff_id, 'over_a_year'],
    ]),
  )
  assert.deepEqual([said.accounts, said.lacking, said.next], [4, 3, null])
  assert.equal((await world.call(readUndertakings, {}, never!)).problem.code, 'no_leave')
  assert.equal((await world.call(listStaff, {}, boss)).status, 200, 'accounts are managed without it')
})

test('the program cannot publish without that right, nor sign for another library', async () => {
  const elsewhere = await world.library('Bib Anderdorp')
  const client = await world.db.desk.connect()
  try {
    await client.query('begin')
    await client.query('select organisation.enter($1)', [manager.secret])
    await assert.rejects(
      client.query(
        `insert into organisation.briefing (version, texts, published_at) values (99, '{}', now())`,
      ),
      /row-level security/,
    )
    await client.query('rollback')
    await client.query('begin')
    await client.query('select organisation.enter($1)', [manager.secret])
    await assert.rejects(
      client.query('insert into organisation.undertaking values ($1, $2, 1, now())', [
        manager.staff_id,
        elsewhere.library_id,
      ]),
      /row-level security/,
    )
  } finally {
    await client.query('rollback')
    client.release()
  }
})
