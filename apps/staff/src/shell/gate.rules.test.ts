import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterIdle } from './gate.rules.ts'

test('three minutes cover, fifteen lock, and half a minute before that it is told', () => {
  const after = (seconds: number) => afterIdle(seconds, 180, 900)
  assert.deepEqual([0, 179, 180, 869, 870, 899, 900, 5000].map(after), [
    'nothing',
    'nothing',
    'cover',
    'cover',
    'warn',
    'warn',
    'lock',
    'lock',
  ])
})

test('a lock that comes before the cover still warns', () => {
  assert.deepEqual(
    [29, 30, 59, 60].map(s => afterIdle(s, 180, 60)),
    ['nothing', 'warn', 'warn', 'lock'],
  )
})
