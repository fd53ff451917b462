import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeTicket, readTicket } from './ticket.ts'

const now = Temporal.Instant.from('2026-11-25T13:05:00Z')
const of = { name: 'Amina Verhulst', initials: 'AV', roles: ['balie'] }

test('a ticket says who comes, for a minute, to who knows the secret', () => {
  const ticket = makeTicket('secret', of, now)
  assert.deepEqual(readTicket('secret', ticket, now.add({ seconds: 60 }))?.roles, ['balie'])
  assert.equal(readTicket('secret', ticket, now.add({ seconds: 61 })), null)
  assert.equal(readTicket('other', ticket, now), null)
})

test('whoever changes a ticket has none', () => {
  const [text = '', signature = ''] = makeTicket('secret', of, now).split('.')
  const more = Buffer.from(JSON.stringify({ ...of, roles: ['beheer'], until: '2099-01-01T00:00:00Z' }))
  assert.equal(readTicket('secret', `${more.toString('base64url')}.${signature}`, now), null)
  for (const bad of ['', '.', text, `${text}.`, `${text}.AAAA`, 'x.y.z'])
    assert.equal(readTicket('secret', bad, now), null, bad)
})
