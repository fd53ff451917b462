import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inForceOn, startedAfter, stateOn, type Version } from './state.rules.ts'

const version = (version_id: string, starts_on: string | null): Version => ({
  version_id,
  activated: starts_on !== null,
  starts_on,
  activated_at: starts_on && '2026-01-01T00:00:00Z',
  withdrawn_at: null,
})
const versions = [
  version('1', '2026-01-01'),
  version('2', '2026-07-01'),
  version('3', '2027-01-01'),
  version('4', null),
]
const statesOn = (day: string) => versions.map(v => stateOn(v, versions, day))

test('states follow the day: scheduled until it starts, active until the next one starts, retired then', () => {
  assert.deepEqual(statesOn('2025-12-31'), ['scheduled', 'scheduled', 'scheduled', 'draft'])
  assert.deepEqual(statesOn('2026-01-01'), ['active', 'scheduled', 'scheduled', 'draft'])
  assert.deepEqual(statesOn('2026-06-30'), ['active', 'scheduled', 'scheduled', 'draft'])
  assert.deepEqual(statesOn('2026-07-01'), ['retired', 'active', 'scheduled', 'draft'])
  assert.deepEqual(statesOn('2030-01-01'), ['retired', 'retired', 'active', 'draft'])
})

test('at most one version is in force on any day, whatever their order', () => {
  assert.equal(inForceOn(versions, '2025-12-31'), null)
  assert.equal(inForceOn(versions.toReversed(), '2026-12-31')?.version_id, '2')
  assert.equal(inForceOn([], '2026-12-31'), null)
})

test('of two that started on one day, the one activated last holds', () => {
  const twice = [
    version('1', '2026-01-01'),
    { ...version('2', '2026-01-01'), activated_at: '2026-01-02T00:00:00Z' },
  ]
  assert.equal(inForceOn(twice.toReversed(), '2026-01-01')?.version_id, '2')
})

test('a withdrawn version never holds: the one before it does, and to go back is to withdraw what began later', () => {
  const [first, second, third] = versions
  const withdrawn = [first!, { ...second!, withdrawn_at: '2026-07-02T00:00:00Z' }, third!]
  assert.deepEqual(
    withdrawn.map(v => stateOn(v, withdrawn, '2026-08-01')),
    ['active', 'retired', 'scheduled'],
  )
  const ids = (of: Version, day: string) => startedAfter(of, versions, day).map(v => v.version_id)
  assert.deepEqual(ids(first!, '2027-01-01'), ['2', '3'])
  assert.deepEqual(ids(first!, '2026-12-31'), ['2'], 'what has yet to begin stays')
  assert.deepEqual(ids(third!, '2027-01-01'), [], 'it holds already')
  assert.deepEqual(ids(third!, '2026-12-31'), [], 'it never held')
  assert.deepEqual(
    startedAfter(withdrawn[1]!, withdrawn, '2027-01-01'),
    [],
    'nor can a withdrawn one hold again',
  )
})
