import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, endOfDay } from '../../../base/dates.ts'
import type { Calendar, DayType } from './calendar.rules.ts'
import { type DueAsk, type DueStep, dueDay, loanDue, renewalDue } from './due.rules.ts'

const calendarOf = (days: Record<Day, DayType> = {}, closed: readonly number[] = []): Calendar => ({
  branch_id: '1',
  weekly: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map(day => [
      day,
      closed.includes(day) ? [] : [{ opens: '10:00', closes: '18:00' }],
    ]),
  ) as unknown as Calendar['weekly'],
  days: new Map(Object.entries(days)),
})
const closedOn = (...days: Day[]) =>
  calendarOf(Object.fromEntries(days.map(day => [day, 'gesloten' as const])))
const holidayOn = (...days: Day[]) =>
  calendarOf(Object.fromEntries(days.map(day => [day, 'vakantie' as const])))
const days = (n: number) => ({ n, unit: 'days' as const })
const weeks = (n: number) => ({ n, unit: 'weeks' as const })

interface Case {
  readonly says: string
  readonly ask: DueAsk
  readonly due_on: Day
  readonly steps: readonly DueStep['code'][]
}
const open = calendarOf()
const cases: readonly Case[] = [
  {
    says: 'B01: ten days, closing days ignored',
    ask: { start: '2013-02-09', period: days(10), calendar: 'ignored' },
    due_on: '2013-02-19',
    steps: ['period'],
  },
  {
    says: 'B02: a renewal of five days',
    ask: { start: '2013-02-09', period: days(5), calendar: open },
    due_on: '2013-02-14',
    steps: ['period'],
  },
  {
    says: 'B03: the membership ends on a closed day, so back to the day before',
    ask: { start: '2012-12-12', period: days(28), calendar: closedOn('2013-01-01'), cap: '2013-01-01' },
    due_on: '2012-12-31',
    steps: ['period', 'membership_end'],
  },
  {
    says: 'B03: and that day closed too',
    ask: {
      start: '2012-12-12',
      period: days(28),
      calendar: closedOn('2013-01-01', '2012-12-31'),
      cap: '2013-01-01',
    },
    due_on: '2012-12-30',
    steps: ['period', 'membership_end'],
  },
  {
    says: 'B04: a fortnight that ends on a single holiday, a week later',
    ask: { start: '2026-03-02', period: days(14), calendar: holidayOn('2026-03-16') },
    due_on: '2026-03-23',
    steps: ['period', 'holiday'],
  },
  {
    says: 'B05: a fortnight, holidays after 7, 14 and 21 days',
    ask: {
      start: '2026-03-02',
      period: days(14),
      calendar: holidayOn('2026-03-09', '2026-03-16', '2026-03-23'),
    },
    due_on: '2026-03-30',
    steps: ['period', 'holiday'],
  },
  {
    says: 'B05: a renewal of seven days lands on the same day',
    ask: {
      start: '2026-03-02',
      period: days(7),
      calendar: holidayOn('2026-03-09', '2026-03-16', '2026-03-23'),
    },
    due_on: '2026-03-30',
    steps: ['period', 'holiday'],
  },
  {
    says: 'B06: a renewal of five days that ends on a closed day, one day later',
    ask: { start: '2026-03-02', period: days(5), calendar: closedOn('2026-03-07') },
    due_on: '2026-03-08',
    steps: ['period', 'closed'],
  },
  {
    says: 'B07: a period of nought is due on the day itself',
    ask: { start: '2026-03-02', period: days(0), calendar: open },
    due_on: '2026-03-02',
    steps: ['period'],
  },
  {
    says: 'B08: one day, and the next is closed',
    ask: { start: '2012-07-03', period: days(1), calendar: closedOn('2012-07-04') },
    due_on: '2012-07-05',
    steps: ['period', 'closed'],
  },
  {
    says: 'B08: two days pass over a closed one without a step',
    ask: { start: '2012-07-03', period: days(2), calendar: closedOn('2012-07-04') },
    due_on: '2012-07-05',
    steps: ['period'],
  },
  {
    says: 'four weeks before Christmas',
    ask: { start: '2026-11-27', period: weeks(4), calendar: closedOn('2026-12-25') },
    due_on: '2026-12-26',
    steps: ['period', 'closed'],
  },
  {
    says: 'a day without fines may be the due day',
    ask: { start: '2026-11-27', period: weeks(4), calendar: calendarOf({ '2026-12-25': 'boetevrij' }) },
    due_on: '2026-12-25',
    steps: ['period'],
  },
  {
    says: 'a fixed date takes the place of the period',
    ask: { start: '2026-06-20', period: weeks(4), calendar: open, fixed_due_on: '2026-09-15' },
    due_on: '2026-09-15',
    steps: ['fixed'],
  },
  {
    says: 'a fixed date that is closed moves as any other',
    ask: {
      start: '2026-06-20',
      period: weeks(4),
      calendar: closedOn('2026-09-15'),
      fixed_due_on: '2026-09-15',
    },
    due_on: '2026-09-16',
    steps: ['fixed', 'closed'],
  },
  {
    says: 'a fixed date that is past leaves the period, and says so',
    ask: { start: '2026-09-15', period: weeks(4), calendar: open, fixed_due_on: '2026-09-15' },
    due_on: '2026-10-13',
    steps: ['fixed_past', 'period'],
  },
  {
    says: 'nine weeks in all cut the third renewal short',
    ask: {
      start: '2026-04-20',
      period: weeks(3),
      calendar: open,
      max_total: { from: '2026-03-02', days: 63 },
    },
    due_on: '2026-05-04',
    steps: ['period', 'max_total'],
  },
  {
    says: 'a closed day passes the maximum term rather than shorten it',
    ask: {
      start: '2026-04-13',
      period: weeks(3),
      calendar: closedOn('2026-05-04'),
      max_total: { from: '2026-03-02', days: 63 },
    },
    due_on: '2026-05-05',
    steps: ['period', 'closed'],
  },
  {
    says: 'the end of the membership beats the move past a holiday',
    ask: { start: '2026-03-02', period: days(14), calendar: holidayOn('2026-03-16'), cap: '2026-03-20' },
    due_on: '2026-03-20',
    steps: ['period', 'holiday', 'membership_end'],
  },
  {
    says: 'a membership that has ended caps nothing: whoever lent it anyway knew',
    ask: { start: '2026-03-02', period: days(14), calendar: open, cap: '2026-03-01' },
    due_on: '2026-03-16',
    steps: ['period'],
  },
  {
    says: 'a membership that ends today, on a closed day, ends the loan today and not before it began',
    ask: { start: '2026-03-02', period: days(14), calendar: closedOn('2026-03-02'), cap: '2026-03-02' },
    due_on: '2026-03-02',
    steps: ['period', 'membership_end'],
  },
  {
    says: 'B37: a far-future end of the membership is no work',
    ask: { start: '2026-03-02', period: days(14), calendar: open, cap: '9999-12-31' },
    due_on: '2026-03-16',
    steps: ['period'],
  },
  {
    says: 'the leap day counts',
    ask: { start: '2024-02-22', period: weeks(1), calendar: open },
    due_on: '2024-02-29',
    steps: ['period'],
  },
]

describe('a due day', () => {
  for (const { says, ask, due_on, steps } of cases)
    test(says, () => {
      const due = dueDay(ask)
      assert.ok(due.ok)
      assert.equal(due.due_on, due_on)
      assert.deepEqual(
        due.steps.map(step => step.code),
        steps,
      )
      let stands = ask.start
      for (const step of due.steps) {
        stands = addDays(stands, step.days)
        assert.equal(step.to, stands)
      }
      assert.equal(stands, due_on)
    })

  test('lasts until 23:59:59 in Brussels, in winter and in summer', () => {
    assert.equal(endOfDay('2013-02-19').toString(), '2013-02-19T22:59:59Z')
    assert.equal(endOfDay('2012-07-05').toString(), '2012-07-05T21:59:59Z')
  })
  test('is refused where the branch has no opening hours at all (B13)', () => {
    const due = dueDay({
      start: '2026-03-02',
      period: days(14),
      calendar: calendarOf({}, [1, 2, 3, 4, 5, 6, 7]),
    })
    assert.deepEqual(due, { ok: false, code: 'no_calendar', branch_id: '1' })
  })
  test('is never before the loan, never after the membership, and always on an open day', () => {
    const dated = fc.dictionary(
      fc.integer({ min: 0, max: 90 }).map(n => addDays('2026-03-01', n)),
      fc.constantFrom<DayType>('normaal', 'boetevrij', 'gesloten', 'vakantie'),
    )
    const period = fc.record({
      n: fc.integer({ min: 0, max: 40 }),
      unit: fc.constantFrom('days' as const, 'weeks' as const),
    })
    fc.assert(
      fc.property(dated, period, fc.option(fc.integer({ min: 0, max: 60 })), (map, term, ends) => {
        const calendar = calendarOf(map, [7])
        const cap = ends === null ? null : addDays('2026-03-04', ends)
        const due = dueDay({ start: '2026-03-04', period: term, calendar, cap })
        assert.ok(due.ok && due.due_on >= '2026-03-04')
        if (cap) assert.ok(due.due_on <= cap)
        const type = calendar.days.get(due.due_on)
        const closed =
          type === undefined
            ? new Date(due.due_on).getUTCDay() === 0
            : type === 'gesloten' || type === 'vakantie'
        if (closed) assert.equal(due.due_on, '2026-03-04')
      }),
    )
  })
})

describe('the terms of a regulation', () => {
  const terms = {
    period: days(28),
    fixed_due_on: null,
    max_total_days: null,
    renewal_period: null,
    renewal_from: 'due' as const,
  }
  const at = { today: '2026-11-02', calendar: open, membership_ends_on: null }
  const renewal = { ...at, lent_on: '2026-10-12', due_on: '2026-11-09' }
  const dueOf = (due: ReturnType<typeof dueDay>) => (due.ok ? due.due_on : due.code)

  test('give a loan its due day', () => assert.equal(dueOf(loanDue(terms, at)), '2026-11-30'))
  test('renew from the due day or from the day of renewal', () => {
    assert.equal(dueOf(renewalDue(terms, renewal)), '2026-12-07')
    assert.equal(dueOf(renewalDue({ ...terms, renewal_from: 'renewal_day' }, renewal)), '2026-11-30')
  })
  test('B07: a renewal period of nought is one, an open one is the lending period', () => {
    const nought = { ...terms, renewal_from: 'renewal_day' as const, renewal_period: days(0) }
    assert.equal(dueOf(renewalDue(nought, renewal)), '2026-11-02')
    assert.equal(dueOf(renewalDue({ ...terms, period: days(7) }, renewal)), '2026-11-16')
  })
  test('as often as wanted up to nine weeks in all', () => {
    const nine = { ...terms, period: weeks(3), max_total_days: 63 }
    assert.equal(dueOf(renewalDue(nine, { ...renewal, due_on: '2026-12-07' })), '2026-12-14')
  })
  test('a membership that ends before the present due day gives an earlier day, for the decision to refuse', () => {
    assert.equal(dueOf(renewalDue(terms, { ...renewal, membership_ends_on: '2026-11-05' })), '2026-11-05')
  })
})
