import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRound, paperGiven, roundAfter, roundBefore, roundFrom } from './rounds.rules.ts'

const weekly = { first_on: '2026-11-26', weeks: 1 }
const monthly = { first_on: '2026-11-26', weeks: 4 }

test('a round comes back after so many weeks, and never before the first', () => {
  const cases = [
    [weekly, '2026-11-26', true],
    [weekly, '2026-12-03', true],
    [weekly, '2026-12-02', false],
    [weekly, '2026-11-19', false],
    [monthly, '2026-12-03', false],
    [monthly, '2026-12-24', true],
  ] as const
  for (const [of, on, is] of cases) assert.equal(isRound(of, on), is, on)
})

test('the next round is today where there is one, else the first after it', () => {
  assert.equal(roundFrom(weekly, '2026-11-01'), '2026-11-26')
  assert.equal(roundFrom(weekly, '2026-11-26'), '2026-11-26')
  assert.equal(roundFrom(weekly, '2026-11-27'), '2026-12-03')
  assert.equal(roundFrom(monthly, '2026-11-27'), '2026-12-24')
  assert.equal(roundAfter(monthly, '2026-11-26'), '2026-12-24')
  assert.deepEqual(
    [roundBefore(weekly, '2026-11-26'), roundBefore(weekly, '2026-12-03')],
    [null, '2026-11-26'],
  )
})

test('the paper is given from two weeks before its round until a week after', () => {
  const days = ['2026-11-11', '2026-11-12', '2026-12-03', '2026-12-04']
  assert.deepEqual(
    days.map(day => paperGiven('2026-11-26', day)),
    [false, true, true, false],
  )
})
