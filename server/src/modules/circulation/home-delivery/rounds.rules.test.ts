import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isPaused,
  isRound,
  paperGiven,
  roundAfter,
  roundBefore,
  roundFor,
  roundFrom,
} from './rounds.rules.ts'

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

test('a pause passes over the rounds from its first day to its last, and one without a last day over all', () => {
  const pause = { from: '2026-12-01', until: '2026-12-10' }
  assert.deepEqual(
    ['2026-11-30', '2026-12-01', '2026-12-10', '2026-12-11'].map(day => isPaused(pause, day)),
    [false, true, true, false],
  )
  assert.equal(isPaused({ from: '2026-12-01', until: null }, '2099-01-01'), true)
  assert.equal(isPaused(null, '2026-12-01'), false)
  assert.equal(roundFor(weekly, pause, '2026-11-20'), '2026-11-26', 'before it')
  assert.equal(roundFor(weekly, pause, '2026-11-27'), '2026-12-17', 'the third and the tenth fall in it')
  assert.equal(roundFor(weekly, { from: '2026-12-01', until: null }, '2026-11-27'), null)
  assert.equal(roundFor(weekly, null, '2026-11-27'), '2026-12-03')
})
