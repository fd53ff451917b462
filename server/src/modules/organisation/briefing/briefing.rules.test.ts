import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Leave, operations, meetsPatrons, roles, workProcesses } from '@kaft/contract'
import { briefedUntil, isBriefed, isDue } from './briefing.rules.ts'

const at = (text: string) => Temporal.Instant.from(text)

test('an undertaking holds until the same day a year later is over in Brussels, and for its version only', () => {
  const signed = { version: 2, signed_at: '2025-11-25T13:00:00Z' }
  const until = briefedUntil(signed, 2)
  assert.equal(isBriefed({ briefed_until: until }, at('2026-11-25T22:59:00Z')), true)
  assert.equal(isBriefed({ briefed_until: until }, at('2026-11-25T23:00:00Z')), false)
  assert.equal(briefedUntil(signed, 3), null)
  assert.equal(briefedUntil(null, 1), null)
  assert.equal(
    briefedUntil({ version: 1, signed_at: '2024-02-29T12:00:00Z' }, 1)?.toString(),
    '2025-02-28T22:59:59Z',
  )
})

test('only who may meet patrons is asked', () => {
  const now = at('2026-11-25T13:00:00Z')
  const due = (held: readonly Leave[]) =>
    isDue({ actor: { leaves: new Set(held) }, briefed_until: null }, now)
  for (const { role, patrons } of Object.values(workProcesses)) assert.equal(due(roles[role]), patrons, role)
  assert.equal(due(roles.dpo), true)
  assert.equal(due(roles.overstap), true)
  assert.equal(due(roles.beheer), false)
  assert.equal(due(roles.consortium), false)
})

test('P146 every operation with a purpose asks it, and so does all that lends, takes money or moves patrons in', () => {
  const desk = new Set<Leave>(roles.hoofd_balie)
  const asks = operations.map(o => o.op).filter(o => meetsPatrons(o, desk))
  for (const { op } of operations)
    if (op.purpose && op.leave !== 'website' && op.leave !== 'reader') assert.ok(asks.includes(op), op.id)
  const named = (id: string) => asks.some(o => o.id === id)
  for (const id of [
    'scan',
    'readPatron',
    'receivePayment',
    'holdShelf',
    'readMove',
    'numberAlerts',
    'readBulk',
  ])
    assert.ok(named(id), id)
  for (const id of [
    'signIn',
    'readSession',
    'readBriefing',
    'signBriefing',
    'searchTitles',
    'readRegulation',
    'myDay',
  ])
    assert.ok(!named(id), id)
})

test('who catalogues many items at once meets nobody', () => {
  const bulk = operations.map(o => o.op).filter(o => o.leave === 'circulation.bulk')
  assert.ok(bulk.length > 2)
  assert.ok(!bulk.some(o => meetsPatrons(o, new Set<Leave>(roles.catalografie))))
})
