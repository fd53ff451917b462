import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Figure } from '@kaft/contract/figures'
import { addsUp, cellOf, monthsOf, partsOf, reasonsIn, spanOf, yearsUntil } from './figures.model.ts'

const row = (part: Figure['part'], n: number | null, more: Partial<Figure> = {}): Figure => ({
  month: '2026-11',
  kind: 'loans',
  part,
  n,
  hidden: null,
  ...more,
})

test('a span is the last thirteen months, or a year as far as it has gone', () => {
  assert.deepEqual(spanOf('last', '2026-03'), { from: '2025-03', until: '2026-03' })
  assert.deepEqual(spanOf('2026', '2026-03'), { from: '2026-01', until: '2026-03' })
  assert.deepEqual(spanOf('2025', '2026-03'), { from: '2025-01', until: '2025-12' })
  assert.equal(monthsOf('2025-03', '2026-03').length, 13)
  assert.deepEqual(monthsOf('2025-12', '2026-01'), ['2026-01', '2025-12'])
  assert.deepEqual(yearsUntil('2026-03'), ['2026', '2025', '2024', '2023', '2022'])
})

test('a cell is a number, hidden, nobody or not counted', () => {
  const rows = [row('all', 120), row('youth', null, { hidden: 'few_readers' })]
  const at = { month: '2026-11', kind: 'loans' as const }
  assert.deepEqual(cellOf(rows, { ...at, part: 'all' }), { n: 120 })
  assert.deepEqual(cellOf(rows, { ...at, part: 'youth' }), { hidden: 'few_readers' })
  assert.deepEqual(cellOf(rows, { ...at, part: 'adult' }), { n: 0 })
  assert.equal(cellOf(rows, { ...at, month: '2026-10', part: 'all' }), null)
  assert.deepEqual(reasonsIn(rows, 'loans'), ['few_readers'])
  assert.deepEqual(reasonsIn(rows, 'holds'), [])
})

test('who has no age has a column where there is anybody, and items have no ages', () => {
  assert.deepEqual(partsOf('loans', [row('all', 3)]), ['all', 'youth', 'adult'])
  assert.deepEqual(partsOf('loans', [row('all', 3), row('unknown', 3)]), ['all', 'youth', 'adult', 'unknown'])
  assert.deepEqual(partsOf('items', [row('unknown', 3)]), ['all'])
  assert.deepEqual([addsUp('loans'), addsUp('borrowers'), addsUp('members')], [true, false, false])
})
