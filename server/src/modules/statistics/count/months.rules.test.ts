import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsToCount, settledMonth } from './months.rules.ts'

test('a month is settled when nothing that was done in it can still come in', () => {
  assert.deepEqual(['2026-11-12', '2026-11-13', '2026-11-30', '2027-01-13'].map(settledMonth), [
    '2026-09-01',
    '2026-10-01',
    '2026-10-01',
    '2026-12-01',
  ])
})

test('a night counts what is not settled, and what it has never counted as far back as five years', () => {
  const at = (settled_until: string | null, first_month: string | null) =>
    monthsToCount('2026-11-29', { settled_until, first_month })
  assert.deepEqual(at('2026-10-01', '2020-01-01'), ['2026-11-01'])
  assert.deepEqual(at('2026-09-01', '2020-01-01'), ['2026-10-01', '2026-11-01'])
  assert.deepEqual(at(null, '2026-09-01'), ['2026-09-01', '2026-10-01', '2026-11-01'])
  assert.deepEqual(at(null, null), ['2026-11-01'])
  assert.deepEqual([at(null, '2011-01-01').length, at(null, '2011-01-01')[0]], [61, '2021-11-01'])
})
