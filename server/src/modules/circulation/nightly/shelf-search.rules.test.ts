import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calendar } from '../due/calendar.rules.ts'
import { daysToSearchFor, searchOffsets } from './shelf-search.rules.ts'

const open = [{ opens: '10:00', closes: '18:00' }]
const calendar: Calendar = {
  branch_id: '1',
  weekly: { 1: [], 2: open, 3: open, 4: open, 5: open, 6: open, 7: [] },
  days: new Map(),
}

test('the second reminder and the invoice, counted from the due day', () => {
  const steps = [
    { days: 7, after: 'due' as const, cost_cents: 0 },
    { days: 14, after: 'previous' as const, cost_cents: 0 },
  ]
  assert.deepEqual(searchOffsets({ predue_days: 3, steps, invoice_days: 35 }), [
    { why: 'reminder', days: 21 },
    { why: 'invoice', days: 35 },
  ])
  assert.deepEqual(searchOffsets({ predue_days: 3, steps: steps.slice(0, 1), invoice_days: null }), [])
})

test('on Saturday also for the messages of Sunday, Monday and Tuesday morning', () => {
  assert.deepEqual(daysToSearchFor(calendar, '2026-11-26'), ['2026-11-27'])
  assert.deepEqual(daysToSearchFor(calendar, '2026-11-28'), ['2026-11-29', '2026-11-30', '2026-12-01'])
})
