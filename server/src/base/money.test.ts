import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cashRounding, formatCents, percentOf, roundCash, sumCents } from './money.ts'

const vectors: readonly (readonly [total: number, paid: number])[] = [
  [1241, 1240],
  [1242, 1240],
  [1243, 1245],
  [1244, 1245],
  [1245, 1245],
  [1246, 1245],
  [1247, 1245],
  [1248, 1250],
  [1249, 1250],
  [4, 4],
  [5, 5],
  [6, 5],
  [0, 0],
  [-1243, -1245],
  [-4, -4],
]
for (const [total, paid] of vectors)
  test(`a cash total of ${formatCents(total)} is paid as ${formatCents(paid)}`, () => {
    assert.equal(roundCash(total), paid)
    assert.equal(cashRounding(total), paid - total)
  })

test('rounding never moves a total by more than two cents, and ends in 0 or 5 above five cents', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), total => {
      assert.ok(Math.abs(cashRounding(total)) <= 2)
      if (Math.abs(total) > 5) assert.equal(Math.abs(roundCash(total)) % 5, 0)
      assert.equal(roundCash(-total), total === 0 ? 0 : -roundCash(total))
    }),
  )
})

test('amounts are written as people here write them', () => {
  assert.equal(formatCents(120_450), '€ 1.204,50')
  assert.equal(formatCents(60), '€ 0,60')
  assert.equal(formatCents(-60), '-€ 0,60')
  assert.equal(formatCents(123_456_789), '€ 1.234.567,89')
  assert.equal(formatCents(120_450, 'en'), '€1,204.50')
})

test('a part of an amount rounds half a cent away from zero', () => {
  assert.equal(percentOf(1295, 50), 648)
  assert.equal(percentOf(-1295, 50), -648)
  assert.equal(percentOf(0, 50), 0)
})

test('a sum of nothing is nothing, and a fraction of a cent is refused', () => {
  assert.equal(sumCents([]), 0)
  assert.equal(sumCents([10, -3, 5]), 12)
  assert.throws(() => sumCents([0.5]), /whole cents/)
  assert.throws(() => roundCash(Number.NaN), /whole cents/)
})
