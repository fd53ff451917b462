import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedTypes } from './plan.model.ts'

test('types of membership as they are typed', () => {
  assert.equal(typedTypes('  '), null)
  assert.deepEqual(typedTypes('volwassene, jeugd,volwassene,'), ['volwassene', 'jeugd'])
  assert.equal(typedTypes('Volwassene'), undefined)
})
