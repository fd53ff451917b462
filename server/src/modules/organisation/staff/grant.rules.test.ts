import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoleCode } from '@kaft/contract'
import {
  type Account,
  covers,
  type Given,
  granted,
  losesManager,
  managedUntil,
  rolesFit,
} from './grant.rules.ts'

const given = (role: RoleCode, more: Partial<Given> = {}): Given => ({
  role,
  level: 'library',
  branch_id: null,
  starts_on: '2026-01-01',
  ends_on: null,
  ...more,
})
const at = (branch_id: string) => ({ level: 'branch', branch_id }) as const

const coverage: readonly [string, Given[], Given, boolean][] = [
  ['nothing covers nothing', [], given('kas'), false],
  ['a role covers itself', [given('balie')], given('balie'), true],
  ['a manager alone cannot make desk staff', [given('beheer')], given('balie'), false],
  ['two roles together cover what neither does', [given('hoofd_balie'), given('kas')], given('balie'), true],
  ['the head of the desk covers the desk', [given('hoofd_balie')], given('balie'), true],
  ['the desk does not cover its head', [given('balie')], given('hoofd_balie'), false],
  ['a library covers its branch', [given('kas')], given('kas', at('7')), true],
  ['a branch does not cover its library', [given('kas', at('7'))], given('kas'), false],
  ['a branch does not cover another branch', [given('kas', at('7'))], given('kas', at('8')), false],
  ['a branch covers itself', [given('kas', at('7'))], given('kas', at('7')), true],
  [
    'a library does not cover the consortium',
    [given('consortium')],
    given('consortium', { level: 'consortium' }),
    false,
  ],
  [
    'the consortium covers a library',
    [given('consortium', { level: 'consortium' })],
    given('consortium'),
    true,
  ],
]
for (const [name, held, wanted, expected] of coverage)
  test(`granting: ${name}`, () => assert.equal(covers(held, wanted), expected))

test('what was there before is not granted anew; what is new, or for other days, is', () => {
  const before = [given('balie'), given('kas', { ends_on: '2026-12-31' })]
  assert.deepEqual(granted(before, before.toReversed()), [])
  assert.deepEqual(granted(before, []), [], 'to take away is no grant')
  for (const other of [
    given('kas', { ends_on: '2026-06-30' }),
    given('kas'),
    given('balie', { starts_on: '2025-01-01' }),
    given('balie', at('1')),
    given('dpo'),
  ])
    assert.deepEqual(granted(before, [before[0]!, before[1]!, other]), [other])
})

test('roles that cannot be: no branch at branch level, a branch elsewhere, days turned round, the same twice', () => {
  assert.ok(rolesFit([given('balie'), given('balie', at('1')), given('kas')]))
  assert.ok(!rolesFit([given('balie', { level: 'branch' })]))
  assert.ok(!rolesFit([given('balie', { branch_id: '1' })]))
  assert.ok(!rolesFit([given('balie', { starts_on: '2026-02-01', ends_on: '2026-01-31' })]))
  assert.ok(!rolesFit([given('balie'), given('balie', { ends_on: '2026-12-31' })]))
})

const today = '2026-11-25'
const account = (staff_id: string, ...roles: Given[]): Account => ({
  staff_id,
  active: true,
  leaves_on: null,
  roles,
})

test('a library is managed until the last day of its active managers', () => {
  assert.equal(managedUntil([account('1', given('balie'))], today), null)
  assert.equal(managedUntil([account('1', given('beheer', { ends_on: '2026-12-31' }))], today), '2026-12-31')
  assert.equal(managedUntil([account('1', given('beheer', at('1')))], today), null)
  assert.equal(managedUntil([account('1', given('beheer', { starts_on: '2027-01-01' }))], today), null)
  assert.equal(managedUntil([{ ...account('1', given('beheer')), active: false }], today), null)
  assert.equal(
    managedUntil([{ ...account('1', given('beheer')), leaves_on: '2027-01-15' }], today),
    '2027-01-15',
    'who leaves manages no longer',
  )
  const both = [account('1', given('beheer', { ends_on: '2026-12-31' })), account('2', given('beheer'))]
  assert.equal(managedUntil(both, today), '9999-12-31')
})

test('the last manager stays: not deactivated, not stripped, not given an end', () => {
  const one = account('1', given('beheer'))
  const temporary = account('2', given('beheer', { ends_on: '2026-12-31' }))
  for (const changed of [
    account('1'),
    { ...one, active: false },
    account('1', given('beheer', { ends_on: '2027-12-31' })),
    { ...one, leaves_on: '2027-12-31' },
    account('1', given('beheer', at('1'))),
  ]) {
    assert.ok(losesManager([one], changed, today))
    assert.ok(losesManager([one, temporary], changed, today), 'a deputy who goes at new year is no successor')
    assert.ok(!losesManager([one, account('3', given('beheer'))], changed, today))
  }
  assert.ok(!losesManager([one, temporary], account('2'), today))
  assert.ok(
    !losesManager([account('4', given('balie'))], account('4'), today),
    'who has no manager cannot lose one',
  )
})
