import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '@kaft/contract/finance'
import fc from 'fast-check'
import { billOf, correctionOf, givenOf, orderOf, quickAmounts, totalOf } from './pay.model.ts'

const charge = (entry_id: string, open_cents: number): Entry => ({
  entry_id,
  at: '2026-11-25T13:05:00Z',
  kind: 'charge',
  charge_kind: 'fine',
  amount_cents: open_cents,
  open_cents,
  item_title: null,
  on_day: '2026-11-25',
  reverses: null,
  reversed: false,
  payment_id: null,
  by: 'Amina D.',
  method: null,
  loan_id: null,
  reason: null,
})
const open = [charge('1', 60), charge('2', 500), charge('3', 12), charge('4', 250)]
const nothing: ReadonlySet<string> = new Set()

test('lines of 0.60, 5.00 and 0.12 cost 5.70 in cash and 5.72 by card', () => {
  const total = totalOf(open, new Set(['4']))
  assert.deepEqual(billOf(total, 'cash', true), { total_cents: 572, due_cents: 570, rounding_cents: -2 })
  assert.deepEqual(billOf(total, 'card', true), { total_cents: 572, due_cents: 572, rounding_cents: 0 })
  assert.deepEqual(billOf(total, 'cash', false), { total_cents: 572, due_cents: 572, rounding_cents: 0 })
})

const vectors: readonly (readonly [number, number])[] = [
  [1241, 1240],
  [1242, 1240],
  [1243, 1245],
  [1246, 1245],
  [1247, 1245],
  [1248, 1250],
  [1, 1],
  [5, 5],
  [6, 5],
  [8, 10],
]
for (const [total, due] of vectors)
  test(`${total} cents are ${due} in cash`, () => assert.equal(billOf(total, 'cash', true).due_cents, due))

test('ten euros for 5.70 give 4.30 back', () => {
  assert.deepEqual(givenOf(1000, 570), { kind: 'change', change_cents: 430 })
  assert.deepEqual(givenOf(500, 570), { kind: 'short', missing_cents: 70 })
  assert.deepEqual(givenOf(570, 570), { kind: 'change', change_cents: 0 })
  assert.deepEqual(givenOf(null, 570), { kind: 'exact' })
  assert.deepEqual(givenOf(Number.NaN, 570), { kind: 'unreadable' })
})

test('an order names what is chosen, and an amount only for a part', () => {
  assert.deepEqual(orderOf(open, nothing, null), {
    entry_ids: ['1', '2', '3', '4'],
    amount_cents: 822,
    partly: false,
  })
  assert.deepEqual(orderOf(open, new Set(['2', '4']), 50), {
    entry_ids: ['1', '3'],
    amount_cents: 50,
    partly: true,
  })
})
test('nothing chosen, nothing, too much and nonsense are no order', () => {
  assert.equal(orderOf(open, new Set(['1', '2', '3', '4']), null), null)
  assert.equal(orderOf([], nothing, null), null)
  assert.equal(orderOf(open, nothing, 0), null)
  assert.equal(orderOf(open, nothing, 823), null)
  assert.equal(orderOf(open, nothing, Number.NaN), null)
})

test('what is given, less the change, is what is due; and rounding is never more than two cents', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 0, max: 200_000 }),
      (total, given) => {
        const bill = billOf(total, 'cash', true)
        assert.ok(Math.abs(bill.rounding_cents) <= 2)
        assert.equal(bill.due_cents - bill.rounding_cents, total)
        const said = givenOf(given, bill.due_cents)
        if (said.kind === 'change') assert.equal(given - said.change_cents, bill.due_cents)
        else if (said.kind === 'short') assert.equal(given + said.missing_cents, bill.due_cents)
        else assert.fail(said.kind)
      },
    ),
    { numRuns: 500 },
  )
})

test('only notes that cover the amount are offered', () => {
  assert.deepEqual(quickAmounts(570), [1000, 2000, 5000])
  assert.deepEqual(quickAmounts(500), [500, 1000, 2000, 5000])
  assert.deepEqual(quickAmounts(5100), [])
})
test('a correction has its name by the day', () => {
  assert.equal(correctionOf('2026-11-25', '2026-11-25'), 'same_day')
  assert.equal(correctionOf('2026-11-24', '2026-11-25'), 'later')
})
