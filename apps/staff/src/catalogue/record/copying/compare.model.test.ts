import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, type MarcRecord } from '@kaft/marc'
import { brought, compared, LEADER, soughtOf, takenOver } from './compare.model.ts'

const now: MarcRecord = {
  leader: BOOK_LEADER,
  fields: [
    { tag: '001', value: 'hier' },
    dataField('245', '00', [['a', 'Kaas']]),
    dataField('650', ' 0', [['a', 'Handel']]),
    dataField('690', '  ', [['a', 'eigen']]),
  ],
}
const other: MarcRecord = {
  leader: BOOK_LEADER,
  fields: [
    { tag: '001', value: 'ginder' },
    dataField('020', '  ', [['a', '9789460000010 (paperback)']]),
    dataField('100', '1 ', [['a', 'Elsschot, Willem.']]),
    dataField('245', '10', [
      ['a', 'Kaas /'],
      ['c', 'Willem Elsschot'],
    ]),
    dataField('650', ' 0', [['a', 'Handel']]),
  ],
}

test('records stand side by side tag by tag, without who keeps them', () => {
  const rows = compared([now, other])
  assert.deepEqual(
    rows.map(r => [r.tag, r.same]),
    [
      [LEADER, true],
      ['020', false],
      ['100', false],
      ['245', false],
      ['650', true],
      ['690', false],
    ],
  )
  assert.deepEqual(rows[3]!.cells, [['00 ‡a Kaas'], ['10 ‡a Kaas / ‡c Willem Elsschot']])
  assert.deepEqual(brought(now, other), ['020', '100', '245'])
})

test('what is taken stands where it belongs, and the rest stays', () => {
  const made = takenOver(now, other, new Set(['020', '245']))
  assert.deepEqual(
    made.fields.map(f => f.tag),
    ['001', '020', '245', '650', '690'],
  )
  assert.deepEqual(made.fields[0], { tag: '001', value: 'hier' })
  assert.equal(made.fields[2], other.fields[3])
  assert.deepEqual(takenOver(now, other, new Set()), now)
  const whole = takenOver(now, other, new Set(brought(now, other)))
  assert.deepEqual(brought(whole, other), [])
  assert.ok(whole.fields.some(f => f.tag === '690'))
  assert.equal(
    takenOver(now, { ...other, leader: `${'x'.repeat(24)}` }, new Set([LEADER])).leader,
    'x'.repeat(24),
  )
})

test('a number is asked alone; without one, title and author as they are spoken', () => {
  assert.deepEqual(soughtOf(other), { isbn: '9789460000010', title: '', author: '' })
  const without = { ...other, fields: other.fields.filter(f => f.tag !== '020') }
  assert.deepEqual(soughtOf(without), { isbn: '', title: 'Kaas', author: 'Elsschot, Willem' })
  assert.deepEqual(soughtOf({ leader: '', fields: [] }), { isbn: '', title: '', author: '' })
})
