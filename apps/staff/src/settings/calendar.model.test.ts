import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../base/dates.rules.ts'
import {
  type Change,
  changeTo,
  daysBetween,
  type Exceptional,
  holdsOn,
  inverseOf,
  isNothing,
  stepFrom,
  weekdayOf,
  weeksOf,
} from './calendar.model.ts'

test('December 2026 starts on a Tuesday and takes five weeks', () => {
  const weeks = weeksOf('2026-12')
  assert.equal(weeks.length, 5)
  assert.equal(weeks[0]?.[0], '2026-11-30')
  assert.equal(weeks[4]?.[6], '2027-01-03')
})
test('February 2027 fits four weeks exactly', () => {
  assert.deepEqual([weeksOf('2027-02').length, weeksOf('2027-02')[0]?.[0]], [4, '2027-02-01'])
})
test('every month: whole weeks, each from Monday, in order', () => {
  for (let year = 2024; year <= 2030; year++)
    for (let month = 1; month <= 12; month++) {
      const days = weeksOf(`${year}-${String(month).padStart(2, '0')}`).flat()
      assert.equal(days.length % 7, 0)
      assert.equal(weekdayOf(days[0] ?? ''), 1)
      days.forEach((day, at) => at > 0 && assert.equal(day, addDays(days[at - 1] ?? '', 1)))
    }
})

const keys: readonly (readonly [string, string | null])[] = [
  ['ArrowLeft', '2026-12-24'],
  ['ArrowRight', '2026-12-26'],
  ['ArrowUp', '2026-12-18'],
  ['ArrowDown', '2027-01-01'],
  ['Home', '2026-12-21'],
  ['End', '2026-12-27'],
  ['PageUp', '2026-11-25'],
  ['PageDown', '2027-01-25'],
  ['a', null],
]
for (const [key, expected] of keys)
  test(`${key} from Christmas`, () => assert.equal(stepFrom('2026-12-25', key), expected))

test('a range is the same from both ends', () => {
  assert.deepEqual(daysBetween('2026-12-30', '2027-01-02'), daysBetween('2027-01-02', '2026-12-30'))
  assert.equal(daysBetween('2026-12-30', '2027-01-02').length, 4)
  assert.equal(daysBetween('2020-01-01', '2030-01-01').length, 400)
})

const hours = [{ weekday: 2, opens: '10:00', closes: '18:00' }]
const christmas: Exceptional = { on_day: '2026-12-25', type: 'gesloten', note: 'Kerstmis' }
test('what was set holds; else the weekday says it', () => {
  assert.deepEqual(holdsOn('2026-12-25', hours, [christmas]), {
    kind: 'set',
    type: 'gesloten',
    note: 'Kerstmis',
  })
  assert.deepEqual(holdsOn('2026-12-22', hours, [christmas]), { kind: 'open' })
  assert.deepEqual(holdsOn('2026-12-23', hours, [christmas]), { kind: 'shut' })
})

test('only days that change are sent', () => {
  const choice = { type: 'gesloten', note: 'Kerstmis' } as const
  assert.deepEqual(changeTo(['2026-12-25', '2026-12-26'], choice, [christmas]), {
    set: [{ on_day: '2026-12-26', ...choice }],
    clear: [],
  })
  assert.deepEqual(changeTo(['2026-12-25', '2026-12-26'], null, [christmas]), {
    set: [],
    clear: ['2026-12-25'],
  })
  assert.ok(isNothing(changeTo(['2026-12-25'], choice, [christmas])))
})

const apply = (days: readonly Exceptional[], change: Change): readonly Exceptional[] => {
  const next = new Map(days.map(one => [one.on_day, one]))
  for (const day of change.clear) next.delete(day)
  for (const one of change.set) next.set(one.on_day, one)
  return [...next.values()].toSorted((a, b) => a.on_day.localeCompare(b.on_day))
}
test('a change and its inverse leave the calendar as it was', () => {
  const aDay = fc.integer({ min: 0, max: 20 }).map(n => addDays('2026-12-15', n))
  const type = fc.constantFrom('normaal', 'boetevrij', 'gesloten', 'vakantie')
  const note = fc.option(fc.constantFrom('Kerst', 'Inventaris'), { nil: null })
  const set = fc.uniqueArray(fc.record({ on_day: aDay, type, note }), { selector: one => one.on_day })
  const choice = fc.option(fc.record({ type, note }), { nil: null })
  fc.assert(
    fc.property(set, aDay, aDay, choice, (before, from, to, chosen) => {
      const was = before.toSorted((a, b) => a.on_day.localeCompare(b.on_day)) as Exceptional[]
      const change = changeTo(daysBetween(from, to), chosen, was)
      const after = apply(was, change)
      for (const day of daysBetween(from, to)) {
        const held = after.find(one => one.on_day === day)
        assert.equal(held?.type, chosen?.type)
      }
      assert.deepEqual(apply(after, inverseOf(change, was)), was)
    }),
    { numRuns: 300 },
  )
})
