import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import { versionTexts } from './texts.ts'
import {
  type Cell,
  cellAt,
  cellWords,
  copiedDown,
  type Grid,
  madeNotLoanable,
  moved,
  rowOfCell,
} from './grid.model.ts'
import { barsOf, percentOf } from './simulation.model.ts'

const t = versionTexts.nl
const cell = (more: Partial<Cell> = {}): Cell => ({
  membership_type: 'volwassene',
  item_type: 'dvd',
  state: 'loanable',
  period: { n: 28, unit: 'days' },
  renewals: 2,
  limit: 20,
  row_no: 1,
  own_row_no: null,
  changed: false,
  ...more,
})

test('a cell says its period, renewals and limit, or that it is not lent, or that no row speaks of it', () => {
  const said = (more: Partial<Cell>) => cellWords(cell(more), t)
  assert.equal(said({}), '28 d · 2× · 20')
  assert.equal(said({ period: { n: 3, unit: 'hours' }, renewals: null, limit: null }), '3 u · vrij verlengen')
  assert.equal(said({ state: 'not_loanable' }), 'niet uitleenbaar')
  assert.equal(said({ state: 'hole', period: null }), 'geen regel')
})

test('arrows move within the grid and stop at its edge', () => {
  const size = { rows: 2, columns: 3 }
  assert.deepEqual(moved({ row: 0, column: 0 }, 'ArrowRight', size), { row: 0, column: 1 })
  assert.deepEqual(moved({ row: 0, column: 2 }, 'ArrowRight', size), { row: 0, column: 2 })
  assert.deepEqual(moved({ row: 1, column: 1 }, 'ArrowDown', size), { row: 1, column: 1 })
  assert.deepEqual(moved({ row: 1, column: 1 }, 'Home', size), { row: 1, column: 0 })
  assert.deepEqual(moved({ row: 1, column: 1 }, 'End', size), { row: 1, column: 2 })
  assert.equal(moved({ row: 1, column: 1 }, 'a', size), null)
  const grid = { item_types: ['a', 'b', 'c'], cells: ['0', '1', '2', '3', '4', '5'] } as unknown as Grid
  assert.equal(cellAt(grid, { row: 1, column: 1 }), '4')
})

const rows: readonly RegulationRow[] = [
  { row_no: 1, selectors: {}, values: { loanable: true } },
  { row_no: 7, selectors: { membership_type: 'volwassene', item_type: 'dvd' }, values: { renewals: 1 } },
]

test('a cell is changed by the row that names just its pair, made with the next number when there is none', () => {
  assert.equal(rowOfCell(rows, cell({ own_row_no: 7 })), rows[1])
  assert.deepEqual(rowOfCell(rows, cell({ membership_type: 'jeugd' })), {
    row_no: 8,
    selectors: { membership_type: 'jeugd', item_type: 'dvd' },
    values: {},
  })
})

test('copying down takes over the own row and nothing else; without one there is nothing to copy', () => {
  const below = cell({ membership_type: 'jeugd' })
  assert.deepEqual(copiedDown(rows, cell({ own_row_no: 7 }), below)?.at(-1), {
    row_no: 8,
    selectors: { membership_type: 'jeugd', item_type: 'dvd' },
    values: { renewals: 1 },
  })
  assert.equal(copiedDown(rows, cell(), below), null)
})

test('a hole is closed as not for loan, and what its row said stays', () => {
  const closed = madeNotLoanable(rows, cell({ own_row_no: 7 }))
  assert.deepEqual(closed.find(row => row.row_no === 7)?.values, { renewals: 1, loanable: false })
})

test('bars stand on one scale; what is not told has no length', () => {
  const measure = (refused: number) => ({
    lent: 10,
    refused,
    renewals: 0,
    average_days: 1,
    late: 0,
    fine_cents: 0,
    holds: 0,
    average_wait_days: null,
  })
  const bars = barsOf(
    [
      { key: 'a', loans: 20, before: measure(4), after: measure(8) },
      { key: 'b', loans: null, before: null, after: null },
    ],
    'refused',
  )
  assert.deepEqual(
    bars.map(bar => [bar.before_share, bar.after_share, bar.after]),
    [
      [0.5, 1, 8],
      [0, 0, null],
    ],
  )
  assert.deepEqual(barsOf([], 'late'), [])
  assert.deepEqual(
    [percentOf({ done: 0, total: null }), percentOf({ done: 1, total: 3 }), percentOf({ done: 0, total: 0 })],
    [null, 33, 100],
  )
})
