import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Hours, hoursFit, sortedHours } from './hours.rules.ts'

const at = (weekday: number, opens: string, closes: string): Hours[number] => ({ weekday, opens, closes })

const cases: readonly [string, Hours, boolean][] = [
  ['no hours at all', [], true],
  ['a lunch break', [at(1, '13:00', '18:00'), at(1, '09:00', '12:00')], true],
  ['closing and opening at the same minute', [at(1, '09:00', '12:00'), at(1, '12:00', '18:00')], true],
  ['the same hours on two days', [at(1, '09:00', '12:00'), at(2, '09:00', '12:00')], true],
  ['an overlap of one minute', [at(1, '09:00', '12:01'), at(1, '12:00', '18:00')], false],
  ['one inside the other', [at(3, '09:00', '18:00'), at(3, '12:00', '13:00')], false],
  ['twice the same', [at(3, '09:00', '18:00'), at(3, '09:00', '18:00')], false],
  ['closing before opening', [at(5, '18:00', '09:00')], false],
  ['closing at the moment of opening', [at(5, '09:00', '09:00')], false],
]
for (const [name, hours, fit] of cases)
  test(`opening hours: ${name}`, () => assert.equal(hoursFit(hours), fit))

const minute = fc
  .integer({ min: 0, max: 1439 })
  .map(m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
const anHour = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), opens: minute, closes: minute })

test('hours fit exactly when no minute of the week is open twice and none is empty', () => {
  fc.assert(
    fc.property(fc.array(anHour, { maxLength: 6 }), hours => {
      const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
      const open = new Uint8Array(7 * 1440)
      let fit = true
      for (const h of hours) {
        if (minuteOf(h.opens) >= minuteOf(h.closes)) fit = false
        for (let m = minuteOf(h.opens); m < minuteOf(h.closes); m++) {
          const i = (h.weekday - 1) * 1440 + m
          open[i] = (open[i] ?? 0) + 1
          if ((open[i] ?? 0) > 1) fit = false
        }
      }
      assert.equal(hoursFit(hours), fit)
      assert.deepEqual(new Set(sortedHours(hours)), new Set(hours))
    }),
    { numRuns: 300 },
  )
})
