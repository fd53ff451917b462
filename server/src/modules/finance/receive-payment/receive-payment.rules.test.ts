import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { roundCash } from '../../../base/money.ts'
import { dividePayment, type OpenCharge } from './receive-payment.rules.ts'

const charge = (open_cents: number, i: number): OpenCharge => ({
  entry_id: String(i + 1),
  charge_kind: 'fine',
  open_cents,
})
const charges = (...open: number[]) => open.map(charge)

test('cash is rounded on the total, by the vectors of the law', () => {
  const vectors = [
    [1241, 1240],
    [1242, 1240],
    [1243, 1245],
    [1244, 1245],
    [1246, 1245],
    [1247, 1245],
    [1248, 1250],
    [1249, 1250],
    [4, 4],
    [5, 5],
  ] as const
  for (const [total, cash] of vectors) {
    const paid = dividePayment(charges(total), total, true)
    assert.equal(paid.paid_cents, cash)
    assert.equal(paid.rounding_cents, cash - total)
    assert.equal(dividePayment(charges(total), total, false).paid_cents, total)
  }
})

test('lines of 0.60, 5.00 and 0.12 cost 5.70 in cash, with one line of rounding', () => {
  const paid = dividePayment(charges(60, 500, 12), 572, true)
  assert.deepEqual(
    paid.lines.map(l => [l.charge_id, l.kind, l.amount_cents]),
    [
      ['1', 'payment', -60],
      ['2', 'payment', -498],
      ['2', 'rounding', -2],
      ['3', 'payment', -12],
    ],
  )
})

test('a part pays the oldest first and leaves the rest as it was', () => {
  const paid = dividePayment(charges(60, 500, 12), 100, false)
  assert.deepEqual(
    paid.lines.map(l => [l.charge_id, l.amount_cents]),
    [
      ['1', -60],
      ['2', -40],
    ],
  )
})

test('rounding down is spread where one charge is smaller than the rounding', () => {
  const paid = dividePayment(charges(1, 1, 1, 1, 1, 1, 1), 7, true)
  assert.equal(paid.paid_cents, 5)
  assert.deepEqual(
    paid.lines.map(l => l.kind),
    ['rounding', 'rounding', 'payment', 'payment', 'payment', 'payment', 'payment'],
  )
})

test('each charge is settled to the cent, whatever the rounding does', () => {
  const asked = fc
    .record({
      open: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 8 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      round: fc.boolean(),
    })
    .filter(a => a.open.some(o => o > 0))
  fc.assert(
    fc.property(asked, ({ open, part, round }) => {
      const total = open.reduce((a, b) => a + b, 0)
      const amount = Math.max(1, Math.round(total * part))
      const paid = dividePayment(charges(...open), amount, round)
      const on = (id: string) => paid.lines.filter(l => l.charge_id === id)
      // What the money leaves of a charge after the rounding on it is what its part of the amount leaves.
      let left = amount
      for (const [i, o] of open.entries()) {
        const due = Math.min(left, o)
        left -= due
        const money = on(String(i + 1))
          .filter(l => l.kind === 'payment')
          .reduce((s, l) => s - l.amount_cents, 0)
        const rounding = on(String(i + 1))
          .filter(l => l.kind === 'rounding')
          .reduce((s, l) => s + l.amount_cents, 0)
        assert.equal(money - rounding, due)
      }
      assert.equal(paid.paid_cents, round ? roundCash(amount) : amount)
      assert.equal(paid.paid_cents - amount, paid.rounding_cents)
      assert.ok(paid.lines.every(l => l.amount_cents !== 0 && (l.kind === 'rounding' || l.amount_cents < 0)))
    }),
    { numRuns: 2000, seed: 20261125 },
  )
})
