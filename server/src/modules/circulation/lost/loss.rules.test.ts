import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calendar } from '../due/calendar.rules.ts'
import { decideRefund, type LossChargeNow, type RefundFacts } from './found-again.rules.ts'
import { decideLoss, type LossFacts } from './loss.rules.ts'

const open = [{ opens: '10:00', closes: '18:00' }]
const calendar: Calendar = {
  branch_id: '1',
  weekly: { 1: open, 2: open, 3: open, 4: open, 5: open, 6: open, 7: [] },
  days: new Map(),
}
const facts = (more: Partial<LossFacts> = {}): LossFacts => ({
  today: '2026-12-29',
  due_on: '2026-12-23',
  claimed_on: null,
  terms: { fine: { kind: 'per_day', amount_cents: 10 }, replacement_cents: 1500 },
  calendar,
  item_price_cents: 1850,
  title_price_cents: 1700,
  processing_cents: 300,
  books_fine: true,
  chargeable: true,
  ...more,
})
const cents = (f: LossFacts) =>
  Object.fromEntries(decideLoss(f).charges.map(c => [c.charge_kind, c.amount_cents]))

test('the price is that of the item, else of the regulation, else of the title, else nobody knows', () => {
  const without = { ...facts().terms, replacement_cents: null }
  const cases = [
    [facts(), 'item', 1850],
    [facts({ item_price_cents: null }), 'regulation', 1500],
    [facts({ item_price_cents: 0 }), 'regulation', 1500],
    [facts({ item_price_cents: null, terms: without }), 'title', 1700],
    [facts({ item_price_cents: null, terms: without, title_price_cents: null }), 'unknown', undefined],
  ] as const
  for (const [f, from, price] of cases) {
    assert.equal(decideLoss(f).price_from, from)
    assert.equal(cents(f)['replacement'], price)
  }
  const unknown = decideLoss(cases[4][0])
  assert.deepEqual(
    unknown.findings.map(x => x.code),
    ['price_unknown'],
  )
})

test('processing and the fine until today come with it, each by its setting; a claim stopped the fine', () => {
  assert.deepEqual(cents(facts()), { replacement: 1850, processing: 300, fine: 60 })
  assert.deepEqual(cents(facts({ processing_cents: 0, books_fine: false })), { replacement: 1850 })
  assert.deepEqual(cents(facts({ claimed_on: '2026-12-25' }))['fine'], 20)
  assert.deepEqual(cents(facts({ claimed_on: '2026-12-20' }))['fine'], undefined)
  assert.deepEqual(cents(facts({ due_on: '2027-01-10' }))['fine'], undefined)
})

test('of a fine per title only what this copy adds to the others is charged', () => {
  const terms = {
    fine: { kind: 'per_day', amount_cents: 10, per: 'title' },
    replacement_cents: 1500,
  } as const
  assert.deepEqual(cents(facts({ terms, booked_cents: 40 }))['fine'], 20)
  assert.deepEqual(cents(facts({ terms, booked_cents: 60 }))['fine'], undefined)
})

test('who may not be seen is not charged, and the desk is told how much that is', () => {
  const loss = decideLoss(facts({ chargeable: false }))
  assert.deepEqual(loss.charges, [])
  assert.deepEqual(loss.findings, [
    { code: 'fine_not_booked', weight: 'info', about: { amount_cents: 2210 } },
  ])
})

const charges: readonly LossChargeNow[] = [
  // B26: lost fee of 100, of which 27 paid and 25 written off; processing of 20.
  { entry_id: '1', charge_kind: 'replacement', open_cents: 4800, paid_cents: 2700 },
  { entry_id: '2', charge_kind: 'processing', open_cents: 2000, paid_cents: 0 },
]
const refund = (more: Partial<RefundFacts['policy']> = {}, today = '2026-12-29') =>
  decideRefund({
    today,
    lost_on: '2026-12-01',
    charges,
    policy: { refund: 'material', refund_days: null, ...more },
  })

test('found again after part payment: the open part falls, what was paid stays with the patron (B26)', () => {
  assert.deepEqual(refund(), {
    refunds: [{ entry_id: '1', open_cents: 4800, paid_cents: 2700 }],
    dropped_cents: 4800,
    credit_cents: 2700,
    kept_cents: 2000,
  })
  assert.equal(refund().dropped_cents + refund().credit_cents, 7500)
  assert.equal(refund().kept_cents - refund().credit_cents, -700)
})

test('what falls is for the library to say, and for how long', () => {
  assert.deepEqual(
    refund({ refund: 'all' }).refunds.map(r => r.entry_id),
    ['1', '2'],
  )
  assert.deepEqual(refund({ refund: 'nothing' }), {
    refunds: [],
    dropped_cents: 0,
    credit_cents: 0,
    kept_cents: 6800,
  })
  assert.equal(refund({ refund_days: 28 }, '2026-12-29').refunds.length, 1)
  assert.equal(refund({ refund_days: 28 }, '2026-12-30').refunds.length, 0)
})
