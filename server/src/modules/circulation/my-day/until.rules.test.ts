import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calendar } from '../due/calendar.rules.ts'
import { before, nextOpening, today } from './until.rules.ts'

const hours = [
  { opens: '10:00', closes: '12:00' },
  { opens: '14:00', closes: '18:00' },
]
/** Open from Tuesday to Saturday; 28 November 2026 is a Saturday. */
const calendar: Calendar = {
  branch_id: '1',
  weekly: { 1: [], 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: [] },
  days: new Map([['2026-12-01', 'gesloten']]),
}

test('each counter of "Mijn dag" says until when it may wait', () => {
  assert.equal(today(calendar, '2026-11-27'), '2026-11-27 18:00', 'before the doors close')
  assert.equal(today(calendar, '2026-11-29'), '2026-12-02 18:00', 'on a closed day by the next opening')
  assert.equal(nextOpening(calendar, '2026-11-27'), '2026-11-28 18:00')
  assert.equal(nextOpening(calendar, '2026-11-28'), '2026-12-02 18:00', 'over the closed days')
})

test('before a message: the last opening before the day on which it goes out', () => {
  assert.equal(before(calendar, '2026-11-27', '2026-11-28'), '2026-11-27 18:00')
  assert.equal(before(calendar, '2026-11-27', '2026-11-30'), '2026-11-28 18:00')
  assert.equal(before(calendar, '2026-11-29', '2026-12-01'), '2026-11-29', 'nobody opens before it any more')
})

test('without a calendar nothing is said', () => {
  assert.equal(today(null, '2026-11-27'), null)
  assert.equal(before(null, '2026-11-27', '2026-11-28'), null)
})
