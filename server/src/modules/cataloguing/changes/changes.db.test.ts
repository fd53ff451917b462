import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { allJobs } from '../../../jobs.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'

let world: World
let clock: TestClock
let cataloguer: Someone
let stranger: Someone
let central: Someone
let code: string
const id = () => uuid7(world.now)
before(async () => {
  world = await openWorld()
  const here = await world.library('Testgem')
  const there = await world.library('Elders')
  cataloguer = await world.staff(here, ['catalografie'])
  stranger = await world.staff(there, ['catalografie'])
  central = await world.staff(there, ['catalografie', 'consortium'])
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
const work = () => runJobs(clock, allJobs({ mailer: null, magda: null, erasedFile: '' }), 'title_changes')
const subject = (value: string): op.ChangeRule => ({
  do: 'replace',
  tag: '650',
  code: 'a',
  find: 'Handel',
  value,
  whole: true,
  when: null,
})
const begin = async (selection: Partial<op.ChangeSelection>, rules: op.ChangeRule[], as = cataloguer) => {
  const body = {
    command_id: id(),
    name: 'Handel wordt Zuivel',
    selection: { q: null, held: false, numbers: [], ...selection },
    rules,
  }
  return world.call(op.beginTitleChange, { body }, as)
}
const read = async (change_id: string, as = cataloguer) =>
  (await world.call(op.readTitleChange, { params: { change_id } }, as)).body
const steer = (change_id: string, act: 'start' | 'stop' | 'revert', as = cataloguer) =>
  world.call(op.steerTitleChange, { params: { change_id }, body: { command_id: id(), act } }, as)
const lines = async (change_id: string, query = {}) =>
  (await world.call(op.titleChangeLines, { params: { change_id }, query }, cataloguer)).body.rows.map(
    ({ title, number, state, why }) => [title ?? number, state, why],
  )
const found = async (q: string) =>
  (await world.call(op.searchTitles, { query: { q } }, cataloguer)).body.rows.map(r => r.title)

test('titles are looked at, changed, found by their new words, and all of it goes back', async () => {
  await add(
    code,
    { number: 'a', title: 'Kaas', subject: 'Handel' },
    { number: 'b', title: 'Boter', subject: 'Handel' },
    { number: 'c', title: 'Melk', subject: 'Handelsrecht' },
  )
  await add('vlacc', { number: 'd', title: 'Room', subject: 'Handel' })
  const begun = await begin({ q: 'handel*' }, [subject('Zuivel')])
  assert.equal(begun.status, 201, begun.text)
  const { change_id } = begun.body
  assert.deepEqual([begun.body.state, begun.body.titles], ['looking', 4])
  assert.equal((await steer(change_id, 'start')).problem.code, 'change_wrong_state')
  await work()
  const looked = await read(change_id)
  assert.deepEqual(
    [looked.state, looked.counts.planned, looked.counts.same, looked.counts.refused],
    ['ready', 2, 1, 1],
  )
  assert.deepEqual(await lines(change_id), [
    ['Kaas', 'planned', null],
    ['Boter', 'planned', null],
    ['Melk', 'same', null],
    ['Room', 'refused', 'source_not_yours'],
  ])
  const line = async () =>
    (await world.call(op.readTitleChangeLine, { params: { change_id, line_no: '1' } }, cataloguer)).body
  const said = async () => {
    const { before: was, after: is } = await line()
    return [JSON.stringify(was).includes('Handel"'), JSON.stringify(is).includes('Zuivel"')]
  }
  assert.deepEqual(await said(), [true, true])
  assert.deepEqual(await found('zuivel'), [])

  assert.equal((await steer(change_id, 'start')).status, 200)
  await work()
  const done = await read(change_id)
  assert.deepEqual([done.state, done.counts.done], ['done', 2])
  assert.deepEqual((await found('zuivel')).toSorted(), ['Boter', 'Kaas'])
  assert.deepEqual(await said(), [true, true])
  const [row] = await world.rows("select title_id from cataloguing.title where control_number = 'a'")
  const versions = await world.call(op.recordVersions, { params: { title_id: row!.title_id! } }, cataloguer)
  assert.equal(versions.body.rows[0]?.why, 'Handel wordt Zuivel')
  assert.match(versions.body.rows[0]?.by ?? '', /Testmedewerker/)

  // One is changed by hand meanwhile: that one stays.
  await add(code, { number: 'b', title: 'Boter en eieren', subject: 'Zuivel' })
  assert.equal((await steer(change_id, 'revert')).status, 200)
  await work()
  const back = await read(change_id)
  assert.deepEqual([back.state, back.counts.reverted, back.counts.kept], ['reverted', 1, 1])
  assert.deepEqual(await found('zuivel'), ['Boter en eieren'])
  assert.deepEqual(await lines(change_id, { state: 'kept' }), [['Boter en eieren', 'kept', 'changed_since']])
  assert.equal((await steer(change_id, 'revert')).problem.code, 'change_wrong_state')
})

test('a list of numbers: each once, by ISBN or record number; what is none is told', async () => {
  await add(code, { number: 'n1', title: 'Nummer een', isbn: '9789025363420', subject: 'Handel' })
  const begun = await begin({ numbers: ['978-90-253-6342-0', 'n1', 'x404', 'x404'] }, [subject('Getallen')])
  assert.equal(begun.status, 201, begun.text)
  await work()
  assert.deepEqual((await lines(begun.body.change_id)).toSorted(), [
    ['Nummer een', 'planned', null],
    ['x404', 'refused', 'number_unknown'],
  ])
})

test('a record that would not be right any more is refused, and says why', async () => {
  await add(code, { number: 'v1', title: 'Breekbaar', subject: 'Handel' })
  const begun = await begin({ numbers: ['v1'] }, [{ do: 'remove_field', tag: '245', when: null }])
  await work()
  const [line] = await lines(begun.body.change_id)
  assert.equal(line?.[1], 'refused')
  assert.match(line?.[2] ?? '', /^record_invalid 245/)
})

test('who works for all changes every source; nobody sees the change of another library', async () => {
  const begun = await begin({ numbers: ['d'] }, [subject('Zuivel')], central)
  await work()
  const { change_id } = begun.body
  assert.equal((await read(change_id, central)).counts.planned, 1)
  assert.equal(
    (await world.call(op.readTitleChange, { params: { change_id } }, cataloguer)).problem.code,
    'not_found',
  )
  assert.equal((await steer(change_id, 'start', cataloguer)).problem.code, 'not_found')
  assert.equal(
    (await begin({ q: 'bestaatniet' }, [subject('x')], stranger)).problem.code,
    'change_selects_nothing',
  )
  assert.equal((await begin({}, [subject('x')], stranger)).problem.code, 'change_selects_nothing')
})

test('stopped in the middle, what was done can go back', async () => {
  await add(
    code,
    ...Array.from({ length: 150 }, (_, n) => ({ number: `s${n}`, title: `Stoppen ${n}`, subject: 'Handel' })),
  )
  const begun = await begin({ q: 'stoppen' }, [subject('Gestopt')])
  const { change_id } = begun.body
  await work()
  assert.equal((await read(change_id)).counts.planned, 150)
  await steer(change_id, 'start')
  // A worker that was killed after its first batch: the next one goes on from there.
  const gone = new AbortController()
  const job = allJobs({ mailer: null, magda: null, erasedFile: '' }).find(j => j.name === 'title_changes')
  const ctx = clock.ctx('title_changes', gone.signal)
  const throwing = {
    ...ctx,
    signal: Object.assign(gone.signal, {
      throwIfAborted: () => {
        throw new Error('stop')
      },
    }),
  }
  await assert.rejects(async () => job?.handler(throwing))
  await world.rows('update cataloguing.title_change set beat_at = null')
  const half = await read(change_id)
  assert.equal((await steer(change_id, 'stop')).body.state, 'stopped')
  assert.ok(half.counts.done <= 100)
  await steer(change_id, 'revert')
  await work()
  assert.deepEqual([(await read(change_id)).counts.done, (await found('gestopt')).length], [0, 0])
})
