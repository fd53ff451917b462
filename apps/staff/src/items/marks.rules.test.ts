import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marksFor } from './marks.rules.ts'

test('what can be said of an item follows from how it is', () => {
  assert.deepEqual(marksFor({ state: 'damaged', status: 'available' }), [
    'repaired',
    'incomplete',
    'withdrawn',
  ])
  assert.deepEqual(marksFor({ state: 'in_use', status: 'on_loan' }), [])
  assert.deepEqual(marksFor({ state: 'lost', status: 'available' }), [])
  assert.deepEqual(marksFor({ state: 'withdrawn', status: 'available' }), ['restored'])
})
