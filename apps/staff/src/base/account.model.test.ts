import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '@kaft/contract/finance'
import { pastRows } from './account.model.ts'

const line = (entry_id: string, more: Partial<Entry>): Entry => ({
  entry_id,
  at: '2026-11-25T13:05:00Z',
  kind: 'charge',
  charge_kind: 'fine',
  amount_cents: 60,
  open_cents: 0,
  item_title: null,
  on_day: '2026-11-25',
  reverses: null,
  reversed: false,
  payment_id: null,
  by: 'Amina D.',
  method: null,
  loan_id: null,
  reason: null,
  ...more,
})
const payment_id = '01900000-0000-7000-8000-000000000001'

test('a payment of three charges in cash is one row, with its rounding apart', () => {
  const paid = { kind: 'payment', payment_id, method: 'cash' } as const
  const rows = pastRows([
    line('6', { ...paid, kind: 'rounding', charge_kind: null, amount_cents: -2 }),
    line('5', { ...paid, amount_cents: -58 }),
    line('4', { ...paid, charge_kind: 'membership', amount_cents: -500 }),
    line('3', { ...paid, charge_kind: 'other', amount_cents: -12 }),
    line('2', { charge_kind: 'membership', amount_cents: 500 }),
  ])
  assert.deepEqual(
    rows.map(row => [row.what, row.amount_cents, row.rounding_cents, row.lines.length]),
    [
      ['payment', -570, -2, 3],
      ['charge', 500, 0, 1],
    ],
  )
  assert.equal(rows[0]?.payment_id, payment_id)
})

test('what was booked back stays visible as its own row and cannot be booked back twice', () => {
  const rows = pastRows([
    line('9', { kind: 'reversal', reverses: '5', payment_id, amount_cents: 60, reason: 'verkeerde lener' }),
    line('5', { kind: 'payment', payment_id, method: 'card', amount_cents: -60, reversed: true }),
  ])
  assert.deepEqual(
    rows.map(row => [row.what, row.amount_cents, row.payment_id, row.reversed]),
    [
      ['reversal', 60, null, false],
      ['payment', -60, null, true],
    ],
  )
})

test('a waiver stands alone', () => {
  const rows = pastRows([line('7', { kind: 'waiver', amount_cents: -60, reason: 'ziekte' })])
  assert.deepEqual(
    rows.map(row => [row.what, row.reason]),
    [['waiver', 'ziekte']],
  )
})

test('a use of credit is one row of what it settled, and so is taking it back', () => {
  const at = '2026-11-25T13:05:00Z'
  const use = { kind: 'credit', at, reason: 'credit_used' } as const
  const back = { kind: 'reversal', at: '2026-11-25T13:06:00Z', reason: 'credit_used' } as const
  const rows = pastRows([
    line('9', { ...back, charge_kind: 'other', amount_cents: -110 }),
    line('8', { ...back, amount_cents: 60 }),
    line('7', { ...back, charge_kind: 'membership', amount_cents: 50 }),
    line('6', { ...use, charge_kind: 'other', amount_cents: 110, reversed: true }),
    line('5', { ...use, amount_cents: -60, reversed: true }),
    line('4', { ...use, charge_kind: 'membership', amount_cents: -50, reversed: true }),
    line('3', { kind: 'credit', charge_kind: 'replacement', amount_cents: -110, reason: 'found_again' }),
  ])
  assert.deepEqual(
    rows.map(row => [row.what, row.amount_cents, row.lines.map(l => l.charge_kind), row.reversed]),
    [
      ['reversal', 110, ['fine', 'membership'], false],
      ['credit', -110, ['fine', 'membership'], true],
      ['credit', -110, ['replacement'], false],
    ],
  )
})

test('credit that was paid out is told as such, and what is booked back is what changed hands', () => {
  const out = { payment_id, method: 'cash', charge_kind: 'other' } as const
  const rows = pastRows([
    line('9', { ...out, kind: 'reversal', reverses: '6', charge_kind: null, amount_cents: 2 }),
    line('8', { ...out, kind: 'reversal', reverses: '5', amount_cents: -655 }),
    line('6', { ...out, kind: 'rounding', charge_kind: null, amount_cents: -2, reversed: true }),
    line('5', { ...out, kind: 'payout', amount_cents: 655, reversed: true }),
  ])
  assert.deepEqual(
    rows.map(row => [row.what, row.amount_cents, row.rounding_cents, row.lines.length, row.of_credit]),
    [
      ['reversal', -655, 2, 1, true],
      ['payout', 655, -2, 1, true],
    ],
  )
  const paid = { kind: 'reversal', payment_id, method: 'cash', charge_kind: 'other' } as const
  assert.equal(pastRows([line('3', { ...paid, amount_cents: 60 })])[0]?.of_credit, false)
})
