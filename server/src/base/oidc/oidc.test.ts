import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayAsk, rolesIn } from './oidc.ts'

test('only hosts of the list are asked, and in clear text only on this machine', () => {
  const hosts = ['authenticatie.vlaanderen.be', 'localhost:4000', 'elsewhere.example']
  for (const [address, may] of [
    ['https://authenticatie.vlaanderen.be/op/v1/token', true],
    ['https://authenticatie.vlaanderen.be:8443/op', false],
    ['http://authenticatie.vlaanderen.be/op', false],
    ['https://authenticatie.vlaanderen.be.example/op', false],
    ['http://localhost:4000/token', true],
    ['http://localhost:4001/token', false],
    ['http://elsewhere.example/', false],
    ['https://169.254.169.254/latest', false],
    ['file:///etc/passwd', false],
    ['not an address', false],
  ] as const)
    assert.equal(mayAsk(address, hosts), may, address)
})

test('roles as ACM/IDM writes them: of the own organisation only', () => {
  const claim = ['KaftBalie-Bibliotheek:OVO001234', 'KaftBeheer:OVO001234', 'KaftBalie-Bibliotheek:OVO009999']
  assert.deepEqual(rolesIn(claim, 'OVO001234'), ['KaftBalie', 'KaftBeheer'])
  assert.deepEqual(rolesIn(claim, null), [])
  assert.deepEqual(rolesIn(['desk', 7, ''], null), ['desk'])
  assert.deepEqual(rolesIn('desk', 'OVO001234'), ['desk'])
  assert.deepEqual(rolesIn(undefined, 'OVO001234'), [])
})
