import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsToCount, monthsToForget } from './months.rules.ts'

test('a month is counted until a week after its end, since a desk may tell late what it did', () => {
  assert.deepEqual(monthsToCount('2026-11-25'), ['2026-11-01'])
  assert.deepEqual(monthsToCount('2026-11-08'), ['2026-10-01', '2026-11-01'])
  assert.deepEqual(monthsToCount('2026-01-03'), ['2025-12-01', '2026-01-01'])
  assert.deepEqual(monthsToCount('2026-11-09'), ['2026-11-01'])
})

test('twelve months count, the running one included', () => {
  const stored = ['2025-10-01', '2025-11-01', '2025-12-01', '2026-11-01']
  assert.deepEqual(monthsToForget('2026-11-25', stored), ['2025-10-01', '2025-11-01'])
  assert.deepEqual(monthsToForget('2026-11-25', []), [])
})
