import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleFor } from './role.rules.ts'

test('the log tells in which of their roles somebody looked', () => {
  assert.equal(roleFor('scan', ['adreslijsten', 'balie', 'beheer']), 'balie')
  assert.equal(roleFor('fetchAddressList', ['adreslijsten', 'balie']), 'adreslijsten')
  assert.equal(roleFor('rightsCases', ['balie', 'dpo']), 'dpo')
})

test('an operation that no role of theirs opens by itself, and who has one role or none', () => {
  assert.equal(roleFor('readSession', ['dpo', 'balie']), 'balie', 'the first by the order of the contract')
  assert.equal(roleFor('scan', ['zelfuitleen']), 'zelfuitleen')
  assert.equal(roleFor('scan', []), null)
})
