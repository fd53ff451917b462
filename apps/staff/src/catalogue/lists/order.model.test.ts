import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { moved } from './order.model.ts'

test('a row goes up, down, and nowhere beyond the ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c'])
  assert.deepEqual(moved(['a', 'b', 'c'], 0, -1), ['a', 'b', 'c'])
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 3), ['a', 'b', 'c'])
  assert.deepEqual(moved([], 0, 0), [])
})

test('nothing is lost or doubled, and what goes there and back is as it was', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 9 }),
      fc.nat(8),
      fc.nat(8),
      (all, a, b) => {
        const [from, to] = [a % all.length, b % all.length]
        assert.deepEqual(moved(all, from, to).toSorted(), all.toSorted())
        assert.deepEqual(moved(moved(all, from, to), to, from), all)
      },
    ),
  )
})
