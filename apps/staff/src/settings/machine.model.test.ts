import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainProfile } from '@kaft/contract/machines'
import { machineFormOf, readMachine } from './machine.model.ts'

const form = { ...machineFormOf(null, '7'), name: ' Hal ', login: 'hal-1' }

test('a machine is asked for as it was typed, with the smallest profile', () => {
  assert.deepEqual(readMachine(form, true), {
    ok: true,
    asked: { name: 'Hal', branch_id: '7', workstation_id: null, profile: plainProfile },
  })
})

test('a name, a login and a number of connections are needed', () => {
  const bad = { ...form, name: ' ', login: 'a|b', max_connections: '21' }
  assert.deepEqual(readMachine(bad, true), { ok: false, wrong: ['name', 'login', 'max_connections'] })
  assert.deepEqual(readMachine({ ...bad, name: 'x', max_connections: '1' }, false).ok, true)
})
