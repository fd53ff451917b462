import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../../../base/dates.ts'
import { plainRows } from '../../../../testing/regulation.ts'
import type { Calendar } from '../../due/calendar.rules.ts'
import { compileRegulation } from '../compile.rules.ts'
import { NOTICE_DAYS, type OpenLoan, reterm } from './reterm.rules.ts'

const open = [{ opens: '10:00', closes: '18:00' }]
const calendar: Calendar = {
  branch_id: '1',
  weekly: { 1: open, 2: open, 3: open, 4: open, 5: open, 6: open, 7: open },
  days: new Map(),
}
const today = '2026-11-25'
const version = (more: Parameters<typeof plainRows>[0]) =>
  compileRegulation({ version_id: '2', name: '2027-1', rows: plainRows(more) })
const loan = (more: Partial<OpenLoan> = {}): OpenLoan => ({
  branch_id: '1',
  item_type: 'book',
  shelf: null,
  acquired_on: null,
  membership_type: 'volwassene',
  birth_on: '1984-05-17',
  member_until: '2028-01-01',
  lent_on: '2026-11-10',
  renewed_on: null,
  due_on: '2026-12-08',
  hourly: false,
  ...more,
})
const days = (n: number) => ({ period: { n, unit: 'days' as const } })
const dueOf = (
  mode: 'keep' | 'longer' | 'all',
  more: Parameters<typeof plainRows>[0],
  of: Partial<OpenLoan> = {},
) => reterm(version(more), loan(of), { mode, calendar, today })?.due_on ?? null

test('a longer term reaches open loans where the activation says so, and keeps its hands off otherwise', () => {
  assert.equal(dueOf('keep', days(42)), null)
  assert.equal(dueOf('longer', days(42)), '2026-12-22')
  assert.equal(dueOf('all', days(42)), '2026-12-22')
})

test('a shorter term shortens only when all are meant, and leaves a week from today', () => {
  assert.equal(dueOf('longer', days(14)), null)
  assert.equal(dueOf('all', days(14)), addDays(today, NOTICE_DAYS))
  assert.equal(dueOf('all', days(25)), '2026-12-05')
  assert.equal(
    dueOf('all', days(14), { due_on: '2026-11-27' }),
    '2026-11-27',
    'sooner than a week, so as it was',
  )
})

test('what is too late never becomes later by a shorter term, and is forgiven only by a longer one', () => {
  const late = { lent_on: '2026-10-01', due_on: '2026-10-29' }
  assert.equal(dueOf('all', days(14), late), '2026-10-29')
  assert.equal(dueOf('longer', days(42), late), '2026-11-12')
})

test('a renewed loan counts from its renewal; what the new terms do not lend, or lend by the hour, keeps what it has', () => {
  assert.equal(dueOf('all', days(42), { renewed_on: '2026-11-20', due_on: '2026-12-18' }), '2027-01-01')
  assert.equal(dueOf('all', { loanable: false }), null)
  assert.equal(dueOf('all', { period: { n: 4, unit: 'hours' } }), null)
  assert.equal(dueOf('all', days(42), { hourly: true }), null)
  assert.equal(reterm(version(days(42)), loan(), { mode: 'all', calendar: null, today }), null)
})

test('no due day moves earlier than a week from today, and "longer" never moves one earlier', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: -40, max: 60 }),
      (term, ago, left) => {
        const of = { lent_on: addDays(today, -ago), due_on: addDays(today, left) }
        const all = dueOf('all', days(term), of)
        if (all !== null && all < of.due_on) assert.ok(all >= addDays(today, NOTICE_DAYS))
        const longer = dueOf('longer', days(term), of)
        if (longer !== null) assert.ok(longer > of.due_on)
      },
    ),
  )
})
