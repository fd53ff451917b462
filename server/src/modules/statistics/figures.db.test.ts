import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../testing/jobs.ts'
import { anItem, aPatron, type TestPatron } from '../../testing/people.ts'
import { aRegulation } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import { circulationJobs } from '../circulation/jobs.ts'
import { statisticsJobs } from './jobs.ts'

/*
 * Four libraries, three of which form a region. Their readers lend in November; in the third there are four, and nobody may see that.
 */
let world: World
let clock: TestClock
let libraries: Library[]
const desks = new Map<string, Someone>()
const counters = new Map<string, Someone>()
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  libraries = []
  for (const name of ['Kustgem', 'Duinegem', 'Strandegem', 'Bergegem']) {
    const library = await world.library(name)
    libraries.push(library)
    await aRegulation(world, library)
    desks.set(library.library_id, await world.staff(library, ['hoofd_balie']))
    counters.set(library.library_id, await world.staff(library, ['cijfers']))
  }
  await world.rows(`insert into organisation.central_setting (key, value) values ('figures.rule', $1)`, [
    JSON.stringify({
      smallest_cell: 5,
      regions: Object.fromEntries(libraries.slice(0, 3).map(l => [l.library_id, 'Kust'])),
    }),
  ])
  await at('2026-11-10T10:00:00Z')
})
after(async () => {
  await clock.close()
  await world.close()
})

async function at(instant: string): Promise<void> {
  world.now = Temporal.Instant.from(instant)
  await world.rows('select circulation.make_partitions($1::date)', [instant.slice(0, 10)])
}
const count = () => runJobs(clock, statisticsJobs, 'count_figures')
const of = (no: number) => libraries[no]!
const desk = (no: number) => desks.get(of(no).library_id)!

async function lend(no: number, patron: TestPatron, times = 1): Promise<string[]> {
  const lent: string[] = []
  for (let i = 0; i < times; i++) {
    const { item_id } = await anItem(world, of(no))
    const said = await world.call(
      op.checkout,
      { body: { command_id: uuid7(world.now), patron_id: patron.patron_id, item_id } },
      desk(no),
    )
    assert.equal(said.status, 201, said.text)
    lent.push(item_id)
    world.now = world.now.add({ seconds: 20 })
  }
  return lent
}
async function readersOf(no: number, many: number, birth_on = '1980-03-10'): Promise<TestPatron[]> {
  const made: TestPatron[] = []
  for (let i = 0; i < many; i++) {
    const patron = await aPatron(world, of(no))
    await world.rows('update patrons.patron set birth_on = $2 where patron_id = $1', [
      patron.patron_id,
      birth_on,
    ])
    made.push(patron)
  }
  return made
}
const read = async (no: number, from = '2026-10', until = '2026-12') => {
  const said = await world.call(op.readFigures, { query: { from, until } }, counters.get(of(no).library_id)!)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const one = (rows: readonly op.Figure[], kind: string, part = 'all', month = '2026-11') => {
  const found = rows.find(r => r.kind === kind && r.part === part && r.month === month)
  return found && (found.hidden ?? found.n)
}

test('P47 P48 the own library is counted as it is, what was taken back out, and each reader once', async () => {
  for (const [no, many] of [9, 7, 4, 8].entries())
    for (const patron of await readersOf(no, many)) await lend(no, patron, 2)
  // Two children in the first library, one in the second.
  for (const patron of await readersOf(0, 2, '2016-05-05')) await lend(0, patron)
  for (const patron of await readersOf(1, 1, '2016-05-05')) await lend(1, patron)
  const [mistaken] = await readersOf(0, 1)
  const [item_id = ''] = await lend(0, mistaken!)
  const [event] = await world.rows(
    `select event_id from circulation.event where item_id = $1 and kind = 'checkout'`,
    [item_id],
  )
  const undone = await world.call(
    op.undo,
    { body: { command_id: uuid7(world.now), event_id: event!['event_id']! } },
    desk(0),
  )
  assert.ok(undone.status < 300, undone.text)
  await count()
  const { own, running, of_region, flanders, published_until } = await read(0)
  assert.deepEqual(
    [one(own, 'loans'), one(own, 'loans', 'youth'), one(own, 'borrowers'), one(own, 'borrowers', 'adult')],
    [20, 2, 11, 9],
  )
  assert.deepEqual([one(own, 'members'), one(own, 'members', 'youth')], [12, 2])
  assert.equal(one(own, 'items'), 21)
  assert.deepEqual([running, published_until, of_region, flanders], ['2026-11', null, [], []])
})

test('P48 the month is settled, and then the region and Flanders are there: protected, rounded, and made once', async () => {
  await at('2026-12-13T03:00:00Z')
  await count()
  const { region, of_region, flanders, published_until, smallest_cell } = await read(0)
  assert.deepEqual([region, published_until, smallest_cell], ['Kust', '2026-11', 5])
  // 23 readers in the region: 11, 8 and 4. Without the largest they are 12. Outside lies one library only.
  assert.equal(one(of_region, 'borrowers'), 'difference')
  assert.equal(one(flanders, 'borrowers'), 30, '31 readers')
  assert.equal(one(flanders, 'loans'), 60, '20 + 15 + 8 + 16')
  // Three children: of two libraries, and few. Their number does not follow from the total and the grown-ups either.
  assert.equal(one(flanders, 'borrowers', 'youth'), 'few_libraries')
  assert.equal(one(flanders, 'borrowers', 'adult'), 'difference')
  assert.equal(one(flanders, 'items'), 60)

  const before = await world.rows('select * from statistics.area_figure order by 1, 2, 3, 4')
  await world.rows(
    `update organisation.central_setting set value = jsonb_set(value, '{smallest_cell}', '12') where key = 'figures.rule'`,
  )
  await count()
  assert.deepEqual(await world.rows('select * from statistics.area_figure order by 1, 2, 3, 4'), before)
})

test('P48 a library without a region reads Flanders; nobody reads another library, by the door or past it', async () => {
  const alone = await read(3)
  assert.deepEqual([alone.region, alone.of_region], [null, []])
  assert.equal(one(alone.own, 'borrowers'), 8)
  const third = await read(2)
  assert.equal(one(third.own, 'borrowers'), 4, 'its own four it may see')
  for (const { own } of [await read(0), await read(1), alone]) assert.notEqual(one(own, 'borrowers'), 4)
  const app = await world.rows(
    `select has_table_privilege('kaft_app', 'statistics.month_figure', 'insert') as writes,
            has_function_privilege('kaft_app', 'statistics.sums(date, jsonb)', 'execute') as sums`,
  )
  assert.deepEqual(app, [{ writes: false, sums: false }])
})

test('P47 no table of figures names a person, and they stay when the history is gone', async () => {
  const columns = await world.rows(
    `select column_name from information_schema.columns where table_schema = 'statistics' and column_name ~ 'patron|person|card|event|loan_id|birth|postcode'`,
  )
  assert.deepEqual(columns, [])
  const before = await read(0, '2026-11', '2026-11')
  await at('2027-03-20T03:00:00Z')
  await count()
  await runJobs(clock, circulationJobs, 'forget_history')
  await count()
  assert.deepEqual(await world.rows('select 1 from circulation.event_patron'), [])
  const later = await read(0, '2026-11', '2026-11')
  assert.deepEqual([later.own, later.flanders], [before.own, before.flanders])
})

test('what was there before Kaft counted is counted as far as it can be: loans, and no readers of long ago', async () => {
  await world.rows('delete from statistics.month_figure')
  await world.rows('delete from statistics.counted')
  await count()
  const { own } = await read(0)
  assert.deepEqual(
    [one(own, 'loans'), one(own, 'borrowers'), one(own, 'members')],
    [20, undefined, undefined],
  )
})

test('months that are no span are refused', async () => {
  const counter = counters.get(of(0).library_id)!
  for (const query of [
    { from: '2026-12', until: '2026-11' },
    { from: '2021-10', until: '2026-11' },
  ]) {
    const said = await world.call(op.readFigures, { query }, counter)
    assert.deepEqual([said.status, said.text.includes('months_wrong')], [409, true], said.text)
  }
  const desked = await world.call(op.readFigures, { query: { from: '2026-11', until: '2026-11' } }, desk(0))
  assert.equal(desked.status, 403)
})
