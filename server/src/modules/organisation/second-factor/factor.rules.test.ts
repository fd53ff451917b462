import assert from 'node:assert/strict'
import { test } from 'node:test'
import { broadLeaves, type Leave, type RoleCode, roles, secondFactorRule } from '@kaft/contract'
import { type FactorFacts, factorState, splitLeaves } from './factor.rules.ts'

const none: FactorFacts = { rule: null, proven: false, enrolled: false }
const withheld = (role: RoleCode, facts = none) => [...splitLeaves(roles[role], facts).withheld].toSorted()

test('the desk is never slowed down by a second step', () => {
  for (const role of [
    'balie',
    'kas',
    'leners',
    'catalografie',
    'bestellen',
    'inventaris',
    'cijfers',
  ] as const)
    assert.deepEqual(withheld(role), [], role)
  assert.deepEqual(withheld('hoofd_balie'), ['patrons.list'], 'lists of people leave the house')
})

test('managing, the log, moving a library and the consortium ask it; reading books never does', () => {
  const asks = (role: RoleCode, ...leaves: Leave[]) => {
    for (const leave of leaves) assert.ok(withheld(role).includes(leave), `${role}: ${leave}`)
  }
  asks('beheer', 'circulation.regulate', 'organisation.configure', 'organisation.staff')
  asks('dpo', 'privacy.log')
  asks('overstap', 'moving.move_in')
  asks('consortium', 'consortium.libraries', 'consortium.agreements', 'consortium.identities')
  assert.ok(!broadLeaves(secondFactorRule).has('cataloguing.read'))
})

test('what is withheld and what is open are all that is held, and a proof opens all', () => {
  for (const role of Object.keys(roles) as RoleCode[]) {
    const { open, withheld: rest } = splitLeaves(roles[role], none)
    assert.deepEqual([...open, ...rest].toSorted(), [...roles[role]].toSorted())
    assert.deepEqual(splitLeaves(roles[role], { ...none, proven: true }).open, new Set<Leave>(roles[role]))
  }
})

test('the centre may ask it of other roles, or of none', () => {
  assert.deepEqual(withheld('beheer', { ...none, rule: { roles: [], leaves: [] } }), [])
  const strict = { ...none, rule: { roles: ['beheer', 'hoofd_balie'] as RoleCode[], leaves: [] } }
  assert.ok(withheld('hoofd_balie', strict).includes('circulation.override.heavy'))
  assert.ok(!withheld('hoofd_balie', strict).includes('circulation.lend'))
})

test('where the second step of a session stands', () => {
  const rest = new Set<Leave>(['privacy.log'])
  assert.equal(factorState(new Set(), none), 'not_asked')
  assert.equal(factorState(rest, none), 'missing')
  assert.equal(factorState(rest, { ...none, enrolled: true }), 'needed')
  assert.equal(factorState(new Set(), { ...none, proven: true }), 'proven')
})
