import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { seenNumbers } from './seen-numbers.ts'

const hash = (text: string) => createHash('sha256').update(text).digest()

test('a number is new once; then it is the same or another record', () => {
  const seen = seenNumbers()
  assert.equal(seen.note(hash('1'), hash('a')), 'new')
  assert.equal(seen.note(hash('1'), hash('a')), 'same')
  assert.equal(seen.note(hash('1'), hash('b')), 'other')
  assert.equal(seen.note(hash('2'), hash('a')), 'new')
})

test('it remembers through its growth', () => {
  const seen = seenNumbers()
  for (let i = 0; i < 20_000; i++) assert.equal(seen.note(hash(`${i}`), hash('a')), 'new')
  for (let i = 0; i < 20_000; i++) assert.equal(seen.note(hash(`${i}`), hash('a')), 'same')
})

test('a hash of nothing but zeros is a number like another', () => {
  const seen = seenNumbers()
  assert.equal(seen.note(Buffer.alloc(32), Buffer.alloc(32)), 'new')
  assert.equal(seen.note(Buffer.alloc(32), Buffer.alloc(32)), 'same')
})
