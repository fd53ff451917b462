import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { recordArbitrary } from './for-tests.ts'
import { extractHoldingsRecord } from './holdings-record.ts'
import { BOOK_LEADER, dataField, type MarcField, type MarcRecord } from './record.ts'

const holdings = (fields: MarcField[]): MarcRecord => ({ leader: '00000ny  a22000003n 4500', fields })
const place = dataField('852', '0 ', [
  ['b', 'CENTRUM'],
  ['c', 'Leeszaal'],
  ['h', 'TIJD'],
  ['i', 'KNACK'],
])

test('places and the number of the title', () => {
  const facts = extractHoldingsRecord(
    holdings([{ tag: '001', value: 'h1' }, { tag: '004', value: '10157217  ' }, place]),
  )
  assert.deepEqual(facts, {
    control_number: 'h1',
    title_number: '10157217',
    other_numbers: [],
    standard_numbers: [],
    places: [
      {
        field: 2,
        institution: null,
        branch: 'CENTRUM',
        shelf: 'Leeszaal',
        call_number: 'TIJD KNACK',
        copy: null,
        note: null,
      },
    ],
    statements: [],
    pieces: [],
    wrong: [],
  })
})

test('014 with indicator 1 is another number of the title; 035 where nothing else names it', () => {
  const linked = dataField('014', '1 ', [['a', 'AFC3115']])
  const other = dataField('014', '0 ', [['a', '001423854']])
  const system = dataField('035', '  ', [['a', '(BeVLACC)10157217']])
  const numbers = (fields: MarcField[]) => extractHoldingsRecord(holdings(fields))?.other_numbers
  assert.deepEqual(numbers([linked, other, system]), ['AFC3115'])
  assert.deepEqual(numbers([other, system]), ['(BeVLACC)10157217', '10157217'])
  assert.deepEqual(numbers([{ tag: '004', value: '7' }, system]), [])
  const issn = dataField('022', '  ', [['a', '0007-9480']])
  assert.deepEqual(extractHoldingsRecord(holdings([issn]))?.standard_numbers, ['0007-9480'])
})

const callNumbers: [name: string, subfields: [string, string][], call_number: string | null][] = [
  [
    'class and item between prefix and suffix',
    [
      ['k', 'MAG'],
      ['h', '614.8'],
      ['i', 'BUYS'],
      ['m', 'groot'],
    ],
    'MAG 614.8 BUYS groot',
  ],
  [
    'a class hides the number of the shelf',
    [
      ['h', '614.8'],
      ['j', '12'],
    ],
    '614.8',
  ],
  ['the number of the shelf', [['j', '12-4']], '12-4'],
  ['the title as it is shelved', [['l', 'Knack']], 'Knack'],
  ['nothing', [['b', 'X']], null],
]
for (const [name, subfields, call_number] of callNumbers)
  test(`call number: ${name}`, () => {
    const facts = extractHoldingsRecord(holdings([dataField('852', '  ', subfields)]))
    assert.equal(facts?.places[0]?.call_number, call_number)
  })

test('items are of the copy that they name, else of the place before them; their number is $3, or what $8 leads to', () => {
  const facts = extractHoldingsRecord(
    holdings([
      dataField('852', '  ', [
        ['b', 'CENTRUM'],
        ['t', '1'],
      ]),
      dataField('852', '  ', [
        ['b', 'NOORD'],
        ['t', '2'],
      ]),
      dataField('853', '20', [
        ['8', '1'],
        ['a', 'jg.'],
        ['b', 'nr.'],
        ['i', '(year)'],
      ]),
      dataField('863', '40', [
        ['8', '1.7'],
        ['a', '12'],
        ['b', '3'],
        ['i', '2006'],
      ]),
      dataField('876', '  ', [
        ['p', 'b1'],
        ['8', '1.7'],
        ['t', '1'],
        ['c', '€ 4,50'],
        ['j', 'vermist'],
      ]),
      dataField('876', '  ', [
        ['p', 'b2'],
        ['3', 'jg. 13'],
        ['l', 'Balie'],
      ]),
      dataField('877', '  ', [
        ['p', 'b3'],
        ['z', 'bijlage'],
      ]),
      dataField('876', '  ', [['p', 'b1']]),
      dataField('876', '  ', [['a', '99']]),
    ]),
  )
  assert.deepEqual(
    facts?.pieces.map(p => [p.barcode, p.place, p.issue, p.shelf, p.cost, p.status, p.note]),
    [
      ['b1', 0, 'jg. 12, nr. 3 (2006)', null, '€ 4,50', 'vermist', null],
      ['b2', 1, 'jg. 13', 'Balie', null, null, null],
      ['b3', 1, null, null, null, null, 'bijlage'],
    ],
  )
  assert.deepEqual(facts?.wrong, [
    { field: '876', code: 'barcode_repeated', value: 'b1' },
    { field: '876', code: 'barcode_missing', value: '' },
  ])
})

test('without fields for items, each 852 with a barcode is one', () => {
  const facts = extractHoldingsRecord(
    holdings([
      dataField('852', '  ', [
        ['b', 'A'],
        ['p', 'b1'],
      ]),
      dataField('852', '  ', [['b', 'B']]),
      dataField('852', '  ', [
        ['b', 'C'],
        ['p', 'b3'],
      ]),
    ]),
  )
  assert.deepEqual(
    facts?.pieces.map(p => [p.barcode, p.place]),
    [
      ['b1', 0],
      ['b3', 2],
    ],
  )
})

test('enumeration and chronology become words by the captions that they are linked to', () => {
  const facts = extractHoldingsRecord(
    holdings([
      dataField('853', '20', [
        ['8', '1'],
        ['a', 'jg.'],
        ['b', 'nr.'],
        ['i', '(year)'],
      ]),
      dataField('863', '40', [
        ['8', '1.1'],
        ['a', '1-10'],
        ['b', '2'],
        ['i', '1990-1999'],
      ]),
      dataField('863', '40', [
        ['8', '2.1'],
        ['i', '2001'],
      ]),
    ]),
  )
  assert.deepEqual(
    facts?.statements.map(s => s.text),
    ['jg. 1-10, nr. 2 (1990–1999)', '2001'],
  )
})

test('what is said in words goes before what is coded', () => {
  const facts = extractHoldingsRecord(
    holdings([
      dataField('863', '40', [['a', '1']]),
      dataField('866', '30', [
        ['8', '0'],
        ['a', 'jg. 1 (1983)-'],
        ['z', 'nummer 3 ontbreekt'],
      ]),
      dataField('867', '  ', [['a', 'Bijlagen 2001']]),
    ]),
  )
  assert.deepEqual(facts?.statements, [
    { of: 'basic', text: 'jg. 1 (1983)-', note: 'nummer 3 ontbreekt' },
    { of: 'supplement', text: 'Bijlagen 2001', note: null },
  ])
})

test('another kind of record is none, and no record makes it throw', () => {
  assert.equal(extractHoldingsRecord({ leader: BOOK_LEADER, fields: [place] }), null)
  fc.assert(
    fc.property(recordArbitrary, ({ fields }) => {
      assert.ok(extractHoldingsRecord(holdings(fields)) !== null)
    }),
  )
})
