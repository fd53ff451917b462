import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countOf } from './count.model.ts'

test('how many is read as it is written in Flanders', () => {
  assert.deepEqual(['', ' 40 ', '1200', '1.200', '1 200', '1.200.000'].map(countOf), [
    null,
    40,
    1200,
    1200,
    1200,
    1_200_000,
  ])
})

test('what is no number is not the same as nothing', () => {
  for (const typed of ['een honderdtal', '1,5', '1.20', '-3', '1.200 000'])
    assert.ok(Number.isNaN(countOf(typed)), typed)
})
