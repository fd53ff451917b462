import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { type TestClock, openClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'
import { candidatesOf } from './find.store.ts'
import { findDoubles } from './find-doubles.ts'

let world: World
let clock: TestClock
let here: Library
let cataloguer: Someone
let central: Someone
let desk: Someone
let code: string
const id = () => uuid7(world.now)
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  const there = await world.library('Elders')
  cataloguer = await world.staff(here, ['catalografie'])
  central = await world.staff(there, ['catalografie', 'consortium'])
  desk = await world.staff(here, ['hoofd_balie'])
  const [row] = await world.rows('select code from organisation.library where library_id = $1', [
    here.library_id,
  ])
  code = row!.code!
  clock = openClock(world)
})
after(async () => {
  await clock.close()
  await world.close()
})
const add = (source: string, ...titles: TestTitle[]) =>
  imported(world, iso2709(titles.map(aRecord)), { source })
/** Later, when what was stored has settled. */
const look = async () => {
  world.now = world.now.add({ minutes: 5 })
  return findDoubles(clock.ctx('find_doubles'))
}
const idOf = async (number: string) =>
  (
    await world.rows('select title_id::text as t from cataloguing.title where control_number = $1', [number])
  )[0]!.t!
const list = async (query: op.QueryOf<typeof op.titleDoubles> = {}, as = cataloguer) => {
  const said = await world.call(op.titleDoubles, { query }, as)
  assert.equal(said.status, 200, said.text)
  return said.body.rows.map(r => [r.one.control_number, r.other.control_number, r.agrees.join()])
}

test('what comes or changes is laid beside the few that are like it, once', async () => {
  await add('vlacc', {
    number: 'v1',
    title: 'Kaas',
    author: 'Elsschot, Willem',
    isbn: '9789025363420',
    year: 1933,
  })
  assert.equal(await look(), 1)
  await add(
    code,
    { number: 'e1', title: 'Kaas', author: 'Elsschot, Willem', isbn: '9789025363420', year: 1933 },
    { number: 'e2', title: 'Kaas maken', author: 'Iemand, Anders' },
  )
  assert.equal(await look(), 2)
  assert.equal(await look(), 0)
  assert.deepEqual(await list(), [['v1', 'e1', 'isbn,title,author,year,material']])
  // The description changes and is no double any more.
  await add(code, { number: 'e1', title: 'Iets heel anders', author: 'Iemand, Anders', year: 2020 })
  assert.equal(await look(), 1)
  assert.deepEqual(await list(), [])
  await add(code, {
    number: 'e1',
    title: 'Kaas',
    author: 'Elsschot, Willem',
    isbn: '9789025363420',
    year: 1933,
  })
  await look()
  assert.equal((await list()).length, 1)
})

test('what is no double is remembered, also when it changes, until somebody takes that back', async () => {
  const pair = async () => ({ command_id: id(), one_id: await idOf('e1'), other_id: await idOf('v1') })
  assert.equal((await world.call(op.keepTitlesApart, { body: await pair() }, cataloguer)).status, 201)
  assert.deepEqual(await list(), [])
  await add(code, {
    number: 'e1',
    title: 'Kaas',
    author: 'Elsschot, Willem',
    isbn: '9789025363420',
    year: 1934,
  })
  await look()
  assert.deepEqual(await list(), [])
  const params = { title_id: await idOf('e1') }
  assert.deepEqual((await world.call(op.doublesOfTitle, { params }, cataloguer)).body.rows, [])
  assert.equal((await world.call(op.unkeepTitlesApart, { body: await pair() }, cataloguer)).status, 201)
  assert.equal((await list()).length, 1)
  const [row] = (await world.call(op.doublesOfTitle, { params }, cataloguer)).body.rows
  assert.deepEqual([row?.other.control_number, row?.one.may_go, row?.other.may_go], ['v1', true, false])
})

test('a library sees what it can do something about; who works for all sees all; in pages', async () => {
  const both = { title: 'Samen', author: 'Iemand, Anders', isbn: '9789460000010' }
  await add('vlacc', { number: 'w1', ...both }, { number: 'w2', ...both })
  await look()
  const shared = (rows: string[][]) => rows.filter(r => r[0] === 'w1').length
  assert.deepEqual(
    [shared(await list()), shared(await list({ whose: 'all' })), shared(await list({}, central))],
    [0, 1, 1],
  )
  for (let n = 0; n < 30; n++)
    await add(
      code,
      { number: `p${n}a`, title: `Reeksje ${n}`, author: 'Iemand, Anders', isbn: isbnOf(n) },
      { number: `p${n}b`, title: `Reeksje ${n}`, author: 'Iemand, Anders', isbn: isbnOf(n) },
    )
  await look()
  const first = (await world.call(op.titleDoubles, { query: {} }, cataloguer)).body
  assert.equal(first.rows.length, 25)
  const next = (await world.call(op.titleDoubles, { query: { after: first.next! } }, cataloguer)).body
  const seen = [...first.rows, ...next.rows].map(r => `${r.one.title_id} ${r.other.title_id}`)
  assert.deepEqual([new Set(seen).size, seen.length, next.next], [31, 31, null])
})

/** A valid ISBN for each number. */
function isbnOf(n: number): string {
  const digits = `97894600${String(1000 + n)}`
  const sum = [...digits].reduce((all, d, at) => all + Number(d) * (at % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

test('a title that a desk typed is proposed to the description that comes later, by its words alone', async () => {
  const body = {
    command_id: id(),
    barcode: 'snel1',
    title: 'Het verdriet van België',
    item_type: 'book',
  }
  const made = await world.call(op.quickAdd, { body }, desk)
  assert.equal(made.status, 201, made.text)
  await look()
  await add('vlacc', { number: 'hc1', title: 'Het verdriet van België', author: 'Claus, Hugo', year: 1983 })
  await look()
  const rows = (await world.call(op.titleDoubles, { query: { provisional: '1' } }, cataloguer)).body.rows
  assert.deepEqual(
    rows.map(r => [r.one.provisional, r.one.items, r.other.control_number, r.agrees]),
    [[true, 1, 'hc1', ['title']]],
  )
  const params = { title_id: rows[0]!.other.title_id }
  const merged = await world.call(
    op.mergeTitles,
    { params, body: { command_id: id(), gone_id: rows[0]!.one.title_id, take: [] } },
    cataloguer,
  )
  assert.equal(merged.status, 201, merged.text)
  assert.deepEqual(
    (await world.call(op.titleDoubles, { query: { provisional: '1' } }, cataloguer)).body.rows,
    [],
  )
})

test('the rule is that of the consortium', async () => {
  const value = { ...op.doubleRule, threshold: 500, provisional_threshold: 500 }
  const set = (v: unknown) =>
    world.call(
      op.changeCentralSetting,
      { params: { key: 'cataloguing.doubles' }, body: { command_id: id(), value: v } },
      central,
    )
  assert.equal((await set({ threshold: 0 })).problem.code, 'setting_invalid')
  assert.equal((await set(value)).status, 200)
  const params = { title_id: await idOf('e1') }
  assert.deepEqual((await world.call(op.doublesOfTitle, { params }, cataloguer)).body.rows, [])
  assert.equal((await set(op.doubleRule)).status, 200)
  assert.equal((await world.call(op.doublesOfTitle, { params }, cataloguer)).body.rows.length, 1)
})

test('candidates are found by key, however many titles there are', async () => {
  await world.rows(
    `insert into cataloguing.title (source, control_number, record, record_hash, title, author, material, isbns, subjects, contributors, changed_at)
     select 'vul', 'x' || n, '', '', 'Vulling ' || n, 'Niemand', 'book', '{}', '{}', '{}', now() from generate_series(1, 20000) n`,
  )
  await world.rows(
    `insert into cataloguing.title_isbn (isbn, title_id) select 'vul' || title_id, title_id from cataloguing.title where source = 'vul'`,
  )
  await world.rows('analyze cataloguing.title, cataloguing.title_isbn')
  const one = {
    title_id: '1',
    title: 'Vulling 7',
    author: 'Niemand',
    numbers: ['9789025363420'],
    borne: ['x9'],
  }
  const query = candidatesOf([one])
  const plan = (await world.db.admin.query(`explain ${query.text}`, [...query.values])).rows
    .map(row => row['QUERY PLAN'])
    .join('\n')
  assert.doesNotMatch(plan, /Seq Scan on title\b|Seq Scan on title_isbn/, plan)
})
