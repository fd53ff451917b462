import assert from 'node:assert/strict'
import { test } from 'node:test'
import { estimateText } from './estimate.ts'

const e = (low_days: number, high_days: number) => ({
  low_days,
  mid_days: low_days,
  high_days,
  copies: 1,
  ahead: 0,
  returns: 40,
  learned_from: 'title' as const,
})

test('an estimate is a band in weeks, then in months, and says when there is too little to go by', () => {
  assert.equal(estimateText(e(14, 21), 'nl'), 'ongeveer 2 tot 3 weken')
  assert.equal(estimateText(e(1, 6), 'nl'), 'waarschijnlijk binnen een week')
  assert.equal(estimateText(e(92, 150), 'en'), 'about 3 to 5 months')
  assert.equal(estimateText({ ...e(0, 3), learned_from: 'shelf' }, 'nl'), 'staat op het rek')
  assert.equal(estimateText(null, 'nl'), 'nog te weinig geschiedenis voor een datum')
})
