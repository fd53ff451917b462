import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { returnOf } from './return-deposit.rules.ts'

const lines = (open_cents: number, held_cents: number, round = false) =>
  returnOf({ open_cents, held_cents }, round).lines.map(l => `${l.kind} ${l.amount_cents}`)

test('a deposit that was paid whole: the credit ends it, the payout gives it back', () => {
  assert.deepEqual(lines(0, 2000), ['credit -2000', 'payout 2000'])
})

test('what was never paid of it ends with it', () => {
  assert.deepEqual(lines(500, 1500), ['credit -2000', 'payout 1500'])
})

test('in cash the total is rounded, and the rounding stands apart', () => {
  assert.deepEqual(lines(0, 1243, true), ['credit -1243', 'payout 1245', 'rounding -2'])
  assert.deepEqual(lines(0, 1242, true), ['credit -1242', 'payout 1240', 'rounding 2'])
})

test('the lines always add up to what was open, so that nothing stays on the account', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (open, held, round) => {
      const { lines: all } = returnOf({ open_cents: open, held_cents: held }, round)
      assert.equal(
        all.reduce((sum, line) => sum + line.amount_cents, open),
        0,
      )
    }),
  )
})
