import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addItem, type BodyOf, changeItem, findItems, searchTitles } from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { anItem } from '../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'
import { aRecord, imported, iso2709 } from '../cataloguing/testing/records.ts'

let world: World
let testgem: Library
let elders: Library
let carla: Someone
let title_id: string

before(async () => {
  world = await openWorld()
  testgem = await world.library('Testgem')
  elders = await world.library('Elders')
  carla = await world.staff(testgem, ['catalografie'])
  await imported(world, iso2709([aRecord({ number: '1', title: 'Kaas' })]))
  title_id = (await world.rows('select title_id from cataloguing.title'))[0]!.title_id!
})
after(() => world.close())

const command_id = () => uuid7(Temporal.Now.instant())
const body = (more: Partial<BodyOf<typeof addItem>> = {}): BodyOf<typeof addItem> => ({
  command_id: command_id(),
  title_id,
  barcode: '30000000000017',
  branch_id: testgem.branches[0]!,
  item_type: 'book',
  shelf: ' Romans ',
  call_number: 'ELSS',
  price_cents: 1850,
  loanable: true,
  note: null,
  ...more,
})
const change = (
  { title_id: _t, barcode: _b, ...rest }: BodyOf<typeof addItem>,
  state: 'in_use' | 'missing' | 'withdrawn',
) => ({
  ...rest,
  command_id: command_id(),
  state,
})

test('an item is added to a title, and search knows at once who has it', async () => {
  const before = await world.call(searchTitles, { query: { q: 'kaas ', where: 'library' } }, carla)
  assert.equal(before.body.count, 0)
  const said = await world.call(addItem, { body: body({ barcode: ' 30000000000017 ' }) }, carla)
  assert.equal(said.status, 201, said.text)
  const { item_id, ...item } = said.body
  assert.match(item_id, /^\d+$/)
  assert.deepEqual(item, {
    barcode: '30000000000017',
    library_id: testgem.library_id,
    title_id,
    title: 'Kaas',
    author: null,
    language: 'dut',
    item_type: 'book',
    branch_id: testgem.branches[0],
    branch_name: 'Testgem Centrum',
    shelf: 'Romans',
    call_number: 'ELSS',
    note: null,
  })
  const now = await world.call(searchTitles, { query: { q: 'kaas ', where: 'library' } }, carla)
  assert.deepEqual(
    now.body.rows.map(r => [r.items, r.available]),
    [[1, 1]],
  )
})

test('a repeat of the command gives the same item, and the barcode is taken from then on', async () => {
  const ask = body({ barcode: '30000000000024' })
  const first = await world.call(addItem, { body: ask }, carla)
  const again = await world.call(addItem, { body: ask }, carla)
  assert.deepEqual(again.body, first.body)
  const taken = await world.call(addItem, { body: body({ barcode: '30000000000024' }) }, carla)
  assert.equal(taken.problem.code, 'barcode_in_use')
  assert.equal(
    (await world.call(addItem, { body: { ...ask, note: 'anders' } }, carla)).problem.code,
    'command_reused',
  )
})

test('two desks that give one barcode at the same moment make one item', async () => {
  const said = await Promise.all(
    Array.from({ length: 6 }, () =>
      world.call(addItem, { body: body({ barcode: '30000000000031' }) }, carla),
    ),
  )
  assert.deepEqual(said.map(s => (s.status === 201 ? 'made' : s.problem.code)).toSorted(), [
    ...Array(5).fill('barcode_in_use'),
    'made',
  ])
})

test('another library may have the same barcode, and both are found, the own one first', async () => {
  await anItem(world, elders, { title_id, barcode: '30000000000017' })
  const { rows } = (await world.call(findItems, { query: { barcode: '30000000000017 ' } }, carla)).body
  assert.deepEqual(
    rows.map(r => [r.library_id, r.status]),
    [
      [testgem.library_id, 'available'],
      [elders.library_id, 'available'],
    ],
  )
  assert.deepEqual((await world.call(findItems, { query: { barcode: 'bestaat niet' } }, carla)).body.rows, [])
})

test('an item goes to a title that is there, at a branch of the own library', async () => {
  const unknown = await world.call(addItem, { body: body({ title_id: '99999999', barcode: 'x1' }) }, carla)
  assert.equal(unknown.problem.code, 'title_unknown')
  const elsewhere = await world.call(
    addItem,
    { body: body({ branch_id: elders.branches[0]!, barcode: 'x2' }) },
    carla,
  )
  assert.equal(elsewhere.problem.code, 'branch_not_yours')
  const blank = await world.call(addItem, { body: body({ barcode: '   ' }) }, carla)
  assert.equal(blank.problem.code, 'invalid')
  const nobody = await world.staff(testgem, ['kas'])
  assert.equal(
    (await world.call(addItem, { body: body({ barcode: 'x3' }) }, nobody)).problem.code,
    'no_leave',
  )
})

test('shelf, type, branch and state of an own item change; search follows', async () => {
  const [item] = (await world.call(findItems, { query: { barcode: '30000000000024' } }, carla)).body.rows
  const moved = await world.call(
    changeItem,
    {
      params: { item_id: item!.item_id },
      body: change(
        body({ branch_id: testgem.branches[1]!, shelf: 'Etalage', note: 'cd achteraan' }),
        'missing',
      ),
    },
    carla,
  )
  assert.deepEqual(
    [moved.status, moved.body.shelf, moved.body.branch_name, moved.body.note],
    [200, 'Etalage', 'Testgem Noord', 'cd achteraan'],
  )
  assert.equal(
    (await world.call(findItems, { query: { barcode: '30000000000024' } }, carla)).body.rows[0]?.status,
    'missing',
  )
  const [search] = await world.rows(
    'select branches::text from cataloguing.title_search where title_id = $1',
    [title_id],
  )
  assert.deepEqual(
    search!.branches!.slice(1, -1).split(',').toSorted(),
    [...testgem.branches, elders.branches[0]!].toSorted(),
  )
  const gone = await world.call(
    changeItem,
    { params: { item_id: item!.item_id }, body: change(body(), 'withdrawn') },
    carla,
  )
  assert.equal(gone.status, 200)
  const [after] = await world.rows(
    'select branches::text from cataloguing.title_search where title_id = $1',
    [title_id],
  )
  assert.ok(!after!.branches!.slice(1, -1).split(',').includes(testgem.branches[1]!))
})

test('an item of another library cannot be changed, nor moved to another library', async () => {
  const theirs = await anItem(world, elders)
  const said = await world.call(
    changeItem,
    { params: { item_id: theirs.item_id }, body: change(body(), 'withdrawn') },
    carla,
  )
  assert.deepEqual([said.status, said.problem.code], [404, 'item_unknown'])
  const mine = await anItem(world, testgem)
  const away = await world.call(
    changeItem,
    { params: { item_id: mine.item_id }, body: change(body({ branch_id: elders.branches[0]! }), 'in_use') },
    carla,
  )
  assert.equal(away.problem.code, 'branch_not_yours')
  const [state] = await world.rows('select state from inventory.item where item_id = $1', [theirs.item_id])
  assert.equal(state?.state, 'in_use')
})
