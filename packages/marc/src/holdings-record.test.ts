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
    places: [{ branch: 'CENTRUM', shelf: 'Leeszaal', call_number: 'TIJD KNACK' }],
    statements: [],
  })
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
    ['jg. 1-10, nr. 2 (1990-1999)', '2001'],
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
