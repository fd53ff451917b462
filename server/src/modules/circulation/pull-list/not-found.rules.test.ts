import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideNotFound, nextDay } from './not-found.rules.ts'

const item = (tries: number, no = '1') => ({ item_id: no, barcode: `300${no}`, tries })

const tries: readonly (readonly [before: number, limit: number, after: number, missing: boolean])[] = [
  [0, 3, 1, false],
  [1, 3, 2, false],
  [2, 3, 3, true],
  [3, 3, 4, true],
  [0, 1, 1, true],
]
for (const [before, limit, after, missing] of tries)
  test(`try ${after} of ${limit} makes an item ${missing ? 'missing' : 'no more than not found'}`, () => {
    const decided = decideNotFound([item(before)], limit)
    assert.deepEqual(decided.misses, [{ item_id: '1', tries: after }])
    assert.deepEqual([decided.tries, decided.missing.length > 0], [after, missing])
  })

test('of several items each counts for itself', () => {
  const decided = decideNotFound([item(0, '1'), item(2, '2')], 3)
  assert.deepEqual(
    decided.missing.map(one => one.item_id),
    ['2'],
  )
  assert.equal(decided.tries, 3)
})

test('the next day begins at midnight in Brussels, in summer and in winter', () => {
  assert.equal(nextDay(Temporal.Instant.from('2026-11-25T13:05:00Z')), '2026-11-25T23:00:00Z')
  assert.equal(nextDay(Temporal.Instant.from('2026-07-01T23:30:00Z')), '2026-07-02T22:00:00Z')
})
