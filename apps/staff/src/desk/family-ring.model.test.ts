import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextIn, ringFor } from './family-ring.model.ts'

test('a round visits each of the family and ends where it began, though the children only know their mother', () => {
  const families: Record<string, readonly string[]> = {
    mother: ['wout', 'roza'],
    wout: ['mother'],
    roza: ['mother'],
  }
  let [ring, open] = [[] as readonly string[], 'mother']
  const visited: string[] = []
  for (let i = 0; i < 3; i++) {
    ring = ringFor(ring, open, families[open] ?? [])
    open = nextIn(ring, open) ?? open
    visited.push(open)
  }
  assert.deepEqual(visited, ['wout', 'roza', 'mother'])
})

test('another patron begins a ring of their own; alone there is nobody next', () => {
  assert.deepEqual(ringFor(['mother', 'wout'], 'els', ['tom']), ['els', 'tom'])
  assert.equal(nextIn(ringFor([], 'els', []), 'els'), null)
})
