import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { dataField, type MarcField } from '@kaft/marc'
import { uuid7 } from '../../../base/uuid.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../testing/records.ts'

let world: World
let home: Library
let neighbour: Library
let cato: Someone
let desk: Someone
let other: Someone
let title_id: string
let holding_id: string
let branch: string
let second: string
const LEADER = '00000ny  a22000003n 4500'
const id = () => uuid7(world.now)

before(async () => {
  world = await openWorld()
  home = await world.library('Testgem', 2)
  neighbour = await world.library('Buurdorp', 1)
  cato = await world.staff(home, ['catalografie'])
  desk = await world.staff(home, ['balie'])
  other = await world.staff(neighbour, ['catalografie'])
  const codes = await world.rows('select branch_id, code from organisation.branch')
  const of = (branch_id: string | undefined) => codes.find(r => r['branch_id'] === branch_id)?.['code'] ?? ''
  branch = of(home.branches[0])
  second = of(home.branches[1])
  const held = {
    leader: LEADER,
    fields: [
      { tag: '001', value: 'h1' },
      { tag: '004', value: 't1' },
      dataField('852', '  ', [
        ['b', branch],
        ['c', 'Leeszaal'],
      ]),
      dataField('866', ' 0', [['a', '1998-2004']]),
      dataField('876', '  ', [
        ['p', 'h1-b1'],
        ['3', 'jg. 1'],
      ]),
      dataField('876', '  ', [['p', 'h1-b2']]),
    ],
  }
  await imported(world, iso2709([aRecord({ number: 't1', title: 'Knack' }), held]))
  const [row] = await world.rows('select title_id, holding_id from cataloguing.holding')
  title_id = row!['title_id']!
  holding_id = row!['holding_id']!
})
after(() => world.close())

const read = async (as = cato, of = holding_id) => {
  const said = await world.call(op.readHolding, { params: { holding_id: of } }, as)
  assert.equal(said.status, 200, said.text)
  return said.body
}
const edited = (fields: readonly MarcField[]) =>
  ({ leader: LEADER, fields }) as unknown as op.BodyOf<typeof op.saveHolding>['record']
const place = (named: string) =>
  dataField('852', '  ', [
    ['b', named],
    ['c', 'Leeszaal'],
  ])
const words = (text: string) => dataField('866', ' 0', [['a', text]])
const save = async (
  fields: readonly MarcField[],
  more: { as?: Someone; version?: number; why?: string; of?: string } = {},
) => {
  const of = more.of ?? holding_id
  const version = more.version ?? (await read(cato, of)).version
  const body = { command_id: id(), version, record: edited(fields), why: more.why ?? null }
  return world.call(op.saveHolding, { params: { holding_id: of }, body }, more.as ?? cato)
}
const heldOf = async () =>
  (await world.call(op.readTitle, { params: { title_id } }, cato)).body.holdings.map(h => [
    h.places.map(p => p.branch_name).join(),
    h.statements.map(s => s.text).join(),
  ])

describe('a holdings record by hand', () => {
  test('is told in words, as MARC, and with the items that it names, here or nowhere', async () => {
    await world.rows("update inventory.item set state = 'withdrawn' where barcode = 'h1-b2'")
    const said = await read()
    assert.deepEqual(
      [said.title, said.control_number, said.statements.map(s => s.text), said.version, said.editable],
      ['Knack', 'h1', ['1998-2004'], 1, true],
    )
    assert.deepEqual(
      said.items.map(i => [i.barcode, i.branch_name, i.issue, i.here]),
      [
        ['h1-b1', 'Testgem Centrum', 'jg. 1', true],
        ['h1-b2', null, null, false],
      ],
    )
    assert.deepEqual([(await read(desk)).editable, (await read(other)).editable], [false, false])
    const nowhere = await world.call(op.readHolding, { params: { holding_id: '999' } }, cato)
    assert.equal(nowhere.problem.code, 'not_found')
  })

  test('is changed by the library whose it is; words, place and search follow, and who harvests the title hears of it', async () => {
    world.now = world.now.add({ hours: 1 })
    const said = await save([place(second), words('1998-2010')], { why: 'nagekeken' })
    assert.equal(said.status, 200, said.text)
    assert.deepEqual(await heldOf(), [['Testgem Noord', '1998-2010']])
    const [row] = await world.rows(
      'select t.changed_at, s.branches::text from cataloguing.title t join cataloguing.title_search s using (title_id) where t.title_id = $1',
      [title_id],
    )
    assert.equal(
      new Date(row!['changed_at']!).toISOString(),
      new Date(world.now.epochMilliseconds).toISOString(),
    )
    assert.ok(row!['branches']!.includes(home.branches[1]!))
    // It stays on its title, under its number, whatever was written there.
    const fields = said.body.record.fields as Record<string, unknown>[]
    const control = (tag: string) => fields.find(f => tag in f)?.[tag]
    assert.deepEqual([control('001'), control('004')], ['h1', 't1'])
    assert.equal((await save([place(branch), words('x')], { as: other })).problem.code, 'source_not_yours')
    assert.equal((await save([place(branch), words('x')], { as: desk })).status, 403)
  })

  test('what cannot be kept is refused with what is wrong, and changes nothing', async () => {
    const before = await read()
    const code = async (said: ReturnType<typeof save>) => (await said).problem.code
    assert.equal(await code(save([words('zonder plaats')])), 'record_invalid')
    assert.equal(await code(save([place('Nergens'), words('x')])), 'holding_branch_unknown')
    assert.equal(await code(save([place(second), words('1998-2010')])), 'record_same')
    assert.equal(await code(save([place(second), words('y')], { version: 1 })), 'changed_meanwhile')
    assert.deepEqual(await read(), before)
  })

  test('a branch may be named by its code, its name, or the word that the record had for it', async () => {
    await world.rows(
      `update cataloguing.holding set record = convert_to(replace(convert_from(record, 'UTF8'), $2, 'MAGAZIJN'), 'UTF8') where holding_id = $1`,
      [holding_id, second],
    )
    for (const [named, text] of [
      ['MAGAZIJN', '1998-2011'],
      ['Testgem Noord', '1998-2012'],
      [second, '1998-2013'],
    ] as const) {
      const said = await save([place(named), words(text)])
      assert.equal(said.status, 200, said.text)
      assert.deepEqual(await heldOf(), [['Testgem Noord', text]])
    }
  })

  test('each former form is kept: until when, by whom and why, and can be read', async () => {
    const said = await world.call(op.holdingVersions, { params: { holding_id }, query: {} }, cato)
    const { rows } = said.body
    assert.deepEqual(
      rows.map(r => r.version),
      [4, 3, 2, 1],
    )
    assert.deepEqual([rows.at(-1)?.why, rows.at(-1)?.by !== null], ['nagekeken', true])
    const first = await world.call(op.readHoldingVersion, { params: { holding_id, version: '1' } }, cato)
    assert.match(JSON.stringify(first.body.record), /1998-2004/)
    // Another library learns which one it was, and not who.
    const theirs = await world.call(op.holdingVersions, { params: { holding_id }, query: {} }, other)
    assert.deepEqual([theirs.body.rows[0]?.by, theirs.body.rows[0]?.library], [null, 'Testgem'])
  })

  test('taken out, its items stay; the way back brings it as it was, once', async () => {
    const { version } = await read()
    const params = { holding_id }
    const taken = await world.call(op.removeHolding, { params, body: { command_id: id(), version: 1 } }, cato)
    assert.equal(taken.problem.code, 'changed_meanwhile')
    const said = await world.call(op.removeHolding, { params, body: { command_id: id(), version } }, cato)
    assert.equal(said.status, 201, said.text)
    assert.deepEqual(await heldOf(), [])
    const [item] = await world.rows("select title_id from inventory.item where barcode = 'h1-b1'")
    assert.equal(item!['title_id'], title_id)
    const back = (as = cato) =>
      world.call(
        op.restoreHolding,
        { params: { removed_id: said.body.removed_id }, body: { command_id: id() } },
        as,
      )
    assert.equal((await back(other)).problem.code, 'not_found')
    const restored = await back()
    assert.equal(restored.status, 201, restored.text)
    assert.deepEqual(await heldOf(), [['Testgem Noord', '1998-2013']])
    assert.equal((await back()).problem.code, 'not_found')
    holding_id = restored.body.holding_id
  })

  test('a title gets one of the own library, under a number that is given here; never of another’s branch', async () => {
    const add = (fields: readonly MarcField[], as = other) =>
      world.call(
        op.addHolding,
        { params: { title_id }, body: { command_id: id(), record: edited(fields) } },
        as,
      )
    assert.equal((await add([place(branch), words('1999')])).problem.code, 'holding_branch_unknown')
    const said = await add([place('Buurdorp Centrum'), words('1999-')])
    assert.equal(said.status, 201, said.text)
    assert.deepEqual([said.body.library_name, said.body.editable], ['Buurdorp', true])
    assert.deepEqual(await heldOf(), [
      ['Testgem Noord', '1998-2013'],
      ['Buurdorp Centrum', '1999-'],
    ])
    const twice = await add([
      { tag: '001', value: said.body.control_number },
      place('Buurdorp Centrum'),
      words('x'),
    ])
    assert.equal(twice.problem.code, 'record_number_in_use')
  })
})
