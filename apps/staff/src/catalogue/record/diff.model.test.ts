import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField } from '@kaft/marc'
import { diff, printed } from './diff.model.ts'

const shown = (a: string[], b: string[]) =>
  diff(a, b).map(l => `${{ same: ' ', gone: '-', new: '+' }[l.is]}${l.text}`)

test('what stays, goes and comes', () => {
  assert.deepEqual(shown(['a', 'b', 'c'], ['a', 'x', 'c', 'd']), [' a', '-b', '+x', ' c', '+d'])
  assert.deepEqual(shown([], ['a']), ['+a'])
  assert.deepEqual(shown(['a'], []), ['-a'])
  assert.deepEqual(shown(['a', 'b'], ['a', 'b']), [' a', ' b'])
})

test('a record is a line a field', () => {
  const record = {
    leader: BOOK_LEADER,
    fields: [{ tag: '001', value: '7' }, dataField('245', '1 ', [['a', 'Kaas']])],
  }
  assert.deepEqual(printed(record), [`LDR ${BOOK_LEADER}`, '001 7', '245 1# ‡a Kaas'])
})
