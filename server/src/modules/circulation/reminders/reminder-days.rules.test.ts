import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reminderDays } from './reminder-days.rules.ts'

test('the form of Wise 7/14/35/3: seven days, fourteen after that one, a note after 35, a notice three days before', () => {
  const terms = {
    predue_days: 3,
    steps: [
      { days: 7, after: 'due' as const, cost_cents: 0 },
      { days: 14, after: 'previous' as const, cost_cents: 70 },
    ],
    invoice_days: 35,
  }
  assert.deepEqual(reminderDays(terms, '2026-03-02'), {
    predue: '2026-02-27',
    steps: ['2026-03-09', '2026-03-23'],
    invoice: '2026-04-06',
  })
})

test('without terms nothing is sent; a first step after "the one before" counts from the due day', () => {
  assert.deepEqual(reminderDays({ predue_days: null, steps: [], invoice_days: null }, '2026-03-02'), {
    predue: null,
    steps: [],
    invoice: null,
  })
  const odd = {
    predue_days: null,
    steps: [{ days: 5, after: 'previous' as const, cost_cents: 0 }],
    invoice_days: null,
  }
  assert.deepEqual(reminderDays(odd, '2026-03-02').steps, ['2026-03-07'])
})
