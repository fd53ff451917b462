import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourNow, instantOf } from './moment.model.ts'

test('a day and an hour in Brussels are a moment, in winter and in summer', () => {
  assert.equal(instantOf('2026-11-23', '14.05'), '2026-11-23T13:05:00.000Z')
  assert.equal(instantOf('2026-07-21', '14u05'), '2026-07-21T12:05:00.000Z')
  assert.equal(instantOf('2026-07-21', '9'), '2026-07-21T07:00:00.000Z')
  assert.equal(instantOf('2026-07-21', '25'), null)
  assert.equal(instantOf('2026-07-21', 'straks'), null)
  assert.equal(hourNow(new Date('2026-11-23T13:05:00Z')), '14.05')
})
