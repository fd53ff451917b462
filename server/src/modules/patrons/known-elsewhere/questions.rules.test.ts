import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayAnswer } from './questions.rules.ts'

test('P63 a queue of new members is answered, and a walk through numbers is not', () => {
  assert.ok(mayAnswer({ asked: 20, registered: 0, in_window: 20 }))
  assert.ok(!mayAnswer({ asked: 21, registered: 0, in_window: 21 }))
  assert.ok(mayAnswer({ asked: 60, registered: 0, in_window: 1 }))
  assert.ok(!mayAnswer({ asked: 61, registered: 0, in_window: 1 }))
  assert.ok(mayAnswer({ asked: 161, registered: 101, in_window: 20 }))
})
