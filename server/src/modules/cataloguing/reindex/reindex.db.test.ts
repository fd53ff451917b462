import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { readSearchIndex, searchTitles, steerSearchIndex } from '@kaft/contract'
import { type Db, openDb } from '../../../base/db.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { FORM } from '../import/title-row.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'
import { reindexNow } from './now.ts'
import { type Reindexing, workOnReindex } from './reindex.ts'

let world: World
let jobs: Db
let testgem: Library
let amina: Someone
let central: Someone
const MANY = 2_600

before(async () => {
  world = await openWorld()
  jobs = openDb({ connection: { connectionString: world.db.urlFor('kaft_jobs') }, deskSize: 1, bulkSize: 4 })
  testgem = await world.library('Testgem')
  amina = await world.staff(testgem, ['balie'])
  central = await world.staff(testgem, ['consortium'])
  const records = Array.from({ length: MANY }, (_, i) =>
    aRecord({ number: `n${i}`, title: `Boek nummer${i}`, subject: 'Alles' }),
  )
  await imported(world, iso2709(records))
})
beforeEach(async () => {
  await world.rows("update cataloguing.reindex set state = 'stopped' where finished_at is null")
})
after(async () => {
  await jobs.close()
  await world.close()
})

const deps = (more: Partial<Reindexing> = {}): Reindexing => ({
  db: jobs,
  now: world.now,
  signal: new AbortController().signal,
  ...more,
})
const found = async (q: string): Promise<number> =>
  (await world.call(searchTitles, { query: { q } }, amina)).body.count
const steer = (action: 'begin' | 'stop', as = central) =>
  world.call(steerSearchIndex, { body: { command_id: uuid7(world.now), action } }, as)
const state = async () => (await world.call(readSearchIndex, {}, amina)).body
const change = (number: string, title: string) =>
  imported(world, iso2709([aRecord({ number, title, subject: 'Alles' })]))
/** Names, columns, comments, rights and rules of the tables of search, without numbers that every table has its own. */
const shapeOf = () =>
  world.rows(`
    select c.relname, c.relkind, c.relacl::text, c.reloptions::text, pg_get_userbyid(c.relowner) as owner, pg_get_indexdef(i.indexrelid) as def,
           (select string_agg(a.attname || format_type(a.atttypid, a.atttypmod) || a.attnotnull || a.attstorage::text || coalesce(col_description(c.oid, a.attnum), ''), ',' order by a.attnum)
              from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as columns,
           (select string_agg(pg_get_constraintdef(k.oid), ';' order by pg_get_constraintdef(k.oid)) from pg_constraint k where k.conrelid = c.oid) as rules,
           (select count(*) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers
      from pg_class c left join pg_index i on i.indexrelid = c.oid
     where c.relnamespace = 'cataloguing'::regnamespace and c.relname ~ '^title_search' and c.relkind in ('r', 'p', 'i', 'I') order by 1`)

test('every title is put into words anew, and the tables are as they were', async () => {
  const before = await shapeOf()
  await world.rows("update cataloguing.title_search set document = ''")
  assert.equal(await found('alles '), 0)
  for (const _ of ['once', 'and once more']) {
    assert.deepEqual(await reindexNow(deps()), { titles: MANY })
    assert.equal(await found('alles '), MANY)
    assert.equal(await found('nummer17 '), 1)
    assert.deepEqual(await shapeOf(), before)
  }
  const now = await state()
  assert.deepEqual([now.shape, now.shape_wanted, now.run?.state], [FORM, FORM, 'done'])
})

test('what changes meanwhile is found at once, and after it', async () => {
  let told = 0
  const during = async () => {
    await change('n3', 'Boek gewijzigd3')
    await change('nieuw', 'Boek nieuweling')
    await world.rows(`delete from cataloguing.title where control_number = 'n4' and source = 'test'`)
    const began = performance.now()
    assert.equal(await found('gewijzigd3 '), 1)
    assert.equal(await found('nieuweling '), 1)
    assert.equal(await found('nummer4 '), 0)
    assert.ok(performance.now() - began < 2_000)
  }
  const changing: Promise<void>[] = []
  const begin = () => void (changing.length === 0 && changing.push(during()))
  await steer('begin')
  await workOnReindex(
    deps({
      onProgress: ({ state: at, titles }) => {
        if (at === 'building' && titles >= 1_000) begin()
        told++
      },
    }),
  )
  await Promise.all(changing)
  assert.ok(changing.length === 1 && told > 3)
  assert.deepEqual(
    [
      await found('gewijzigd3 '),
      await found('nummer3 '),
      await found('nieuweling '),
      await found('nummer4 '),
    ],
    [1, 0, 1, 0],
  )
  assert.equal(await found('alles '), MANY)
})

test('changes without end meanwhile: searches are answered, and no change is lost', async () => {
  await steer('begin')
  let going = true
  let slowest = 0
  let changes = 0
  const changing = (async () => {
    while (going) {
      await change('n7', `Boek wissel${++changes}`)
      const began = performance.now()
      assert.equal(await found(`wissel${changes} `), 1, `change ${changes}`)
      slowest = Math.max(slowest, performance.now() - began)
    }
  })()
  assert.equal(await workOnReindex(deps()), true)
  going = false
  await changing
  assert.ok(changes > 3)
  assert.ok(slowest < 2_000, `${slowest} ms`)
  assert.equal(await found(`wissel${changes} `), 1)
  assert.equal(await found('wissel1 '), 0)
})

test('cut off in the middle the old one works, and the next goes on where it was', async () => {
  await steer('begin')
  const cut = new AbortController()
  await assert.rejects(
    workOnReindex(deps({ signal: cut.signal, onProgress: () => cut.abort(new Error('the power went')) })),
    /the power went/,
  )
  assert.equal(await found('alles '), MANY)
  const half = (await state()).run
  assert.deepEqual([half?.state, half?.titles], ['building', 1_000])
  await change('n9', 'Boek tussendoor')
  const seen: number[] = []
  assert.equal(await workOnReindex(deps({ onProgress: p => void seen.push(p.titles) })), true)
  assert.equal(seen[0], 2_000, 'the first thousand is not built again')
  assert.equal(await found('tussendoor '), 1)
})

test('who deletes a title waits for no index, and no index waits for them', async () => {
  await steer('begin')
  const cut = new AbortController()
  await assert.rejects(
    workOnReindex(deps({ signal: cut.signal, onProgress: () => cut.abort(new Error('cut')) })),
  )
  const deleting = await jobs.bulk.connect()
  try {
    await deleting.query('begin')
    await deleting.query("delete from cataloguing.title where control_number = 'n5' and source = 'test'")
    let indexed = false
    const ended: Promise<unknown>[] = []
    const onProgress: Reindexing['onProgress'] = ({ state: at }) => {
      indexed ||= at === 'indexing'
      if (at === 'swapping' && ended.length === 0) ended.push(deleting.query('commit'))
    }
    assert.equal(await workOnReindex(deps({ onProgress })), true)
    await Promise.all(ended)
    assert.ok(indexed && ended.length === 1)
  } finally {
    deleting.release()
  }
  assert.equal(await found('nummer5 '), 0)
  assert.equal(await found('alles '), MANY - 1)
  const [tied] = await world.rows(
    "select convalidated as tied from pg_constraint where conrelid = 'cataloguing.title_search'::regclass and contype = 'f'",
  )
  assert.equal(tied!['tied'], true)
  await change('n5', 'Boek nummer5')
})

test('it can be stopped, and leaves nothing beside', async () => {
  assert.equal((await steer('stop')).problem.code, 'reindex_not_running')
  assert.equal((await steer('begin')).status, 201)
  assert.equal((await steer('begin')).problem.code, 'reindex_running')
  const stopping: Promise<unknown>[] = []
  await workOnReindex(
    deps({ onProgress: () => void (stopping.length === 0 && stopping.push(steer('stop'))) }),
  )
  await Promise.all(stopping)
  await workOnReindex(deps())
  assert.equal((await state()).run?.state, 'stopped')
  const [left] = await world.rows("select to_regclass('cataloguing.title_search_next')::text as next")
  assert.equal(left!.next, null)
  assert.equal(await found('alles '), MANY)
})

test('a program that writes another shape builds it by itself', async () => {
  await world.rows('update cataloguing.search_shape set shape = 1')
  assert.equal(await workOnReindex(deps()), true)
  const now = await state()
  assert.deepEqual([now.shape, now.run?.why, now.run?.state], [FORM, 'upgrade', 'done'])
  assert.equal(await workOnReindex(deps()), false, 'and then has nothing to do')
})

test('it is for who works for all libraries', async () => {
  await world.library('Elders')
  assert.equal((await steer('begin', amina)).problem.code, 'for_all_libraries')
  assert.equal((await state()).may_steer, false)
})
