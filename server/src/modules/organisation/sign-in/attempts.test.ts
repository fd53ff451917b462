import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newAttempts, newResting, networkOf } from './attempts.ts'

const start = Temporal.Instant.from('2026-11-25T08:00:00Z')
const bucket = { most: 30, cost: 10, success: 1, per_second: 1, keys: 2 }

test('three failures are allowed at once, then one each ten seconds', () => {
  const attempts = newAttempts(bucket)
  const tries = (n: number, now: Temporal.Instant) => Array.from({ length: n }, () => attempts.take('a', now))
  assert.deepEqual(tries(4, start), [true, true, true, false])
  assert.deepEqual(tries(2, start.add({ seconds: 9 })), [false, false])
  assert.deepEqual(tries(2, start.add({ seconds: 10 })), [true, false])
  assert.deepEqual(
    tries(4, start.add({ hours: 1 })),
    [true, true, true, false],
    'it never fills beyond its edge',
  )
})

test('whoever succeeds may go on, and a clock that runs back gives nothing', () => {
  const attempts = newAttempts(bucket)
  for (let i = 0; i < 21; i++) {
    assert.ok(attempts.take('a', start), `attempt ${i}`)
    attempts.succeeded('a')
  }
  assert.ok(!attempts.take('a', start.subtract({ hours: 1 })))
})

test('one key does not use up another, and the longest untouched is forgotten', () => {
  const attempts = newAttempts(bucket)
  for (let i = 0; i < 3; i++) attempts.take('a', start)
  assert.ok(!attempts.take('a', start))
  assert.ok(attempts.take('b', start))
  assert.ok(!attempts.take('a', start))
  assert.ok(attempts.take('c', start))
  assert.ok(!attempts.take('a', start), 'b was forgotten, not a')
})

const networks: readonly [string, string][] = [
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
]
for (const [address, network] of networks)
  test(`the network of ${address}`, () => assert.equal(networkOf(address), network))

test('an unknown account rests after five failures, for a quarter of an hour', () => {
  const resting = newResting()
  for (let i = 0; i < 4; i++) resting.failed('nobody', start)
  assert.ok(!resting.isResting('nobody', start))
  resting.failed('nobody', start)
  assert.ok(resting.isResting('nobody', start.add({ minutes: 14, seconds: 59 })))
  assert.ok(!resting.isResting('somebody', start))
  assert.ok(!resting.isResting('nobody', start.add({ minutes: 15 })))
  resting.failed('nobody', start.add({ minutes: 15 }))
  assert.ok(!resting.isResting('nobody', start.add({ minutes: 15 })), 'it begins to count anew')
})
