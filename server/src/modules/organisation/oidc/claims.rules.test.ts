import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOwnLibrary, rolesGiven } from './claims.rules.ts'

const mapping = {
  libraries: [
    { org_code: 'OVO001234', library_id: '1' },
    { org_code: 'OVO005678', library_id: '2' },
  ],
  roles: [
    { claim: 'KaftBalie', role: 'balie' as const },
    { claim: 'KaftBeheer', role: 'beheer' as const },
    { claim: 'KaftBeheer', role: 'hoofd_balie' as const },
    { claim: 'KaftAlles', role: 'consortium' as const },
  ],
}
const reading = { mapping, ceiling: null }

test('an organisation opens its own library; where none is mapped, none is checked', () => {
  assert.ok(isOwnLibrary('OVO001234', '1', reading))
  assert.ok(!isOwnLibrary('OVO001234', '2', reading))
  assert.ok(!isOwnLibrary(null, '1', reading))
  assert.ok(!isOwnLibrary('OVO009999', '1', reading))
  assert.ok(isOwnLibrary(null, '1', { mapping: null, ceiling: null }))
})

test('claims give the roles that are mapped, and never that of the consortium', () => {
  assert.deepEqual(rolesGiven(['KaftBalie', 'Other'], '1', reading), ['balie'])
  assert.deepEqual(rolesGiven(['KaftBeheer', 'KaftAlles'], '1', reading), ['beheer', 'hoofd_balie'])
  assert.deepEqual(rolesGiven([], '1', reading), [])
  assert.equal(rolesGiven(['KaftBalie'], '1', { mapping: null, ceiling: null }), null)
})

test('nothing is given beyond the agreement of the library', () => {
  const ceiling = { libraries: [{ library_id: '1', roles: ['balie' as const] }] }
  assert.deepEqual(rolesGiven(['KaftBalie', 'KaftBeheer'], '1', { mapping, ceiling }), ['balie'])
  assert.deepEqual(rolesGiven(['KaftBeheer'], '2', { mapping, ceiling }), ['beheer', 'hoofd_balie'])
})
