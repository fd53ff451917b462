import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extractHoldings, parsePriceCents } from './holdings.ts'
import { BOOK_LEADER, dataField, type MarcRecord } from './record.ts'

const record: MarcRecord = {
  leader: BOOK_LEADER,
  fields: [
    dataField('852', '  ', [
      ['a', 'BE-TEST'],
      ['b', '2001'],
      ['c', 'Romans'],
      ['h', '614.8'],
      ['i', 'BUYS'],
      ['p', ' 30000000000017 '],
      ['y', 'boek'],
      ['9', '€ 12,50'],
      ['z', 'Rug gelijmd'],
    ]),
    dataField('852', '  ', [['b', '2002']]),
    dataField('852', '  ', [['p', '30000000000017']]),
    dataField('852', '  ', [
      ['p', '4711'],
      ['9', 'gratis'],
    ]),
    dataField('949', '  ', [
      ['i', '12345'],
      ['l', 'hoofd'],
    ]),
  ],
}

test('items of the default layout, with what is wrong in the others', () => {
  assert.deepEqual(extractHoldings(record), {
    holdings: [
      {
        barcode: '30000000000017',
        branch: '2001',
        shelf: 'Romans',
        call_number: '614.8 BUYS',
        item_type: 'boek',
        price_cents: 1250,
        note: 'Rug gelijmd',
      },
      {
        barcode: '4711',
        branch: null,
        shelf: null,
        call_number: null,
        item_type: null,
        price_cents: null,
        note: null,
      },
    ],
    problems: [
      { field: 2, code: 'barcode_missing', value: '' },
      { field: 3, code: 'barcode_repeated', value: '30000000000017' },
      { field: 4, code: 'price_unreadable', value: 'gratis' },
    ],
  })
})

test('items of a layout of the library', () => {
  const { holdings, problems } = extractHoldings(record, { tag: '949', barcode: 'i', branch: 'l' })
  assert.deepEqual(problems, [])
  assert.deepEqual(
    holdings.map(holding => [holding.barcode, holding.branch, holding.price_cents]),
    [['12345', 'hoofd', null]],
  )
})

const prices: [text: string, cents: number | undefined][] = [
  ['12', 1200],
  ['12.5', 1250],
  ['12,50', 1250],
  ['€ 12,50', 1250],
  ['EUR12.50', 1250],
  ['12,50 euro', 1250],
  ['1.234,50', 123450],
  ['1,234.50', 123450],
  ['1.234', 123400],
  ['0,05', 5],
  ['', undefined],
  ['12,505', undefined],
  ['gratis', undefined],
  ['-5', undefined],
  ['12345678', undefined],
]

for (const [text, cents] of prices) {
  test(`price: ${JSON.stringify(text)}`, () => assert.equal(parsePriceCents(text), cents))
}
