import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Counter, doorsOf, waitingIn } from './counters.model.ts'

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
test('each door leads somewhere', () => {
  for (const door of doorsOf(day)) assert.match(door.to, /^\/[a-z]/)
})
