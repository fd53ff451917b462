import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  type Day,
  dayOf,
  dayOfSerial,
  serialOf,
  type Weekday,
  weekdayOf,
} from '../../../base/dates.ts'
import {
  bookDropDay,
  type Calendar,
  countDayTypes,
  type DayType,
  dayTypeOf,
  isOpen,
  mayBeDue,
  moveToDueDay,
  nextOpenDay,
  openDaysBetween,
  previousOpenDay,
  previousOpeningMoment,
} from './calendar.rules.ts'

const hours = [
  { opens: '10:00', closes: '12:00' },
  { opens: '13:00', closes: '18:00' },
]

/** A branch that closes on the named weekdays, with dated exceptions. */
const calendarOf = (closed: readonly Weekday[], days: Record<Day, DayType> = {}): Calendar => ({
  branch_id: '1',
  weekly: Object.fromEntries(
    ([1, 2, 3, 4, 5, 6, 7] as const).map(day => [day, closed.includes(day) ? [] : hours]),
  ) as unknown as Calendar['weekly'],
  days: new Map(Object.entries(days)),
})
const neverOpen = calendarOf([1, 2, 3, 4, 5, 6, 7])

describe('a day of a branch', () => {
  test('is what its date says before what its weekday says (B10)', () => {
    const calendar = calendarOf([7], { '2012-11-11': 'normaal', '2012-11-12': 'gesloten' })
    assert.equal(weekdayOf('2012-11-11'), 7)
    assert.equal(isOpen(calendar, '2012-11-11'), true)
    assert.equal(isOpen(calendar, '2012-11-04'), false)
    assert.equal(dayTypeOf(calendar, '2012-11-04'), 'gesloten')
    assert.equal(isOpen(calendar, '2012-11-12'), false)
  })
  test('is open or closed whatever the hour, and asking changes nothing (B11)', () => {
    const calendar = calendarOf([], { '2011-06-01': 'gesloten' })
    assert.equal(isOpen(calendar, dayOf('2011-06-01T09:02:00Z')), false)
    assert.equal(isOpen(calendar, dayOf('2011-06-01T21:59:59Z')), false)
    assert.deepEqual([...calendar.days], [['2011-06-01', 'gesloten']])
  })
  for (const [type, due] of [
    ['normaal', true],
    ['boetevrij', true],
    ['gesloten', false],
    ['vakantie', false],
  ] as const)
    test(`${type} ${due ? 'may' : 'may not'} be a due day`, () =>
      assert.equal(mayBeDue(calendarOf([], { '2026-07-06': type }), '2026-07-06'), due))
})

describe('moving a due day', () => {
  const moved = (calendar: Calendar, day: Day) => moveToDueDay(calendar, day)?.at(-1)?.to ?? day

  test('leaves open days and days without fines where they are', () => {
    assert.deepEqual(moveToDueDay(calendarOf([7]), '2026-11-25'), [])
    assert.deepEqual(moveToDueDay(calendarOf([7], { '2026-11-25': 'boetevrij' }), '2026-11-25'), [])
  })
  test('closed: to the first next opening day', () => {
    const calendar = calendarOf([7], { '2026-12-25': 'gesloten' })
    assert.deepEqual(moveToDueDay(calendar, '2026-12-25'), [{ code: 'closed', days: 1, to: '2026-12-26' }])
    assert.equal(moved(calendarOf([6, 7], { '2026-12-25': 'gesloten' }), '2026-12-25'), '2026-12-28')
  })
  test('holiday: to the same weekday in the first week after it', () => {
    const summer: Record<Day, DayType> = {}
    for (let serial = serialOf('2026-07-20'); serial <= serialOf('2026-08-01'); serial++)
      summer[dayOfSerial(serial)] = 'vakantie'
    const calendar = calendarOf([7], { ...summer, '2026-07-21': 'gesloten' })
    // Monday 20 July and Saturday 1 August: the first week after is 3 to 8 August; the Sundays between are closed.
    assert.equal(moved(calendar, '2026-07-20'), '2026-08-03')
    assert.equal(moved(calendar, '2026-07-29'), '2026-08-05')
    assert.equal(moved(calendar, '2026-08-01'), '2026-08-08')
    // The closed national holiday inside the holiday moves by its own rule, to the first opening day after all.
    assert.equal(moved(calendar, '2026-07-21'), '2026-08-03')
  })
  test('a landing day that is closed or again a holiday moves on by its own rule', () => {
    const calendar = calendarOf([], {
      '2026-07-06': 'vakantie',
      '2026-07-13': 'vakantie',
      '2026-07-20': 'gesloten',
    })
    assert.deepEqual(moveToDueDay(calendar, '2026-07-06'), [
      { code: 'holiday', days: 14, to: '2026-07-20' },
      { code: 'closed', days: 1, to: '2026-07-21' },
    ])
  })
  test('a single holiday keeps the weekday, 14-day loan (B04), and every week of them (B05)', () => {
    assert.equal(moved(calendarOf([], { '2026-03-16': 'vakantie' }), '2026-03-16'), '2026-03-23')
    const weeks = calendarOf([], {
      '2026-03-09': 'vakantie',
      '2026-03-16': 'vakantie',
      '2026-03-23': 'vakantie',
    })
    assert.equal(moved(weeks, '2026-03-16'), '2026-03-30')
    assert.equal(moved(weeks, '2026-03-09'), '2026-03-30')
  })
  test('never invents hours: a branch without any open day has no answer (B13), and the search ends', () => {
    assert.equal(moveToDueDay(neverOpen, '2026-11-25'), null)
    assert.equal(nextOpenDay(neverOpen, '2026-11-25'), null)
    assert.equal(previousOpenDay(neverOpen, '2026-11-25'), null)
    assert.equal(previousOpeningMoment(neverOpen, '2026-11-25', '12:00'), null)
    assert.equal(bookDropDay(neverOpen, 'next_open_day', '2026-11-25'), null)
    const onHoliday = { ...neverOpen, days: new Map([['2026-11-25', 'vakantie' as const]]) }
    assert.equal(moveToDueDay(onHoliday, '2026-11-25'), null)
  })
  test('lands on an open day, never earlier, and keeps the weekday when only holidays were in the way', () => {
    const days = fc.dictionary(
      fc.integer({ min: 0, max: 120 }).map(n => addDays('2026-02-01', n)),
      fc.constantFrom<DayType>('normaal', 'boetevrij', 'gesloten', 'vakantie'),
    )
    const weekdays = fc.subarray<Weekday>([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 })
    fc.assert(
      fc.property(weekdays, days, fc.integer({ min: 0, max: 120 }), (closed, dated, n) => {
        const calendar = calendarOf(closed, dated)
        const day = addDays('2026-02-01', n)
        const moves = moveToDueDay(calendar, day)
        assert.ok(moves !== null)
        const landed = moves.at(-1)?.to ?? day
        assert.ok(landed >= day && mayBeDue(calendar, landed))
        assert.equal(serialOf(day) + moves.reduce((sum, move) => sum + move.days, 0), serialOf(landed))
        if (moves[0]?.code === 'holiday') assert.equal(weekdayOf(moves[0].to), weekdayOf(day))
        if (isOpen(calendar, day)) assert.deepEqual(moves, [])
      }),
    )
  })
})

describe('looking along the calendar', () => {
  test('back one day from the day after a closed one (B09)', () => {
    const calendar = calendarOf([], { '2012-12-25': 'gesloten' })
    assert.equal(previousOpenDay(calendar, addDays('2012-12-26', -1)), '2012-12-24')
    assert.equal(addDays('2012-12-26', -1), '2012-12-25')
  })
  test('counts opening days after a day up to and including another', () => {
    const calendar = calendarOf([3, 7])
    assert.equal(openDaysBetween(calendar, '2026-03-02', '2026-03-10'), 6)
    assert.equal(openDaysBetween(calendar, '2026-03-10', '2026-03-10'), 0)
    assert.equal(openDaysBetween(calendar, '2026-03-10', '2026-03-02'), 0)
    const dated = calendarOf([7], {
      '2026-03-03': 'boetevrij',
      '2026-03-04': 'vakantie',
      '2026-03-05': 'gesloten',
    })
    assert.deepEqual(countDayTypes(dated, '2026-03-02', '2026-03-08'), {
      normaal: 2,
      boetevrij: 1,
      gesloten: 2,
      vakantie: 1,
    })
  })
  test('finds the opening that had ended', () => {
    const calendar = calendarOf([7], { '2026-11-20': 'vakantie' })
    assert.deepEqual(previousOpeningMoment(calendar, '2026-11-23', '09:50'), {
      day: '2026-11-21',
      opens: '13:00',
      closes: '18:00',
    })
    assert.deepEqual(previousOpeningMoment(calendar, '2026-11-23', '14:00'), {
      day: '2026-11-23',
      opens: '10:00',
      closes: '12:00',
    })
    assert.equal(previousOpeningMoment(calendar, '2026-11-21', '09:00')?.day, '2026-11-19')
  })
  test('says that the hours of a Sunday opened by exception are not known', () => {
    const calendar = calendarOf([7], { '2026-11-22': 'normaal' })
    assert.deepEqual(previousOpeningMoment(calendar, '2026-11-23', '09:00'), {
      day: '2026-11-22',
      opens: null,
      closes: null,
    })
  })
  test('the book drop counts by the convention of the library', () => {
    const calendar = calendarOf([7])
    assert.equal(bookDropDay(calendar, 'previous_opening', '2026-11-23'), '2026-11-21')
    assert.equal(bookDropDay(calendar, 'next_open_day', '2026-11-23'), '2026-11-23')
    assert.equal(bookDropDay(calendar, 'next_open_day', '2026-11-22'), '2026-11-23')
  })
})
