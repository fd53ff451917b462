import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, type MarcField, type MarcRecord } from '@kaft/marc'
import { itemRows, branchFinder, type Holdings } from './item-rows.ts'
import { spoken, titleRow, type TitleRow } from './title-row.ts'

const record = (...fields: MarcField[]): MarcRecord => ({ leader: BOOK_LEADER, fields })
const rowOf = (...fields: MarcField[]): TitleRow => {
  const row = titleRow(record(...fields), '852')
  assert.ok(!('reason' in row))
  return row
}
const title = dataField('245', '10', [
  ['a', 'Lijmen ;'],
  ['b', 'Het been'],
])

test('a title becomes what is shown, searched and narrowed by', () => {
  const row = rowOf(
    { tag: '001', value: '10157217' },
    { tag: '008', value: '240101s1924    be            000 1 dut d' },
    dataField('020', '  ', [['a', '90-253-0161-X']]),
    dataField('100', '1 ', [['a', 'Elsschot, Willem']]),
    title,
    dataField('490', '0 ', [
      ['a', 'Salamander'],
      ['v', '12'],
    ]),
    dataField('650', ' 0', [['a', 'Reclame']]),
    dataField('700', '1 ', [
      ['a', 'Masereel, Frans'],
      ['4', 'ill'],
    ]),
  )
  assert.equal(row.control_number, '10157217')
  assert.equal(row.title, 'Lijmen')
  assert.equal(row.subtitle, 'Het been')
  assert.equal(row.author, 'Willem Elsschot')
  assert.deepEqual(row.contributors, ['Frans Masereel'])
  assert.equal(row.series, 'Salamander ; 12')
  assert.equal(row.year, 1924)
  assert.deepEqual(row.tags.toSorted(), [
    'author:Willem Elsschot',
    'decade:1920',
    'language:dut',
    'material:book',
    'series:Salamander',
    'subject:Reclame',
  ])
  assert.equal(row.words[0], 'lijmen')
  assert.match(row.words[1], /het been willem elsschot frans masereel salamander 12/)
  assert.equal(row.words[2], 'reclame')
})

test('the stored record is MARC-in-JSON without the items, and only a change of the record changes the hash', () => {
  const one = rowOf({ tag: '001', value: 'a' }, title, dataField('852', '  ', [['p', '1']]))
  const other = rowOf({ tag: '001', value: 'a' }, title, dataField('852', '  ', [['p', '2']]))
  assert.deepEqual(one.hash, other.hash)
  const stored = JSON.parse(one.record.toString())
  assert.deepEqual(stored.fields, [
    { '001': 'a' },
    { '245': { ind1: '1', ind2: '0', subfields: [{ a: 'Lijmen ;' }, { b: 'Het been' }] } },
  ])
  const changed = rowOf({ tag: '001', value: 'a' }, dataField('245', '10', [['a', 'Lijmen']]))
  assert.notDeepEqual(one.hash, changed.hash)
})

test('without a control number the description is the key, and another description is another title', () => {
  const key = (name: string) =>
    rowOf(dataField('245', '10', [['a', name]]), dataField('500', '  ', [['a', name]])).control_number
  assert.equal(key('Lijmen'), key('Lijmen'))
  assert.notEqual(key('Lijmen'), key('Kaas'))
  assert.match(key('Kaas'), /^zonder-[\w-]{22}$/)
})

test('a record without a title, or with a number that is none, is refused with its reason', () => {
  const reason = (...fields: MarcField[]) => {
    const row = titleRow(record(...fields), null)
    return 'reason' in row ? row.reason : null
  }
  assert.equal(reason({ tag: '001', value: 'a' }), 'title_missing')
  assert.equal(reason({ tag: '001', value: 'a'.repeat(201) }, title), 'number_too_long')
})

test('a record that describes no title is refused, also an authority with a uniform title in 130', () => {
  const uniform = dataField('130', ' 0', [['a', 'Bijbel']])
  const kinds = ['z', 'u', 'x', 'w'].map(type => {
    const leader = `${BOOK_LEADER.slice(0, 6)}${type}${BOOK_LEADER.slice(7)}`
    const row = titleRow({ leader, fields: [{ tag: '001', value: 'a' }, uniform] }, null)
    return 'reason' in row ? row.reason : null
  })
  assert.deepEqual(kinds, ['not_a_title', 'not_a_title', 'not_a_title', 'not_a_title'])
})

test('texts beyond any measure are cut, so that indexes can hold them', () => {
  const long = 'x'.repeat(5_000)
  const row = rowOf(
    { tag: '001', value: 'a' },
    dataField('100', '1 ', [['a', long]]),
    dataField('245', '10', [['a', long]]),
    ...Array.from({ length: 100 }, (_, i) => dataField('650', ' 0', [['a', `${long}${i}`]])),
  )
  assert.ok(row.title.length <= 2_000 && (row.author?.length ?? 0) <= 300)
  assert.ok(row.tags.every(tag => tag.length <= 200) && row.tags.length <= 60)
})

test('names are said as people say them', () => {
  assert.equal(spoken({ name: 'Elsschot, Willem', kind: 'person' }), 'Willem Elsschot')
  assert.equal(spoken({ name: 'King, Martin Luther, Jr', kind: 'person' }), 'Martin Luther King, Jr')
  assert.equal(spoken({ name: 'Homerus', kind: 'person' }), 'Homerus')
  assert.equal(
    spoken({ name: 'Vlaanderen, Departement Cultuur', kind: 'body' }),
    'Vlaanderen, Departement Cultuur',
  )
})

const branches = [
  { branch_id: '1', library_id: '7', code: 'CEN', name: 'Centrum' },
  { branch_id: '2', library_id: '7', code: 'NRD', name: 'Noord' },
]
const layout = { tag: '952', barcode: 'p', branch: 'b', item_type: 'y', price: 'g' }
const itemsOf = (more: Partial<Holdings>, ...fields: [code: string, value: string][][]) => {
  const holdings: Holdings = { layout, ...more }
  return itemRows(record(...fields.map(f => dataField('952', '  ', f))), {
    holdings,
    branchOf: branchFinder(holdings, branches),
    material: 'book',
  })
}

test('a branch is found by the given table, by its code and by its name; otherwise the item is refused', () => {
  const { items, refused } = itemsOf(
    { branches: { hoofd: 'CEN' } },
    [
      ['p', '1'],
      ['b', 'Hoofd'],
    ],
    [
      ['p', '2'],
      ['b', 'nrd'],
    ],
    [
      ['p', '3'],
      ['b', 'Noord'],
    ],
    [
      ['p', '4'],
      ['b', 'elders'],
    ],
    [['p', '5']],
  )
  assert.deepEqual(
    items.map(i => [i.barcode, i.branch_id]),
    [
      ['1', '1'],
      ['2', '2'],
      ['3', '2'],
    ],
  )
  assert.deepEqual(
    refused.map(r => r.reason),
    ['branch_unknown', 'branch_unknown'],
  )
  assert.equal(itemsOf({ default_branch: 'CEN' }, [['p', '5']]).items[0]?.branch_id, '1')
})

test('item types become words of a regulation, by the given table or by themselves', () => {
  const type = (word: string, item_types = {}) =>
    itemsOf({ default_branch: 'CEN', item_types }, [
      ['p', '1'],
      ['y', word],
    ]).items[0]?.item_type
  assert.equal(type('DVD', { DVD: 'dvd' }), 'dvd')
  assert.equal(type('Boek volwassenen!'), 'boek_volwassenen')
  assert.equal(type('16'), 'book')
  assert.equal(itemsOf({ default_branch: 'CEN' }, [['p', '1']]).items[0]?.item_type, 'book')
})

test('a barcode that is missing, repeated or too long gives no item; a price that cannot be read gives one without', () => {
  const { items, refused } = itemsOf(
    { default_branch: 'CEN' },
    [['b', 'CEN']],
    [
      ['p', '1'],
      ['g', '12,50'],
    ],
    [['p', '1']],
    [['p', 'x'.repeat(65)]],
    [
      ['p', '2'],
      ['g', 'duur'],
    ],
  )
  assert.deepEqual(
    items.map(i => [i.barcode, i.price_cents]),
    [
      ['1', 1250],
      ['2', null],
    ],
  )
  assert.deepEqual(refused.map(r => r.reason).toSorted(), [
    'barcode_missing',
    'barcode_repeated',
    'barcode_too_long',
    'price_unreadable',
  ])
})
