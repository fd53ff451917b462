import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatsIn } from '../base/format.ts'
import { type Counter, doorsOf, untilWords, waitingIn } from './counters.model.ts'

const counter = (id: string, count: number): Counter => ({ id, count, until: null })
const day = [
  counter('hold_shelf', 12),
  counter('call_list', 2),
  counter('to_receive', 0),
  counter('pull_list', 23),
  counter('hold_shelf_clear', 4),
  counter('something_new', 7),
]

test('counters stand in the order of the day; zero and unknown ones are left out', () => {
  assert.deepEqual(
    doorsOf(day).map(door => [door.id, door.count]),
    [
      ['pull_list', 23],
      ['hold_shelf_clear', 4],
      ['call_list', 2],
      ['hold_shelf', 12],
    ],
  )
})
test('what lies ready is told and not counted as work', () => {
  assert.equal(waitingIn(day), 29)
  assert.equal(waitingIn([]), 0)
})
test('until when it may wait, in words', () => {
  const f = formatsIn('nl')
  assert.equal(untilWords('2026-11-25 18:00', f, '2026-11-25'), '18.00\u00a0uur')
  assert.match(untilWords('2026-11-26 18:00', f, '2026-11-25'), /^do 26\u00a0nov\..*, 18\.00\u00a0uur$/)
  assert.match(untilWords('2026-12-02', f, '2026-11-25'), /^wo 2\u00a0dec\./)
})
test('each door leads somewhere', () => {
  for (const door of doorsOf(day)) assert.match(door.to, /^\/[a-z]/)
})
