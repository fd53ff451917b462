import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBetween } from '../../../base/dates.ts'
import { ageBand, ageGroup } from '../ages.rules.ts'
import { isExpired, recordFindings } from '../head/head.rules.ts'
import { feeFor, fitsAge, termOf } from './membership.rules.ts'

const today = '2026-11-25'
const year = { type: 'jeugd', name: 'Jeugd', fee_cents: 0, months: 12, from_age: 0, to_age: 17 }

test('a membership follows the one that runs, and starts today after one that ended', () => {
  assert.deepEqual(termOf(year, null, today), { starts_on: today, ends_on: '2027-11-25' })
  assert.deepEqual(termOf(year, '2027-03-01', today), { starts_on: '2027-03-01', ends_on: '2028-03-01' })
  assert.deepEqual(termOf(year, today, today), { starts_on: today, ends_on: '2027-11-25' })
  assert.deepEqual(termOf(year, '2026-11-24', today), { starts_on: today, ends_on: '2027-11-25' })
  assert.deepEqual(termOf({ ...year, months: 1 }, '2027-01-31', today).ends_on, '2027-02-28')
  assert.deepEqual(termOf(year, null, '2028-02-29').ends_on, '2029-02-28')
})

test('34 Wielsbeke: a card is for a year and a day, the first and the last included', () => {
  const days = (starts_on: string) => {
    const { ends_on } = termOf(year, null, starts_on)
    return [ends_on, daysBetween(starts_on, ends_on) + 1]
  }
  assert.deepEqual(days('2026-11-25'), ['2027-11-25', 366])
  assert.deepEqual(days('2026-01-01'), ['2027-01-01', 366])
  assert.deepEqual(days('2027-11-25'), ['2028-11-25', 367], 'a leap year and a day')
  const { ends_on } = termOf(year, null, today)
  assert.deepEqual([isExpired(ends_on, '2027-11-25'), isExpired(ends_on, '2027-11-26')], [false, true])
})

test('37 Oudergem: a fee for each calendar year, to its last day and whenever it is paid', () => {
  const oudergem = { ...year, type: 'volwassene', fee_cents: 500, to_age: 150, ends: 'year' as const }
  const paid = (until: string | null, on: string) => {
    const term = termOf(oudergem, until, on)
    return [term.ends_on, feeFor(oudergem, term, false).fee_cents]
  }
  assert.deepEqual(paid(null, '2026-01-02'), ['2026-12-31', 500])
  assert.deepEqual(paid(null, '2026-11-25'), ['2026-12-31', 500], 'also late in the year')
  assert.deepEqual(paid('2026-12-31', '2026-12-01'), ['2027-12-31', 500], 'paid before: the next year')
  assert.deepEqual(paid('2026-12-31', '2027-02-01'), ['2027-12-31', 500])
})

test('a membership is for its ages; an unknown birth date is no reason to refuse', () => {
  assert.ok(fitsAge(year, '2008-11-26', today))
  assert.ok(!fitsAge(year, '2008-11-25', today))
  assert.ok(fitsAge(year, null, today))
  assert.ok(fitsAge(year, '2008', today))
})

test('a membership holds through its last day', () => {
  assert.ok(!isExpired(today, today) && !isExpired(null, today) && isExpired('2026-11-24', today))
  assert.deepEqual(
    recordFindings({
      member_until: '2026-11-24',
      today,
      blocks: [{ reason: 'Sleutel', until: null, actions: ['loan', 'renewal', 'hold', 'internet'] }],
    }),
    [
      { code: 'patron_expired', weight: 'ask', about: { member_until: '2026-11-24' } },
      { code: 'patron_blocked', weight: 'ask', about: { reason: 'Sleutel', until: null } },
    ],
  )
})

test('an age is shown as a group and counted in a band', () => {
  const groups = [
    ['2014-11-26', 'child'],
    ['2014-11-25', 'youth'],
    ['2008-11-26', 'youth'],
    ['2008-11-25', 'adult'],
    [null, 'unknown'],
  ] as const
  for (const [birth, group] of groups) assert.equal(ageGroup(birth, today), group)
  const bands = [
    ['2026-11-25', '0-5'],
    ['2020-11-25', '6-11'],
    ['2014-11-25', '12-14'],
    ['2011-11-25', '15-17'],
    ['2008-11-25', '18-24'],
    ['2001', '18-24'],
    ['2001-11-25', '25-34'],
    ['1951-11-25', '75+'],
    ['1900', '75+'],
    [null, null],
  ] as const
  for (const [birth, band] of bands) assert.equal(ageBand(birth, today), band, String(birth))
})
