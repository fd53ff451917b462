import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER } from '@kaft/marc'
import { blankFixed, FIXED_SPOTS, LEADER_SPOTS, readSpot, writeSpot } from './fixed.model.ts'

const spot = (name: string) => [...LEADER_SPOTS, ...FIXED_SPOTS].find(s => s.name === name)!

test('a blank 008 has forty characters and says the day, the year and the language', () => {
  const text = blankFixed('2026-11-25', '1933')
  assert.equal(text.length, 40)
  assert.deepEqual(
    [text.slice(0, 6), readSpot(text, spot('year1')), readSpot(text, spot('language'))],
    ['261125', '1933', 'dut'],
  )
})

test('a spot is written in its place and nowhere else', () => {
  const text = writeSpot(BOOK_LEADER, spot('type'), 'j', 24)
  assert.equal(text, `${BOOK_LEADER.slice(0, 6)}j${BOOK_LEADER.slice(7)}`)
  assert.equal(writeSpot('', spot('year1'), '99', 40).length, 40)
  assert.equal(readSpot('', spot('country')), '   ')
})

test('no two spots share a place, and each value has its length', () => {
  for (const spots of [LEADER_SPOTS, FIXED_SPOTS]) {
    const taken = spots.flatMap(s => Array.from({ length: s.length }, (_, i) => s.from + i))
    assert.equal(new Set(taken).size, taken.length)
    for (const s of spots) for (const [code] of s.values) assert.equal(code.length, s.length, s.name)
  }
})
