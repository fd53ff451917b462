import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newCommandId } from './command-id.ts'

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('a command id is a uuid of version 7 that carries its moment', () => {
  const id = newCommandId(Date.parse('2100-01-01T00:00:00Z'))
  assert.match(id, shape)
  assert.equal(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), Date.parse('2100-01-01T00:00:00Z'))
})

test('ids of one millisecond, and of a clock that steps back, are unique and sort as they were made', () => {
  const now = Date.parse('2100-01-02T00:00:00Z')
  const ids = Array.from({ length: 10_000 }, (_, i) => newCommandId(i < 5000 ? now : now - 1000))
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual(ids, ids.toSorted())
  for (const id of ids) assert.match(id, shape)
})
