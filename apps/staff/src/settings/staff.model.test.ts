import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Member, newRole, readStaffForm, staffFormOf } from './staff.model.ts'

const today = '2026-11-25'
const member: Member = {
  staff_id: '7',
  login: 'amina',
  name: 'Amina Dubois',
  initials: 'AD',
  active: true,
  locked: false,
  left_at: null,
  leaves_on: null,
  grants: [],
  second_factors: 0,
  signs_in_elsewhere: false,
  roles: [
    { role: 'balie', level: 'branch', branch_id: '2', starts_on: '2024-01-01', ends_on: null },
    { role: 'beheer', level: 'library', branch_id: null, starts_on: '2025-01-01', ends_on: '2026-12-31' },
  ],
}

test('an account that nobody touched is saved as it was, without secrets', () => {
  const read = readStaffForm(staffFormOf(member, '1'), false, today)
  assert.ok(read.ok)
  assert.deepEqual(read.roles, member.roles)
  assert.deepEqual(read.secrets, {})
})
test('a new account needs a name, a sign-in name, initials and a password', () => {
  const read = readStaffForm(staffFormOf(null, '1'), true, today)
  assert.ok(!read.ok)
  assert.deepEqual(read.errors, { login: 'needed', name: 'needed', initials: 'needed', password: 'password' })
})
test('secrets are sent only where they were typed, and only in their shape', () => {
  const form = staffFormOf(member, '1')
  const short = readStaffForm({ ...form, password: 'kort', pin: '12345' }, false, today)
  assert.ok(!short.ok)
  assert.deepEqual(short.errors, { password: 'password', pin: 'pin' })
  const right = readStaffForm(
    { ...form, password: 'lang genoeg om te raden', pin: '123456', badge: ' B1 ' },
    false,
    today,
  )
  assert.ok(right.ok)
  assert.deepEqual(right.secrets, { password: 'lang genoeg om te raden', pin: '123456', badge: 'B1' })
})
test('a role at the library has no branch, whatever was chosen before', () => {
  const form = {
    ...staffFormOf(null, '1'),
    roles: [{ ...newRole(0, '3', today), level: 'library' as const }],
  }
  const read = readStaffForm(
    { ...form, login: 'x', name: 'X', initials: 'X', password: 'x'.repeat(12) },
    true,
    today,
  )
  assert.ok(read.ok)
  assert.deepEqual(read.roles, [
    { role: 'balie', level: 'library', branch_id: null, starts_on: today, ends_on: null },
  ])
})
test('a role that ends before it starts is refused', () => {
  const form = staffFormOf(member, '1')
  const roles = [{ ...newRole(0, '1', today), ends: '24/11/2026' }]
  const read = readStaffForm({ ...form, roles }, false, today)
  assert.ok(!read.ok)
  assert.deepEqual(read.errors, { roles: 'day' })
})
