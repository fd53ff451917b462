import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMonths, ageOn, isRealDay, parseBirth, parseComing, parseDay, typedDay } from './day.model.ts'

const today = '2026-11-25'

const days: readonly (readonly [string, string | null])[] = [
  ['17/5/1984', '1984-05-17'],
  ['17-05-1984', '1984-05-17'],
  ['17.05.84', '1984-05-17'],
  ['17 mei 1984', '1984-05-17'],
  ['17 May 1984', '1984-05-17'],
  ['17051984', '1984-05-17'],
  ['1984-05-17', '1984-05-17'],
  ['4 dec.', '2026-12-04'],
  ['1 maart', '2027-03-01'],
  ['25/11', '2026-11-25'],
  ['30/2/2027', null],
  ['31 april 2027', null],
  ['0/5/2027', null],
  ['morgen', null],
  ['17', null],
  ['', null],
  ['1/2/3/4', null],
  ['17/5/198', null],
]
for (const [typed, expected] of days)
  test(`the day ${JSON.stringify(typed)}`, () => assert.equal(parseDay(typed, today), expected))

test('of what is past, a day without a year is the last such day', () => {
  assert.equal(parseDay('21/11', today, 'past'), '2026-11-21')
  assert.equal(parseDay('25 november', today, 'past'), today)
  assert.equal(parseDay('26/11', today, 'past'), '2025-11-26')
  assert.equal(parseDay('24 dec', today, 'past'), '2025-12-24')
  assert.equal(parseDay('24/12/2027', today, 'past'), '2027-12-24', 'a year that was typed is taken as typed')
})

test('a day to come may be the name of a weekday', () => {
  assert.equal(parseComing('vrijdag', today), '2026-11-27')
  assert.equal(parseComing(' Di ', today), '2026-12-01')
  assert.equal(parseComing('wednesday', today), today)
  assert.equal(parseComing('4/12', today), '2026-12-04')
  assert.equal(parseComing('ooit', today), null)
})

const births: readonly (readonly [string, string | null])[] = [
  ['17/5/1984', '1984-05-17'],
  ['17 mei 84', '1984-05-17'],
  ['3-2-17', '2017-02-03'],
  ['1-1-27', '1927-01-01'],
  ['1984', '1984'],
  ['mei 1984', '1984-05'],
  ['05/1984', '1984-05'],
  ['17051984', '1984-05-17'],
  ['1984-05-17', '1984-05-17'],
  ['25/11/2026', '2026-11-25'],
  ['26/11/2026', null],
  ['2027', null],
  ['1850', null],
  ['13/1984', null],
  ['29/2/2023', null],
]
for (const [typed, expected] of births)
  test(`the birth ${JSON.stringify(typed)}`, () => assert.equal(parseBirth(typed, today), expected))

test('what stands in a field reads as the same day', () => {
  const anyDay = fc
    .integer({ min: 0, max: 60_000 })
    .map(n => new Date(Date.UTC(1930, 0, 1 + n)).toISOString().slice(0, 10))
  fc.assert(
    fc.property(anyDay, day => {
      assert.ok(isRealDay(day))
      assert.equal(parseDay(typedDay(day), today), day)
      if (day <= today) assert.equal(parseBirth(typedDay(day), today), day)
    }),
    { numRuns: 500 },
  )
})

test('an unknown month or day counts as the youngest that someone can be', () => {
  assert.equal(ageOn('1984-05-17', today), 42)
  assert.equal(ageOn('2008-11-25', today), 18)
  assert.equal(ageOn('2008-11-26', today), 17)
  assert.equal(ageOn('2008', today), 17)
  assert.equal(ageOn('2008-11', today), 17)
  assert.equal(ageOn('2008-10', today), 18)
  assert.equal(ageOn(null, today), null)
})

test('months keep the day, or take the last of the month', () => {
  assert.equal(addMonths('2026-11-25', 12), '2027-11-25')
  assert.equal(addMonths('2027-01-31', 1), '2027-02-28')
  assert.equal(addMonths('2027-12-31', 2), '2028-02-29')
  assert.equal(addMonths('2027-01-15', -1), '2026-12-15')
})
