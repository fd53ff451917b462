import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calendar } from '../due/calendar.rules.ts'
import { changedCalendar, closingDays, effectOnFines, type LateGroup } from './calendar-effect.rules.ts'

const open = [{ opens: '10:00', closes: '18:00' }]
const calendar: Calendar = {
  branch_id: '1',
  weekly: { 1: open, 2: open, 3: open, 4: open, 5: open, 6: open, 7: [] },
  days: new Map([['2026-11-11', 'gesloten']]),
}
const group = (more: Partial<LateGroup> = {}): LateGroup => ({
  due_on: '2026-11-20',
  due_at: null,
  claimed_on: null,
  policy: { kind: 'per_day', amount_cents: 10 },
  replacement_cents: null,
  price_cents: null,
  loans: 3,
  ...more,
})
const effect = (groups: readonly LateGroup[], set: Parameters<typeof changedCalendar>[1]['set']) =>
  effectOnFines(groups, {
    today: '2026-11-25',
    before: calendar,
    after: changedCalendar(calendar, { set, clear: [] }),
  })

test('a holiday in the past days makes running fines cheaper, and says for how many loans', () => {
  const holiday = [
    { on_day: '2026-11-23', type: 'vakantie' },
    { on_day: '2026-11-24', type: 'boetevrij' },
  ] as const
  assert.deepEqual(effect([group()], holiday), { loans: 3, before_cents: 150, after_cents: 90 })
  assert.deepEqual(effect([group({ claimed_on: '2026-11-22' })], holiday), {
    loans: 0,
    before_cents: 60,
    after_cents: 60,
  })
})

test('days that would close are named, those that were closed are not; clearing gives a day back to the week', () => {
  const change = {
    set: [
      { on_day: '2026-12-25', type: 'gesloten' },
      { on_day: '2026-12-27', type: 'gesloten' },
    ],
    clear: ['2026-11-11'],
  } as const
  const after = changedCalendar(calendar, change)
  assert.deepEqual(closingDays(change, calendar, after), ['2026-12-25'])
  assert.equal(after.days.has('2026-11-11'), false)
})
