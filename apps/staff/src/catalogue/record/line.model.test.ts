import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, type MarcRecord } from '@kaft/marc'
import {
  addLine,
  change,
  draftOf,
  faultsByLine,
  markAt,
  moveLine,
  partsOf,
  recordOfDraft,
  redo,
  removeLine,
  setLine,
  sortLines,
  startUndo,
  undo,
} from './line.model.ts'

const record: MarcRecord = {
  leader: BOOK_LEADER,
  fields: [
    { tag: '008', value: '240101s1933    be            000 1 dut d' },
    dataField('245', '10', [
      ['a', 'Kaas :'],
      ['b', ' met blanco '],
    ]),
    dataField('650', ' 7', [['a', 'Handel $ 5']]),
  ],
}

test('a record comes back from its lines as it was', () => {
  assert.deepEqual(recordOfDraft(draftOf(record)), record)
  assert.deepEqual(
    draftOf(record).lines.map(l => [l.tag, l.ind1, l.ind2, l.text]),
    [
      ['008', '', '', '240101s1933    be            000 1 dut d'],
      ['245', '1', '0', '‡a Kaas : ‡b  met blanco '],
      ['650', '#', '7', '‡a Handel $ 5'],
    ],
  )
})

test('text before the first mark is subfield a, and a mark without a code is nothing', () => {
  assert.deepEqual(partsOf('Kaas'), [{ code: 'a', value: 'Kaas' }])
  assert.deepEqual(partsOf('‡a Kaas ‡'), [{ code: 'a', value: 'Kaas' }])
  assert.deepEqual(partsOf(''), [])
})

test('lines are added, moved, sorted and removed', () => {
  const draft = draftOf(record)
  const added = addLine(draft, 0, '020')
  assert.deepEqual(
    added.draft.lines.map(l => l.tag),
    ['008', '020', '245', '650'],
  )
  assert.deepEqual(
    moveLine(added.draft, added.key, 1).lines.map(l => l.tag),
    ['008', '245', '020', '650'],
  )
  assert.equal(moveLine(added.draft, 0, -1), added.draft)
  assert.deepEqual(
    sortLines(moveLine(added.draft, added.key, 1)).lines.map(l => l.tag),
    ['008', '020', '245', '650'],
  )
  assert.equal(removeLine(added.draft, added.key).lines.length, 3)
})

test('a blank line is not part of the record, and faults find their line', () => {
  const { draft, key } = addLine(draftOf(record), 0)
  const blank = setLine(draft, key, { text: '' })
  assert.equal(recordOfDraft(blank).fields.length, 3)
  const faults = faultsByLine(blank, [
    { code: 'field_unknown', weight: 'ask', at: 1, tag: '245', about: '' },
    { code: 'field_required', weight: 'stop', at: -1, tag: '100', about: '' },
  ])
  assert.deepEqual([...faults.keys()], [1, -1])
})

test('undo and redo; typing in one line is one step', () => {
  const first = startUndo(draftOf(record))
  const typed = ['K', 'Ka', 'Kaa'].reduce(
    (u, text) => change(u, setLine(u.now, 1, { text }), 'text 1'),
    first,
  )
  const other = change(typed, removeLine(typed.now, 2), 'remove 2')
  assert.equal(undo(other).now.lines.length, 3)
  assert.equal(undo(undo(other)).now, first.now)
  assert.equal(redo(undo(other)).now, other.now)
  assert.equal(undo(first), first)
  assert.equal(redo(other), other)
})

test('a mark that is typed where an empty subfield stands ready takes its place, and else stands where it was typed', () => {
  assert.equal(markAt('‡a ', 3), 0)
  assert.equal(markAt('‡a Kaas ‡b ', 11), 8)
  assert.equal(markAt('‡a Kaas', 7), 7)
  assert.equal(markAt('‡a Kaas ', 8), 8)
  assert.equal(markAt('', 0), 0)
})
