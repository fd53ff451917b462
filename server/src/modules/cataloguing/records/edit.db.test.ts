import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { dataField, type MarcRecord, parseMarcJson } from '@kaft/marc'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'

let world: World
let home: Library
let away: Library
let cataloguer: Someone
let central: Someone
let stranger: Someone
let code: string
const id = () => uuid7(world.now)

before(async () => {
  world = await openWorld()
  home = await world.library('Testgem')
  away = await world.library('Elders')
  cataloguer = await world.staff(home, ['catalografie'])
  central = await world.staff(away, ['catalografie', 'consortium'])
  stranger = await world.staff(away, ['catalografie'])
  code = (
    await world.rows('select code from organisation.library where library_id = $1', [home.library_id])
  )[0]!.code!
})
after(() => world.close())

async function aTitle(number: string, title: string, source = code): Promise<string> {
  await imported(world, iso2709([aRecord({ number, title, author: 'Elsschot, Willem' })]), { source })
  return (
    await world.rows('select title_id from cataloguing.title where control_number = $1 and source = $2', [
      number,
      source,
    ])
  )[0]!.title_id!
}
const read = async (title_id: string, as = cataloguer) =>
  world.call(op.readRecord, { params: { title_id } }, as)
const recordOf = (shown: op.TitleRecord['record']): MarcRecord => {
  const said = parseMarcJson(JSON.stringify(shown))
  assert.ok(said.ok)
  return said.record
}
const withTitle = (record: MarcRecord, title: string): MarcRecord => ({
  ...record,
  fields: record.fields.map(f => (f.tag === '245' ? dataField('245', '10', [['a', title]]) : f)),
})
const save = (title_id: string, record: MarcRecord, version: number, as = cataloguer) =>
  world.call(
    op.saveRecord,
    { params: { title_id }, body: { command_id: id(), version, format: 'marc21', record, why: 'verbeterd' } },
    as,
  )
const versions = async (title_id: string, as = cataloguer) =>
  (await world.call(op.recordVersions, { params: { title_id } }, as)).body.rows

describe('a record by hand', () => {
  test('is read, changed, found by its new words, and brought back', async () => {
    const title_id = await aTitle('e1', 'Kaas')
    const first = (await read(title_id)).body
    assert.deepEqual([first.version, first.editable, first.source], [1, true, code])
    const saved = await save(title_id, withTitle(recordOf(first.record), 'Boter'), 1)
    assert.equal(saved.status, 200, saved.text)
    assert.equal(saved.body.version, 2)
    const now = recordOf(saved.body.record)
    assert.deepEqual(
      now.fields.filter(f => f.tag === '001' || f.tag === '005'),
      [
        { tag: '001', value: 'e1' },
        { tag: '005', value: '20261125130500.0' },
      ],
    )
    const found = async (q: string) =>
      (await world.call(op.searchTitles, { query: { q } }, cataloguer)).body.count
    assert.deepEqual([await found('boter'), await found('kaas')], [1, 0])
    const [before] = await versions(title_id)
    assert.deepEqual([before?.version, before?.why, before?.library], [1, 'verbeterd', 'Testgem'])
    assert.match(before?.by ?? '', /Testmedewerker/)
    const old = await world.call(op.readVersion, { params: { title_id, version: '1' } }, cataloguer)
    const back = await save(title_id, recordOf(old.body.record), 2)
    assert.equal(back.status, 200, back.text)
    assert.deepEqual([await found('boter'), await found('kaas')], [0, 1])
    assert.deepEqual(
      (await versions(title_id)).map(v => v.version),
      [2, 1],
    )
  })

  test('who it was is told within their own library only', async () => {
    const title_id = await aTitle('e2', 'Lijmen')
    await save(title_id, withTitle(recordOf((await read(title_id)).body.record), 'Het been'), 1)
    const [seen] = await versions(title_id, stranger)
    assert.deepEqual([seen?.by, seen?.library], [null, 'Testgem'])
  })

  test('two at once: the second is told, and nothing is lost', async () => {
    const title_id = await aTitle('e3', 'Tsjip')
    const record = recordOf((await read(title_id)).body.record)
    assert.equal((await save(title_id, withTitle(record, 'Een'), 1)).status, 200)
    const second = await save(title_id, withTitle(record, 'Twee'), 1)
    assert.deepEqual([second.status, second.problem.code], [412, 'changed_meanwhile'])
  })

  test('the same again is no change, and what no format takes is refused', async () => {
    const title_id = await aTitle('e4', 'Villa')
    const record = recordOf((await read(title_id)).body.record)
    assert.equal((await save(title_id, record, 1)).problem.code, 'record_same')
    const without = { ...record, fields: record.fields.filter(f => f.tag !== '245') }
    assert.equal((await save(title_id, without, 1)).problem.code, 'record_invalid')
    const mixed = { ...record, fields: [...record.fields, { tag: '650', value: 'geen deelvelden' }] }
    assert.equal((await save(title_id, mixed, 1)).problem.code, 'record_invalid')
    assert.equal((await versions(title_id)).length, 0)
  })

  test('of another source it can be read, and changed by the consortium only', async () => {
    const title_id = await aTitle('v1', 'Centraal', 'vlacc')
    const said = (await read(title_id)).body
    assert.equal(said.editable, false)
    const record = withTitle(recordOf(said.record), 'Anders')
    assert.equal((await save(title_id, record, 1)).problem.code, 'source_not_yours')
    assert.equal((await save(title_id, record, 1, central)).status, 200)
    const own = await aTitle('e5', 'Van Testgem')
    assert.equal((await read(own, stranger)).body.editable, false)
  })

  test('a title is made under the own source, once for a number', async () => {
    const record = aRecord({ number: 'nieuw1', title: 'Nieuw', isbn: '9789460000010' })
    const add = (of: MarcRecord) =>
      world.call(op.addRecord, { body: { command_id: id(), format: 'marc21', record: of } }, cataloguer)
    const made = await add(record)
    assert.equal(made.status, 201, made.text)
    assert.deepEqual([made.body.source, made.body.control_number, made.body.version], [code, 'nieuw1', 1])
    assert.equal((await add(record)).problem.code, 'record_number_in_use')
    const without = await add({ ...record, fields: record.fields.filter(f => f.tag !== '001') })
    assert.match(without.body.control_number, /^k[0-9a-f]{32}$/)
  })
})

describe('an error in a description', () => {
  const report = (title_id: string, as: Someone) =>
    world.call(
      op.reportRecord,
      { params: { title_id }, body: { command_id: id(), field: '245', says: 'Tikfout' } },
      as,
    )
  const answer = (
    report_id: string,
    state: 'taken' | 'mended' | 'refused',
    as: Someone,
    text: string | null = null,
  ) =>
    world.call(
      op.answerReport,
      { params: { report_id }, body: { command_id: id(), state, answer: text } },
      as,
    )
  const list = async (as: Someone, state: 'open' | 'closed' = 'open') =>
    (await world.call(op.recordReports, { query: { state } }, as)).body.rows

  test('is told to who keeps it, taken on, mended, and followed by who told it', async () => {
    const title_id = await aTitle('m1', 'Met fout', 'vlacc')
    const told = await report(title_id, cataloguer)
    assert.equal(told.status, 201, told.text)
    const { report_id } = told.body
    assert.deepEqual([told.body.state, told.body.own, told.body.may_answer], ['open', true, false])
    assert.equal((await list(central)).find(r => r.report_id === report_id)?.may_answer, true)
    assert.equal((await answer(report_id, 'mended', cataloguer)).problem.code, 'source_not_yours')
    assert.equal((await answer(report_id, 'taken', central)).body.state, 'taken')
    assert.equal((await answer(report_id, 'mended', central, 'Dank je')).body.state, 'mended')
    assert.equal((await answer(report_id, 'refused', central, 'toch niet')).problem.code, 'report_closed')
    const [mine] = await list(cataloguer, 'closed')
    assert.deepEqual([mine?.report_id, mine?.answer], [report_id, 'Dank je'])
  })

  test('is taken back by the library that sent it, until somebody takes it on', async () => {
    const title_id = await aTitle('m3', 'Per vergissing', 'vlacc')
    const { report_id } = (await report(title_id, cataloguer)).body
    const withdraw = (as: Someone) =>
      world.call(op.withdrawReport, { params: { report_id }, body: { command_id: id() } }, as)
    assert.equal((await withdraw(stranger)).problem.code, 'not_found')
    assert.equal((await withdraw(central)).problem.code, 'not_found', 'who keeps it answers')
    assert.equal((await withdraw(cataloguer)).body.state, 'withdrawn')
    for (const as of [cataloguer, central])
      for (const state of ['open', 'closed'] as const)
        assert.ok(!(await list(as, state)).some(r => r.report_id === report_id))
    assert.equal((await answer(report_id, 'taken', central)).problem.code, 'report_closed')
    const again = (await report(title_id, cataloguer)).body.report_id
    await answer(again, 'taken', central)
    const late = { params: { report_id: again }, body: { command_id: id() } }
    assert.equal((await world.call(op.withdrawReport, late, cataloguer)).problem.code, 'report_taken')
  })

  test('no without a reason is no answer; a third library sees nothing', async () => {
    const title_id = await aTitle('m2', 'Nog een', 'vlacc')
    const { report_id } = (await report(title_id, cataloguer)).body
    assert.equal((await answer(report_id, 'refused', central)).problem.code, 'invalid')
    assert.equal((await answer(report_id, 'taken', stranger)).problem.code, 'not_found')
    assert.ok(!(await list(stranger)).some(r => r.report_id === report_id))
  })
})
