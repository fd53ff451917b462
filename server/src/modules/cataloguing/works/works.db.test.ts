import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { dataField, type MarcRecord } from '@kaft/marc'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'

let world: World
let home: Library
let amina: Someone
let ids: Map<string, string>

const uniform = (record: MarcRecord, title: string): MarcRecord => ({
  ...record,
  fields: [...record.fields, dataField('240', '10', [['a', title]])],
})
const volume = (record: MarcRecord, series: string, n: string): MarcRecord => ({
  ...record,
  fields: [
    ...record.fields,
    dataField('490', '1 ', [
      ['a', series],
      ['v', n],
    ]),
  ],
})

before(async () => {
  world = await openWorld()
  home = await world.library('Testgem')
  amina = await world.staff(home, ['catalografie'])
  const [{ code }] = (await world.rows('select code from organisation.branch where branch_id = $1', [
    home.branches[0],
  ])) as [{ code: string }]
  const by = 'Elsschot, Willem'
  await imported(
    world,
    iso2709([
      aRecord({
        number: 'k1',
        title: 'Kaas',
        author: by,
        year: 1969,
        items: [
          ['b1', code],
          ['b2', code],
        ],
      }),
      aRecord({
        number: 'k2',
        title: 'Kaas : roman',
        author: 'Elsschot, Willem, 1882-1960',
        year: 2003,
        items: [['b3', code]],
      }),
      uniform(aRecord({ number: 'k3', title: 'Cheese', author: by, year: 2002, language: 'eng' }), 'Kaas'),
      aRecord({ number: 'l1', title: 'Lijmen', author: by, subject: 'Kaas' }),
      aRecord({ number: 'x1', title: 'Kaas maken thuis', author: 'Melk, Jan' }),
      volume(
        aRecord({ number: 's10', title: 'Het tiende', author: 'Stripper, A.' }),
        'De rode ridder',
        'dl. 10',
      ),
      volume(aRecord({ number: 's2', title: 'Het tweede', author: 'Stripper, A.' }), 'Rode ridder', '2'),
      volume(
        aRecord({ number: 's9', title: 'Het negende', author: 'Stripper, A.' }),
        'De Rode Ridder ;',
        'deel IX',
      ),
      volume(
        aRecord({ number: 's0', title: 'Los verhaal', author: 'Stripper, A.' }),
        'De rode ridder',
        'special',
      ),
    ]),
  )
  ids = new Map(
    (await world.rows('select control_number, title_id from cataloguing.title')).map(r => [
      r.control_number!,
      r.title_id!,
    ]),
  )
})
after(() => world.close())

const id = () => uuid7(world.now)
const of = (number: string) => ids.get(number)!
const editions = async (number: string) =>
  (await world.call(op.editionsOfTitle, { params: { title_id: of(number) } }, amina)).body
const titles = async (number: string) => (await editions(number)).rows.map(r => r.title)
const set = (number: string, act: 'join' | 'split' | 'undo', other: string | null = null) =>
  world.call(
    op.setEditionWork,
    {
      params: { title_id: of(number) },
      body: { command_id: id(), act, with_title_id: other === null ? null : of(other) },
    },
    amina,
  )

describe('editions of a work', () => {
  test('stand at each of them with what the library has, those in its language first', async () => {
    const { rows, chosen } = await editions('k1')
    assert.equal(chosen, false)
    assert.deepEqual(
      rows.map(r => [r.title, r.language, r.items, r.available, r.elsewhere]),
      [
        ['Kaas : roman', 'dut', 1, 1, 0],
        ['Cheese', 'eng', 0, 0, 0],
      ],
    )
    assert.deepEqual(await titles('l1'), [])
  })

  test('are brought together and apart by hand, which a new description does not undo, and which can be taken back', async () => {
    assert.equal((await set('l1', 'undo')).problem.code, 'work_not_chosen')
    const split = await set('k2', 'split')
    assert.deepEqual([split.status, split.body.chosen, split.body.rows], [200, true, []], split.text)
    assert.deepEqual(await titles('k1'), ['Cheese'])
    await imported(
      world,
      iso2709([aRecord({ number: 'k2', title: 'Kaas : een roman', author: 'Elsschot, Willem', year: 2004 })]),
    )
    assert.deepEqual(await titles('k2'), [])
    assert.deepEqual(
      (await set('k2', 'join', 'x1')).body.rows.map(r => r.title),
      ['Kaas maken thuis'],
    )
    assert.equal((await set('k2', 'undo')).status, 200)
    assert.deepEqual(await titles('k2'), [])
    assert.deepEqual((await set('k2', 'undo')).body.rows.map(r => r.title).toSorted(), ['Cheese', 'Kaas'])
    assert.equal((await set('k2', 'join', 'k2')).problem.code, 'invalid')
  })
})

describe('a series', () => {
  test('has its volumes in order, however they are numbered and its name is written', async () => {
    const { rows } = (await world.call(op.readSeries, { query: { name: 'Rode Ridder' } }, amina)).body
    assert.deepEqual(
      rows.map(r => [r.title, r.volume]),
      [
        ['Het tweede', '2'],
        ['Het negende', 'deel IX'],
        ['Het tiende', 'dl. 10'],
        ['Los verhaal', 'special'],
      ],
    )
  })

  test('tells at a volume which comes before and behind it', async () => {
    const { rows } = (await world.call(op.seriesOfTitle, { params: { title_id: of('s9') } }, amina)).body
    assert.deepEqual(
      rows.map(r => [r.name, r.previous?.title, r.next?.title]),
      [['De Rode Ridder', 'Het tweede', 'Het tiende']],
    )
    const last = (await world.call(op.seriesOfTitle, { params: { title_id: of('s10') } }, amina)).body.rows
    assert.equal(last[0]?.next, null)
  })

  test('is walked page by page', async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      volume(
        aRecord({ number: `v${i}`, title: `Band ${i}`, author: 'Veel, B.' }),
        'Lange reeks',
        String(i % 55),
      ),
    )
    await imported(world, iso2709(many))
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = (
        await world.call(
          op.readSeries,
          { query: { name: 'lange reeks', ...(after === undefined ? {} : { after }) } },
          amina,
        )
      ).body
      seen.push(...page.rows.map(r => r.title))
      if (page.next === null) break
      after = page.next
    }
    assert.deepEqual([seen.length, new Set(seen).size], [60, 60])
  })
})
