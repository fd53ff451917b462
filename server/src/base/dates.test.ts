import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  addWeeks,
  ageOn,
  compareDays,
  dayOf,
  dayOfSerial,
  daysBetween,
  endOfDay,
  isDay,
  isPartialDay,
  latestOf,
  momentOn,
  serialOf,
  timeOf,
  weekdayOf,
} from './dates.ts'

const anyDay = fc.integer({ min: serialOf('1900-01-01'), max: serialOf('2100-12-31') }).map(dayOfSerial)

describe('a day', () => {
  test('is a real day in one shape only', () => {
    for (const day of ['2026-02-28', '2024-02-29', '1000-01-01', '9999-12-31', '2000-02-29'])
      assert.equal(isDay(day), true, day)
    for (const text of [
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-2-3',
      '20260203',
      '2026-02-03T10:00',
      '',
      '0999-12-31',
      '٢٠٢٦-01-01',
    ])
      assert.equal(isDay(text), false, text)
  })
  test('that is none is refused by the arithmetic instead of being moved', () => {
    assert.throws(() => addDays('2026-02-30', 1), /not a day/)
    assert.throws(() => addDays('9999-12-31', 1), /no day/)
    assert.throws(() => addMonths('9999-12-31', 1), RangeError)
  })
  test('has the weekday that the Gregorian calendar gives it', () => {
    assert.equal(weekdayOf('2026-11-25'), 3)
    assert.equal(weekdayOf('1970-01-01'), 4)
    assert.equal(weekdayOf('1969-12-28'), 7)
    fc.assert(
      fc.property(anyDay, day => assert.equal(weekdayOf(day), Temporal.PlainDate.from(day).dayOfWeek)),
    )
  })
  test('sorts as its text', () => {
    assert.equal(compareDays('2026-01-31', '2026-02-01'), -1)
    assert.equal(compareDays('2026-02-01', '2026-02-01'), 0)
    assert.equal(compareDays('2026-10-01', '2026-09-30'), 1)
  })
})

describe('counting days', () => {
  test('crosses leap days and clock changes without losing one', () => {
    assert.equal(addDays('2024-02-28', 1), '2024-02-29')
    assert.equal(addDays('2026-02-28', 1), '2026-03-01')
    assert.equal(addDays('2026-03-28', 2), '2026-03-30')
    assert.equal(addDays('2026-10-24', 2), '2026-10-26')
    assert.equal(addWeeks('2026-10-23', 1), '2026-10-30')
    assert.equal(daysBetween('2024-02-01', '2024-03-01'), 29)
    assert.equal(daysBetween('2026-03-01', '2026-02-01'), -28)
  })
  test('agrees with Temporal, forth and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        const moved = addDays(day, days)
        assert.equal(moved, Temporal.PlainDate.from(day).add({ days }).toString())
        assert.equal(daysBetween(day, moved), days)
      }),
    )
  })
  test('by months stays in the month that is meant', () => {
    assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
    assert.equal(addMonths('2024-01-31', 1), '2024-02-29')
    assert.equal(addMonths('2024-02-29', 12), '2025-02-28')
    assert.equal(addMonths('2026-03-31', -1), '2026-02-28')
  })
})

describe('days and instants in Brussels', () => {
  test('midnight there decides, not midnight in Greenwich', () => {
    assert.equal(dayOf('2026-07-01T21:59:59Z'), '2026-07-01')
    assert.equal(dayOf('2026-07-01T22:00:00Z'), '2026-07-02')
    assert.equal(dayOf('2026-12-31T22:59:59Z'), '2026-12-31')
    assert.equal(dayOf('2026-12-31T23:00:00Z'), '2027-01-01')
    assert.equal(dayOf('2026-12-31T23:00:00Z', 'UTC'), '2026-12-31')
  })
  test('a day ends at 23:59:59 on both sides of a clock change', () => {
    assert.equal(endOfDay('2026-03-28').toString(), '2026-03-28T22:59:59Z')
    assert.equal(endOfDay('2026-03-29').toString(), '2026-03-29T21:59:59Z')
    assert.equal(endOfDay('2026-10-25').toString(), '2026-10-25T22:59:59Z')
    fc.assert(fc.property(anyDay, day => assert.equal(dayOf(endOfDay(day)), day)))
  })
  test('an hour that does not exist counts as the hour after it', () => {
    assert.equal(momentOn('2026-03-29', '02:30').toString(), '2026-03-29T01:30:00Z')
    assert.equal(timeOf('2026-03-29T01:30:59Z'), '03:30')
  })
})

describe('age', () => {
  const ages: readonly (readonly [birth: string, day: string, age: number | null])[] = [
    ['1984-05-17', '2026-05-16', 41],
    ['1984-05-17', '2026-05-17', 42],
    ['2014-11-25', '2026-11-25', 12],
    ['2026-11-25', '2026-11-25', 0],
    ['2026-11-26', '2026-11-25', null],
    // Born on a leap day: older on 1 March of a common year, on the day itself in a leap year.
    ['2004-02-29', '2022-02-28', 17],
    ['2004-02-29', '2022-03-01', 18],
    ['2004-02-29', '2024-02-29', 20],
    // Unknown parts count as late as they can be.
    ['1984', '2026-12-30', 41],
    ['1984', '2026-12-31', 42],
    ['1984-05', '2026-05-30', 41],
    ['1984-05', '2026-05-31', 42],
    ['2004-02', '2022-02-28', 17],
    ['2026', '2026-03-01', 0],
    ['2027', '2026-03-01', null],
    ['2026-04', '2026-03-01', null],
  ]
  for (const [birth, day, age] of ages)
    test(`of someone born ${birth} on ${day} is ${age}`, () => assert.equal(ageOn(birth, day), age))

  test('is never more than what is certain', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (birth, day) => {
        const certain = ageOn(birth, day)
        for (const partial of [birth.slice(0, 4), birth.slice(0, 7)]) {
          const guessed = ageOn(partial, day)
          if (certain !== null && guessed !== null) assert.ok(guessed <= certain && guessed >= certain - 1)
        }
      }),
    )
  })
  test('needs a year, a month or a day', () => {
    for (const birth of ['1984', '1984-05', '1984-05-17']) assert.equal(isPartialDay(birth), true)
    for (const birth of ['84', '1984-00', '1984-13', '1984-02-30', '1984-5', ''])
      assert.equal(isPartialDay(birth), false)
    assert.equal(latestOf('2024-02'), '2024-02-29')
    assert.throws(() => ageOn('1984-00', '2026-01-01'), /not a birth date/)
  })
})
