import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnsOf } from './lag.ts'
import { lagOf, lastTurn } from './timetable.rules.ts'

const at = (text: string) => Temporal.Instant.from(text)
const daily = turnsOf({ name: 'daily', timetable: '10 1 * * *', limit_ms: 1, handler: async () => undefined })
const minutely = turnsOf({
  name: 'minutely',
  timetable: '* * * * *',
  limit_ms: 1,
  handler: async () => undefined,
})
const sundays = turnsOf({
  name: 'sundays',
  timetable: '0 4 * * 0',
  limit_ms: 1,
  handler: async () => undefined,
})

test('the last turn of a timetable is found in UTC', () => {
  const since = at('2026-11-01T00:00:00Z')
  const turn = (turns: typeof daily, now: string) => lastTurn(turns, since, at(now))?.toString()
  assert.equal(turn(daily, '2026-11-25T01:10:00Z'), '2026-11-25T01:10:00Z')
  assert.equal(turn(daily, '2026-11-25T01:09:59Z'), '2026-11-24T01:10:00Z')
  assert.equal(turn(minutely, '2026-11-25T13:05:42.5Z'), '2026-11-25T13:05:00Z')
  assert.equal(turn(sundays, '2026-11-25T13:05:00Z'), '2026-11-22T04:00:00Z')
})

test('a job is late from the turn that it has not done, and on time until then', () => {
  const lag = (succeeded_at: string | null, now: string, known_since = '2026-11-20T12:00:00Z') =>
    lagOf('daily', daily, { known_since, succeeded_at, failures: 2 }, at(now)).lag_s
  assert.equal(lag('2026-11-25T01:10:00.2Z', '2026-11-25T23:00:00Z'), 0)
  assert.equal(lag('2026-11-25T01:10:00.2Z', '2026-11-26T01:09:59Z'), 0)
  assert.equal(lag('2026-11-25T01:10:00.2Z', '2026-11-26T01:10:30Z'), 30)
  assert.equal(lag('2026-11-24T01:10:00.2Z', '2026-11-25T13:10:00Z'), 12 * 3600)
  assert.equal(lag(null, '2026-11-20T23:00:00Z'), 0, 'no turn since it is known')
  assert.equal(lag(null, '2026-11-21T02:10:00Z'), 3600)
  assert.equal(
    lag('2026-10-01T00:00:00Z', '2026-11-21T02:10:00Z'),
    3600,
    'what came before it was known does not count',
  )
  assert.equal(
    lagOf(
      'daily',
      daily,
      { known_since: '2026-11-20T12:00:00Z', succeeded_at: null, failures: 2 },
      at('2026-11-20T23:00:00Z'),
    ).failures,
    2,
  )
})
