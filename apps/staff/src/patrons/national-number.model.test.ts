import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numberState, writtenNumber } from './national-number.model.ts'

/** A number of the test register: month plus sixty, check digits computed. */
const testNumber = (year: number, month: number, day: number, serial: number): string => {
  const two = (n: number): string => String(n).padStart(2, '0')
  const nine = `${two(year % 100)}${two(month + 60)}${two(day)}${String(serial).padStart(3, '0')}`
  const check = 97 - (Number(year >= 2000 ? `2${nine}` : nine) % 97)
  return `${nine}${two(check)}`
}
const anyNumber = fc
  .record({
    year: fc.integer({ min: 1920, max: 2026 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    serial: fc.integer({ min: 1, max: 998 }),
  })
  .map(n => testNumber(n.year, n.month, n.day, n.serial))

test('a right number is valid in every way of writing it, and one wrong digit is found', () => {
  fc.assert(
    fc.property(anyNumber, fc.nat({ max: 10 }), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      assert.equal(numberState(digits), 'valid')
      assert.equal(numberState(writtenNumber(digits)), 'valid')
      assert.match(writtenNumber(digits), /^\d\d\.\d\d\.\d\d-\d{3}\.\d\d$/)
      const wrong = `${digits.slice(0, at)}${(Number(digits[at]) + by) % 10}${digits.slice(at + 1)}`
      // The check runs over two centuries, so a wrong digit may by chance fit the other one.
      const century = (text: string): number[] =>
        [0, 2_000_000_000].filter(c => 97 - ((c + Number(text.slice(0, 9))) % 97) === Number(text.slice(9)))
      if (century(wrong).length === 0) assert.equal(numberState(wrong), 'wrong')
    }),
    { numRuns: 500 },
  )
})

const cases: readonly (readonly [string, ReturnType<typeof numberState>])[] = [
  ['', 'empty'],
  ['  ', 'empty'],
  ['84.65', 'partial'],
  ['84.65.17-001', 'partial'],
  ['846517001xx', 'wrong'],
  ['846517001123', 'wrong'],
  [testNumber(1984, 5, 17, 1), 'valid'],
  [testNumber(2017, 2, 3, 2), 'valid'],
]
for (const [typed, expected] of cases)
  test(`the number ${JSON.stringify(typed)} is ${expected}`, () => assert.equal(numberState(typed), expected))

test('serial 000 is nobody, and month 13 is none', () => {
  const nine = (text: string): string => `${text}${String(97 - (Number(text) % 97)).padStart(2, '0')}`
  assert.equal(numberState(nine('846517000')), 'wrong')
  assert.equal(numberState(nine('841317001')), 'wrong')
})
