import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween } from '../../../base/dates.ts'
import { plainRows } from '../../../testing/regulation.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { loanDue } from '../due/due.rules.ts'
import { compileRegulation } from '../regulation/compile.rules.ts'
import { resolve } from '../regulation/resolve.rules.ts'
import { ageOfBand } from './age-of-band.rules.ts'
import { type PastLoan, replayLoan } from './past-loan.rules.ts'

const open = [{ opens: '10:00', closes: '18:00' }]
const calendar: Calendar = {
  branch_id: '1',
  weekly: { 1: open, 2: open, 3: open, 4: open, 5: open, 6: open, 7: [] },
  days: new Map(),
}
const version = (more: Parameters<typeof plainRows>[0] = {}) =>
  compileRegulation({ version_id: '1', name: 'proef', rows: plainRows(more) })
const loan = (more: Partial<PastLoan> = {}): PastLoan => ({
  branch_id: '1',
  membership_type: 'volwassene',
  age: 40,
  item_type: 'book',
  shelf: null,
  item_age_days: 400,
  price_cents: 1500,
  lent_on: '2026-03-02',
  due_on: '2026-03-30',
  returned_on: '2026-03-26',
  renewals: 0,
  hold_wait_days: null,
  ...more,
})

test('a loan that came back in time under the same term is what it was', () => {
  assert.deepEqual(replayLoan(version(), calendar, loan()), {
    refused: false,
    renewals: 0,
    days: 24,
    late_days: 0,
    fine_cents: 0,
    hold_wait_days: null,
  })
})

test('with a shorter term, who was on time renews where it is allowed, and else comes back on the due day', () => {
  const shorter = { period: { n: 14, unit: 'days' } } as const
  const renews = replayLoan(version(shorter), calendar, loan())
  assert.deepEqual([renews.renewals, renews.days, renews.late_days], [1, 24, 0])
  const cannot = replayLoan(version({ ...shorter, renewals: 0 }), calendar, loan())
  assert.deepEqual([cannot.renewals, cannot.days, cannot.fine_cents], [0, 14, 0])
})

test('who was late stays late by no more days, and pays for those', () => {
  const late = loan({ returned_on: '2026-04-03' })
  assert.deepEqual(
    [replayLoan(version(), calendar, late).late_days, replayLoan(version(), calendar, late).fine_cents],
    [4, 40],
  )
  const shorter = replayLoan(version({ period: { n: 14, unit: 'days' } }), calendar, late)
  assert.deepEqual([shorter.days, shorter.late_days, shorter.fine_cents, shorter.renewals], [18, 4, 40, 0])
  const longer = replayLoan(version({ period: { n: 30, unit: 'days' } }), calendar, late)
  assert.deepEqual([longer.days, longer.late_days, longer.fine_cents], [32, 2, 20])
})

test('a reader who waited waits as much less as the item comes back sooner', () => {
  const waited = loan({ hold_wait_days: 9 })
  const shorter = version({ period: { n: 14, unit: 'days' }, renewals: 0 })
  assert.equal(replayLoan(version(), calendar, waited).hold_wait_days, 9)
  assert.equal(replayLoan(shorter, calendar, waited).hold_wait_days, 0)
  assert.equal(replayLoan(shorter, calendar, { ...waited, hold_wait_days: 12 }).hold_wait_days, 2)
})

test('what the draft does not lend is refused and counts nowhere else', () => {
  const said = [
    replayLoan(version({ loanable: false }), calendar, loan()),
    replayLoan(version({ min_age: 41 }), calendar, loan()),
    replayLoan(compileRegulation({ version_id: '1', name: 'leeg', rows: [] }), calendar, loan()),
  ]
  for (const one of said)
    assert.deepEqual([one.refused, one.days, one.fine_cents, one.renewals], [true, 0, 0, 0])
  assert.equal(replayLoan(version({ min_age: 41 }), calendar, loan({ age: null })).refused, false)
})

test('tried on loans that were made under it, a version gives back the day, and never a fine without being late', () => {
  const compiled = version()
  const past = fc.record({
    after: fc.integer({ min: 0, max: 400 }),
    start: fc.integer({ min: 0, max: 700 }),
    item_type: fc.constantFrom('book', 'dvd'),
    wait: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  })
  fc.assert(
    fc.property(past, ({ after, start, item_type, wait }) => {
      const lent_on = addDays('2025-01-02', start)
      const { values } = resolve(compiled, {
        branch_id: '1',
        membership_type: 'volwassene',
        age: 40,
        item_type,
        shelf: null,
        item_age_days: 400,
        action: 'loan',
        on: lent_on,
      })
      const due = loanDue(
        { ...values, period: values.period! },
        { today: lent_on, calendar, membership_ends_on: null },
      )
      assert.ok(due.ok)
      const made = loan({
        item_type,
        lent_on,
        due_on: due.due_on,
        returned_on: addDays(lent_on, after),
        hold_wait_days: wait,
      })
      const said = replayLoan(compiled, calendar, made)
      assert.equal(said.days, daysBetween(lent_on, made.returned_on))
      assert.equal(said.late_days, Math.max(0, daysBetween(made.due_on, made.returned_on)))
      assert.equal(said.hold_wait_days, wait)
      if (said.late_days === 0) assert.equal(said.fine_cents, 0)
    }),
  )
})

test('a band of ages is tried as its middle, the open one as its first year', () => {
  assert.deepEqual(['0-5', '6-11', '12-14', '75+', null].map(ageOfBand), [2, 8, 13, 75, null])
})
