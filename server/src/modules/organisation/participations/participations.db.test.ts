import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { addDays, dayOf } from '../../../base/dates.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let centre: Library
let central: Someone
let today: string
before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant()
  today = dayOf(world.now)
  centre = await world.library('Centrum')
  central = await world.staff(centre, ['consortium'])
})
after(() => world.close())
const command = () => ({ command_id: uuid7(world.now) })
const day = (n: number): string => addDays(today, n)
const session = async (as: Someone) => (await world.call(op.readSession, {}, as)).status

const add = (library: Library, more: object = {}, as = central) =>
  world.call(
    op.addParticipation,
    {
      body: {
        ...command(),
        library_id: library.library_id,
        reference: 'VO-2026-17',
        version: '2',
        signed_on: today,
        starts_on: today,
        ends_on: null,
        ...more,
      },
    },
    as,
  )
const end = (participation_id: string, stops_on: string, as = central) =>
  world.call(op.endParticipation, { params: { participation_id }, body: { ...command(), stops_on } }, as)
/** The agreements of a library as they are listed, the newest first. */
async function listed(library: Library, closing?: 'yes') {
  const rows = []
  for (let after: string | null | undefined; after !== null; ) {
    const query = { ...(closing ? { closing } : {}), ...(after === undefined ? {} : { after }) }
    const said = await world.call(op.listParticipations, { query }, central)
    assert.equal(said.status, 200, said.text)
    rows.push(...said.body.rows)
    after = said.body.next
  }
  return rows.filter(row => row.library_id === library.library_id)
}
/** A library whose agreement was to last so many days from today. */
async function withDays(name: string, days: number): Promise<Library> {
  const library = await world.library(name)
  await world.rows(
    'update organisation.participation set stops_on = $2, stopped_at = now() where library_id = $1',
    [library.library_id, day(days)],
  )
  return library
}

test('P16 an agreement that was signed opens a library on its days, and stays with those before it', async () => {
  const library = await withDays('Bib Opnieuw', -3)
  const staff = await world.staff(library, ['balie'])
  assert.equal(await session(staff), 401)
  const late = await add(library, { starts_on: day(1), reference: 'VO-morgen' })
  assert.deepEqual([late.status, late.body.state, late.body.open], [201, 'coming', false])
  assert.equal(await session(staff), 401, 'not before its first day')
  const made = await add(library, { ends_on: day(20) })
  assert.deepEqual([made.status, made.body.state, made.body.open], [201, 'holds', true])
  assert.equal(made.body.closes_on, null, 'the other goes on without end')
  assert.equal(await session(staff), 200)
  const rows = await listed(library)
  assert.deepEqual(
    rows.map(row => [row.reference, row.state]),
    [
      ['VO-2026-17', 'holds'],
      ['VO-morgen', 'coming'],
      ['VO-1', 'stopped'],
    ],
  )
})

test('P16 one that is ended opens nothing after its last day; it cannot be ended twice, and no row is changed or goes', async () => {
  const library = await world.library('Bib Stop')
  const [first] = await listed(library)
  const id = first?.participation_id ?? ''
  for (const wrong of [day(-1), '2020-01-01'])
    assert.equal((await end(id, wrong)).problem.code, 'invalid', wrong)
  const ended = await end(id, day(30))
  assert.deepEqual(
    [ended.body.stops_on, ended.body.ends_on, ended.body.state, ended.body.closes_on],
    [day(30), null, 'holds', day(30)],
  )
  assert.equal((await end(id, day(40))).problem.code, 'participation_over')
  const signed = (await add(library, { starts_on: day(31), ends_on: day(90) })).body
  assert.equal((await end(signed.participation_id, day(90))).problem.code, 'invalid', 'that is its end')
  assert.equal((await end('424242', today)).problem.code, 'not_found')
  for (const change of ['delete from organisation.participation', 'truncate organisation.participation'])
    await assert.rejects(world.rows(change), { code: '23503' }, change)
  const app = await world.db.bulk.connect()
  try {
    for (const change of [
      "update organisation.participation set reference = 'x'",
      "update organisation.library set agreed = '{(,)}'",
    ])
      await assert.rejects(app.query(change), /permission denied/, change)
  } finally {
    app.release()
  }
})

test('P16 who keeps agreements cannot shut the own door, and nobody else keeps them', async () => {
  const [own] = await listed(centre)
  assert.equal((await end(own?.participation_id ?? '', day(10))).problem.code, 'participation_own')
  assert.equal((await add(centre, { ends_on: day(10) })).problem.code, 'participation_own')
  const library = await world.library('Bib Zelf')
  const manager = await world.staff(library, ['beheer'])
  const [theirs] = await listed(library)
  assert.equal((await add(library, {}, manager)).status, 403)
  assert.equal((await end(theirs?.participation_id ?? '', today, manager)).status, 403)
  assert.equal((await world.call(op.listParticipations, {}, manager)).status, 403)
  assert.equal((await add(library, { signed_on: day(1) })).problem.code, 'invalid', 'not signed yet')
  assert.equal((await add(library, { ends_on: day(-1) })).problem.code, 'invalid')
  assert.equal((await add({ ...library, library_id: '424242' })).problem.code, 'not_found')
})

test('P16 sixty days before a library closes the central role is told, until a next agreement is there', async () => {
  const near = await withDays('Bib Bijna', 60)
  const far = await withDays('Bib Later', 61)
  const over = await withDays('Bib Voorbij', -1)
  const counted = async (as: Someone) =>
    (await world.call(op.myDay, {}, as)).body.counters.find(one => one.id === 'libraries_closing')
  const before = await counted(central)
  assert.deepEqual(
    (await listed(near, 'yes')).map(row => [row.open, row.closes_on]),
    [[true, day(60)]],
  )
  assert.deepEqual(await listed(far, 'yes'), [])
  assert.deepEqual(
    (await listed(over, 'yes')).map(row => [row.open, row.state]),
    [[false, 'stopped']],
  )
  assert.equal(await counted(await world.staff(near, ['beheer'])), undefined, 'nobody else')
  await add(near, { starts_on: day(61) })
  assert.deepEqual(await listed(near, 'yes'), [])
  assert.equal((await counted(central))?.count, (before?.count ?? 0) - 1)
})

test('the log of the configuration says who noted what, and a second click notes nothing', async () => {
  const library = await world.library('Bib Log')
  const body = {
    ...command(),
    library_id: library.library_id,
    reference: 'VO-log',
    version: '3',
    signed_on: today,
    starts_on: today,
    ends_on: day(5),
  }
  const said = [
    await world.call(op.addParticipation, { body }, central),
    await world.call(op.addParticipation, { body }, central),
  ]
  assert.equal(said[0]?.body.participation_id, said[1]?.body.participation_id)
  assert.equal((await listed(library)).length, 2)
  await end(said[0]?.body.participation_id ?? '', day(2))
  const manager = await world.staff(centre, ['beheer'])
  const changes = (await world.call(op.readChanges, {}, manager)).body.rows.filter(
    change => change.subject === said[0]?.body.participation_id,
  )
  assert.deepEqual(
    changes.map(change => change.what),
    ['endParticipation', 'addParticipation'],
  )
})
