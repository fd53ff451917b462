import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extendUntil, legalDay, strictDay, type Term, termState } from './deadline.rules.ts'
import { easterOf, isHoliday, isWorkingDay, workingDayFrom } from './holidays.rules.ts'

const received = (received_on: string, more: Partial<Term> = {}): Term => ({
  received_on,
  extended_on: null,
  identity_asked_on: null,
  identity_on: null,
  ...more,
})

for (const [on, day, longer] of [
  ['2026-01-31', '2026-02-28', '2026-04-30'],
  ['2024-01-31', '2024-02-29', '2024-04-30'],
  ['2026-11-30', '2026-12-30', '2027-02-28'],
  ['2026-08-31', '2026-09-30', '2026-11-30'],
  ['2026-12-01', '2027-01-01', '2027-03-01'],
] as const) {
  test(`P96 P118 received on ${on}: one calendar month is ${day}, and with two more ${longer}`, () => {
    assert.equal(strictDay(received(on)), day)
    assert.equal(strictDay(received(on, { extended_on: on })), longer)
  })
}

test('P96 the last day by the law is a working day: Saturdays, Sundays and holidays give the next one', () => {
  // 28 February 2026 is a Saturday; 1 January 2027 a holiday and a Friday.
  assert.equal(legalDay(received('2026-01-31'), '2026-02-01'), '2026-03-02')
  assert.equal(legalDay(received('2026-12-01'), '2026-12-02'), '2027-01-04')
  assert.equal(legalDay(received('2026-11-30'), '2026-12-01'), '2026-12-30')
})

test('P90 while who it is was asked and not shown the legal day waits, and the day we keep to does not', () => {
  const asked = received('2026-11-02', { identity_asked_on: '2026-11-03' })
  assert.equal(strictDay(asked), '2026-12-02')
  assert.equal(legalDay(asked, '2026-11-13'), '2026-12-14')
  const shown = { ...asked, identity_on: '2026-11-10' }
  assert.equal(legalDay(shown, '2026-12-01'), '2026-12-09')
  assert.equal(termState(asked, { today: '2026-11-25', closed: false }), 'waits')
})

test('P118 lengthening is possible inside the first month only, and once', () => {
  assert.equal(extendUntil(received('2026-01-31')), '2026-02-28')
  assert.equal(extendUntil(received('2026-01-31', { extended_on: '2026-02-10' })), null)
})

test('P96 warnings at ten and three days, and late after the last day by the law', () => {
  const term = received('2026-11-23')
  const on = (today: string) => termState(term, { today, closed: false })
  assert.deepEqual(
    ['2026-12-12', '2026-12-13', '2026-12-19', '2026-12-20', '2026-12-23', '2026-12-24'].map(on),
    ['quiet', 'ten_days', 'ten_days', 'three_days', 'three_days', 'late'],
  )
  assert.equal(termState(term, { today: '2027-01-01', closed: true }), 'closed')
})

test('the holidays of Belgium: fixed ones, and those that move with Easter', () => {
  assert.deepEqual([2024, 2025, 2026, 2027].map(easterOf), [
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
  ])
  for (const day of ['2026-01-01', '2026-04-06', '2026-05-14', '2026-05-25', '2026-07-21', '2026-12-25'])
    assert.ok(isHoliday(day), day)
  for (const day of ['2026-04-03', '2026-05-15', '2026-12-26']) assert.ok(!isHoliday(day), day)
  assert.ok(!isWorkingDay('2026-11-28') && isWorkingDay('2026-11-30'))
  assert.equal(workingDayFrom('2026-12-25'), '2026-12-28')
})
