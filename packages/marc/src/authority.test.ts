import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { extractAuthority } from './authority.ts'
import { recordArbitrary } from './for-tests.ts'
import { BOOK_LEADER, dataField, type MarcField, type MarcRecord } from './record.ts'

const anAuthority = (fields: MarcField[]): MarcRecord => ({ leader: '00000nz  a2200000n  4500', fields })

test('a person with other forms of the name, and with a name of before', () => {
  const facts = extractAuthority(
    anAuthority([
      { tag: '001', value: 'a1' },
      { tag: '003', value: 'BE-VLACC' },
      dataField('035', '  ', [['a', '(VIAF)12345']]),
      dataField('100', '1 ', [
        ['a', 'Elsschot, Willem,'],
        ['d', '1882-1960'],
      ]),
      dataField('400', '1 ', [['a', 'De Ridder, Alfons']]),
      dataField('500', '1 ', [
        ['w', 'a'],
        ['a', 'Ridder, A. de'],
      ]),
      dataField('670', '  ', [['a', 'Kaas']]),
    ]),
  )
  assert.deepEqual(facts, {
    control_number: 'a1',
    agency: 'BE-VLACC',
    heading: { text: 'Elsschot, Willem, 1882-1960', kind: 'person' },
    see_from: [{ text: 'De Ridder, Alfons', kind: 'person', relation: 'other' }],
    see_also: [{ text: 'Ridder, A. de', kind: 'person', relation: 'earlier' }],
    other_numbers: ['(VIAF)12345'],
    dates: '1882-1960',
  })
})

test('a topic with a subdivision, a broader and a narrower one', () => {
  const facts = extractAuthority(
    anAuthority([
      dataField('150', '  ', [
        ['a', 'Vogels'],
        ['z', 'België'],
      ]),
      dataField('550', '  ', [
        ['w', 'g'],
        ['a', 'Dieren'],
      ]),
      dataField('550', '  ', [
        ['w', 'h'],
        ['a', 'Uilen'],
      ]),
    ]),
  )
  assert.equal(facts?.heading.text, 'Vogels -- België')
  assert.deepEqual(
    facts?.see_also.map(t => [t.text, t.relation]),
    [
      ['Dieren', 'broader'],
      ['Uilen', 'narrower'],
    ],
  )
})

test('a record of another kind, or without a heading, is none', () => {
  assert.equal(
    extractAuthority({ leader: BOOK_LEADER, fields: [dataField('100', '1 ', [['a', 'x']])] }),
    null,
  )
  assert.equal(extractAuthority(anAuthority([{ tag: '001', value: '1' }])), null)
  assert.equal(extractAuthority(anAuthority([dataField('150', '  ', [['2', 'x']])])), null)
})

test('no record makes it throw', () => {
  fc.assert(
    fc.property(recordArbitrary, record => {
      const facts = extractAuthority({ ...record, leader: '00000nz  a2200000n  4500' })
      assert.ok(facts === null || facts.heading.text !== '')
    }),
  )
})
