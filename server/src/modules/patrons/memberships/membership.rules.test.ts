import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageBand, ageGroup } from '../ages.rules.ts'
import { isExpired, recordFindings } from '../head/head.rules.ts'
import { fitsAge, termOf } from './membership.rules.ts'

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
