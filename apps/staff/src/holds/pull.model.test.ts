import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atShelf, moved, type PullLine, pullCounts, pulledBy, walkOf } from './pull.model.ts'

const pull = (title_id: string, more: Partial<PullLine> = {}): PullLine => ({
  title_id,
  title: `Titel ${title_id}`,
  language: 'dut',
  author: null,
  item_type: 'book',
  shelf: 'Jeugd',
  call_number: 'B VELT',
  needed: 1,
  items_here: 1,
  own: true,
  for_branch: 'Centrum',
  barcodes: [`300${title_id}`],
  tries: 0,
  state: 'free',
  claim: null,
  ...more,
})
const ids = (lines: readonly PullLine[]): readonly string[] => lines.map(line => line.title_id)

test('lines are counted by who they are for; what another branch looks for is no work here', () => {
  const lines = [pull('1'), pull('2', { own: false }), pull('3', { state: 'elsewhere' })]
  assert.deepEqual(pullCounts(lines), { all: 2, own: 1, others: 1 })
  assert.deepEqual(pullCounts([]), { all: 0, own: 0, others: 0 })
})
test('any item of a title is found by its code, spaces at the ends dropped', () => {
  const lines = [pull('1', { barcodes: ['3001', '3002'] })]
  assert.equal(pulledBy(lines, ' 3002 ')?.title_id, '1')
  assert.equal(pulledBy(lines, '9999'), null)
})
test('a walk has what this branch claimed, and what was put off comes last, in that order', () => {
  const here = { state: 'here' as const }
  const lines = [pull('1', here), pull('2', here), pull('3', here), pull('4')]
  assert.deepEqual(ids(walkOf(lines, [])), ['1', '2', '3'])
  assert.deepEqual(ids(walkOf(lines, ['2', '1'])), ['3', '2', '1'])
})
test('the label of a shelf turns the walk to that shelf', () => {
  const lines = [pull('1', { shelf: 'Romans' }), pull('2'), pull('3', { shelf: 'Romans' })]
  assert.deepEqual(ids(atShelf(lines, 'Jeugd')), ['2', '1', '3'])
  assert.deepEqual(ids(atShelf(lines, null)), ['1', '2', '3'])
})
const moves: readonly (readonly [shelf: string, by: number, becomes: string])[] = [
  ['b', -1, 'bacd'],
  ['b', 1, 'acbd'],
  ['a', -1, 'abcd'],
  ['d', 1, 'abcd'],
  ['d', -9, 'dabc'],
  ['z', 1, 'abcd'],
]
for (const [shelf, by, becomes] of moves)
  test(`moving ${shelf} by ${by} gives ${becomes}`, () =>
    assert.equal(moved(['a', 'b', 'c', 'd'], shelf, by).join(''), becomes))
