import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Attempts, mayAsk } from './attempts.rules.ts'

test('a session asks twenty times in ten minutes, and others are not held up by it', () => {
  const attempts: Attempts = new Map()
  const minute = 60_000
  for (let i = 0; i < 20; i++) assert.ok(mayAsk(attempts, '1', i))
  assert.ok(!mayAsk(attempts, '1', minute))
  assert.ok(mayAsk(attempts, '2', minute))
  assert.ok(!mayAsk(attempts, '1', 10 * minute - 1))
  assert.ok(mayAsk(attempts, '1', 10 * minute + 20))
})

test('no more sessions are remembered than fit', () => {
  const attempts: Attempts = new Map()
  for (let i = 0; i < 10_100; i++) mayAsk(attempts, String(i), i)
  assert.equal(attempts.size, 10_000)
  assert.ok(!attempts.has('0') && attempts.has('10099'))
})
