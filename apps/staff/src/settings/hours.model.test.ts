import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSpans, readWeek, type Week, weekdays, weekOf, writtenSpans } from './hours.model.ts'

const spans: readonly (readonly [string, string | null])[] = [
  ['10.00–12.30 en 13.30–18.00', '10.00–12.30 en 13.30–18.00'],
  ['10-12, 14-18', '10.00–12.00 en 14.00–18.00'],
  ['10u30 tot 18u', '10.30–18.00'],
  ['9:00 to 12:00 and 13:00 to 17:00', '9.00–12.00 en 13.00–17.00'.replace('9.00', '09.00')],
  ['14-18 en 9-12', '09.00–12.00 en 14.00–18.00'],
  ['10 uur - 12 uur', '10.00–12.00'],
  ['10-12 en 12-18', '10.00–12.00 en 12.00–18.00'],
  ['', ''],
  ['gesloten', ''],
  ['Closed', ''],
  ['10-13 en 12-18', null],
  ['18-10', null],
  ['10-10', null],
  ['10-25', null],
  ['10.60-12', null],
  ['morgen', null],
  ['10', null],
  ['10-12-14', null],
]
for (const [typed, expected] of spans)
  test(`hours ${JSON.stringify(typed)}`, () => {
    const read = parseSpans(typed)
    assert.equal(read === null ? null : writtenSpans(read, 'en'), expected)
  })

const empty = Object.fromEntries(weekdays.map(day => [day, ''])) as unknown as Week

test('a week that cannot be read names its days', () => {
  assert.deepEqual(readWeek({ ...empty, 2: 'soms', 5: '9-25' }), { ok: false, wrong: [2, 5] })
  assert.deepEqual(readWeek(empty), { ok: true, hours: [] })
})

test('what is written reads as the same hours', () => {
  const minute = fc.integer({ min: 0, max: 1438 })
  const time = (m: number): string =>
    `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`
  const day = fc
    .uniqueArray(minute, { minLength: 2, maxLength: 6 })
    .map(list => list.toSorted((a, b) => a - b))
    .map(list => list.slice(0, list.length - (list.length % 2)))
  fc.assert(
    fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), week => {
      const hours = week.flatMap((minutes, at) =>
        Array.from({ length: minutes.length / 2 }, (_, n) => ({
          weekday: at + 1,
          opens: time(minutes[2 * n] ?? 0),
          closes: time(minutes[2 * n + 1] ?? 0),
        })),
      )
      const read = readWeek(weekOf(hours, 'en'))
      assert.deepEqual(read, { ok: true, hours })
    }),
    { numRuns: 200 },
  )
})
