import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noLongerTrue, type Standing } from './still-true.rules.ts'

const today = '2026-11-25'
const hold: Standing = {
  kind: 'hold_ready',
  about_on: '2026-12-02',
  undone: false,
  person: {},
  hold_state: 'ready',
  hold_until: '2026-12-02',
  hold_as_told: true,
  loan_open: null,
  loan_due_on: null,
  loan_claimed: false,
} // prettier-ignore
const loan: Standing = {
  kind: 'reminder',
  about_on: '2026-11-10',
  undone: false,
  person: {},
  hold_state: null,
  hold_until: null,
  hold_as_told: false,
  loan_open: true,
  loan_due_on: '2026-11-10',
  loan_claimed: false,
} // prettier-ignore

const rows: readonly [what: string, standing: Standing, reason: string | null][] = [
  ['it lies ready', hold, null],
  ['it was collected', { ...hold, hold_state: 'filled' }, 'collected'],
  ['it was cancelled', { ...hold, hold_state: 'cancelled' }, 'closed'],
  ['the return was undone', { ...hold, hold_state: 'waiting', undone: true }, 'undone'],
  ['it became ready a second time', { ...hold, hold_as_told: false }, 'closed'],
  ['its time is over', { ...hold, hold_until: '2026-11-24' }, 'closed'],
  ['its last day is today', { ...hold, hold_until: today }, null],
  ['the patron is gone', { ...hold, person: null }, 'patron_gone'],
  ['nobody came for it', { ...hold, kind: 'hold_expired', hold_state: 'expired' }, null],
  ['the clearing was undone', { ...hold, kind: 'hold_expired', undone: true }, 'undone'],
  ['it goes elsewhere', { ...hold, kind: 'hold_moved', hold_state: 'in_transit' }, null],
  ['it arrived meanwhile', { ...hold, kind: 'hold_moved' }, 'closed'],
  ['the loan is out', loan, null],
  ['it came back', { ...loan, loan_open: false }, 'returned'],
  ['the reader says that it was brought back', { ...loan, loan_claimed: true }, 'claimed'],
  ['the same of an invoice', { ...loan, kind: 'invoice', loan_claimed: true }, 'claimed'],
  [
    'the same before the due day',
    { ...loan, kind: 'predue', about_on: '2026-11-28', loan_due_on: '2026-11-28', loan_claimed: true },
    'claimed',
  ],
  ['it was renewed', { ...loan, loan_due_on: '2026-12-08' }, 'due_moved'],
  ['the notice comes too late to help', { ...loan, kind: 'predue' }, 'due_moved'],
  [
    'renewed, and still so',
    { ...loan, kind: 'renewed', about_on: '2026-12-20', loan_due_on: '2026-12-20' },
    null,
  ],
]
for (const [what, standing, reason] of rows)
  test(what, () => assert.equal(noLongerTrue(standing, today), reason))
