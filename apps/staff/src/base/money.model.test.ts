import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseMoney, typedMoney } from './money.model.ts'

const cases: readonly (readonly [string, number | null])[] = [
  ['5', 500],
  ['5,7', 570],
  ['5.70', 570],
  ['€ 5,70', 570],
  ['1.204,50', 120_450],
  ['1204,5', 120_450],
  ['1.204', 120_400],
  ['0,05', 5],
  ['', null],
  ['5,705', null],
  ['-5', null],
  ['vijf', null],
  ['5,', null],
  ['99999999999', null],
]
for (const [typed, cents] of cases)
  test(`the amount ${JSON.stringify(typed)}`, () => assert.equal(parseMoney(typed), cents))

test('what stands in a field reads as the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), cents => {
      assert.equal(parseMoney(typedMoney(cents)), cents)
    }),
    { numRuns: 500 },
  )
})
