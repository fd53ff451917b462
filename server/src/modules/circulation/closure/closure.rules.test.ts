import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClosurePlan } from '@kaft/contract'
import { newDue } from '../bulk/loans.rules.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { regulationDefaults } from '../regulation/defaults.rules.ts'
import {
  daysToSet,
  movedHolds,
  movedLoans,
  plannedMessages,
  runningFines,
  withDays,
} from './closure.rules.ts'

const open = [{ opens: '10:00', closes: '18:00' }]
/** Open from Monday to Saturday. */
const calendar: Calendar = {
  branch_id: '1',
  weekly: { 1: open, 2: open, 3: open, 4: open, 5: open, 6: open, 7: [] },
  days: new Map(),
}
const today = '2026-11-25'
const plan = (more: Partial<ClosurePlan>): ClosurePlan => ({
  branch_ids: ['1'],
  type: 'gesloten',
  from_on: '2026-12-07',
  until_on: '2026-12-12',
  moves: 'off_closed',
  ...more,
})
const after = (p: ClosurePlan) => new Map([['1', withDays(calendar, daysToSet(calendar, p), p.type)]])
const groups = [
  { branch_id: '1', on: '2026-12-05', count: 3 },
  { branch_id: '1', on: '2026-12-08', count: 5 },
  { branch_id: '1', on: '2026-12-12', count: 2 },
]

test('closed days: to the first open day after them; a holiday keeps the weekday', () => {
  const closed = plan({})
  const inside = groups.slice(1)
  assert.deepEqual(movedLoans(closed, inside, { after: after(closed), today }), {
    moving: 7,
    staying: 0,
    by_day: [
      { branch_id: '1', from: '2026-12-08', to: '2026-12-14', count: 5 },
      { branch_id: '1', from: '2026-12-12', to: '2026-12-14', count: 2 },
    ],
  })
  const holiday = plan({ type: 'vakantie' })
  assert.deepEqual(
    movedLoans(holiday, inside, { after: after(holiday), today }).by_day.map(row => row.to),
    ['2026-12-15', '2026-12-19'],
  )
})

test('fine-free days open no closed day, move nothing by themselves, and all dates to after it when asked', () => {
  const free = plan({ type: 'boetevrij', from_on: '2026-12-12', until_on: '2026-12-14' })
  assert.deepEqual(daysToSet(calendar, free), ['2026-12-12', '2026-12-14'], 'the Sunday stays closed')
  assert.equal(movedLoans(free, groups.slice(2), { after: after(free), today }).moving, 0)
  const extended = plan({ type: 'boetevrij', moves: 'after' })
  assert.deepEqual(
    movedLoans(extended, groups.slice(1), { after: after(extended), today }).by_day.map(row => row.to),
    ['2026-12-14', '2026-12-14'],
  )
})

test('what lies ready waits until its reader can come', () => {
  const p = plan({})
  assert.deepEqual(movedHolds([{ branch_id: '1', on: '2026-12-09', count: 4 }], after(p)), {
    moving: 4,
    staying: 0,
    by_day: [{ branch_id: '1', from: '2026-12-09', to: '2026-12-14', count: 4 }],
  })
})

test('fines run less by days that cost nothing, and nothing of it is booked', () => {
  const resolved = { ...regulationDefaults, fine: { kind: 'per_day' as const, amount_cents: 10 } }
  const late = [{ branch_id: '1', on: '2026-12-05', count: 2, resolved, price_cents: null }]
  const at = (p: ClosurePlan) => ({ before: new Map([['1', calendar]]), after: after(p), today })
  const holiday = plan({ type: 'vakantie' })
  // Until Monday 14 December: nine days late, of which six fall in the holiday.
  assert.deepEqual(runningFines(holiday, late, at(holiday)), { late: 2, before_cents: 180, after_cents: 60 })
  const inside = [{ branch_id: '1', on: '2026-12-08', count: 1, resolved, price_cents: null }]
  const closed = plan({})
  assert.deepEqual(runningFines(closed, inside, at(closed)), { late: 1, before_cents: 60, after_cents: 0 })
})

test('messages that are planned for the closure are counted by the dates as they are', () => {
  const reminders = {
    predue_days: 3,
    steps: [{ days: 7, after: 'due' as const, cost_cents: 0 }],
    invoice_days: 35,
  }
  const resolved = { ...regulationDefaults, reminders }
  const planned = (on: string) => plannedMessages(plan({}), [{ on, count: 2, resolved }])
  assert.deepEqual(planned('2026-12-11'), { predue: 2, reminders: 0, invoices: 0 })
  assert.deepEqual(planned('2026-12-01'), { predue: 0, reminders: 2, invoices: 0 })
  assert.deepEqual(planned('2026-11-05'), { predue: 0, reminders: 0, invoices: 2 })
  assert.deepEqual(planned('2026-10-01'), { predue: 0, reminders: 0, invoices: 0 })
})

test('nobody becomes late by a change of many; who is late may become less late', () => {
  const at = { calendar, today }
  const due = (change: Parameters<typeof newDue>[0], due_on: string) => newDue(change, { ...at, due_on })
  assert.deepEqual(due({ kind: 'loan_due', on: '2026-11-20' }, '2026-12-01'), {
    ok: false,
    why: 'bulk_day_past',
  })
  assert.deepEqual(due({ kind: 'loan_due', by_days: 7 }, '2026-11-02'), { ok: true, due_on: '2026-11-09' })
  assert.deepEqual(due({ kind: 'loan_due', by_days: -7 }, '2026-12-30'), { ok: true, due_on: '2026-12-23' })
  assert.deepEqual(due({ kind: 'loan_fine_free', last_free_on: '2026-11-24' }, '2026-12-01'), {
    ok: false,
    why: 'bulk_same',
  })
  assert.deepEqual(due({ kind: 'loan_off_closed' }, '2026-12-06'), { ok: true, due_on: '2026-12-07' })
})
