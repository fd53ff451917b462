import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeNewEid } from './eid.rules.ts'

const kept = (expires_on: string | null) => ({ state: 'active', expires_on })
const today = '2026-11-25'

test('P23 P42 a card that was not seen before is the next one, one from before, or expired', () => {
  const rows = [
    [[], '2034-02-01', 'next'],
    [[], null, 'next'],
    [[kept('2030-01-01')], '2034-02-01', 'next'],
    [[kept('2034-02-01')], '2034-02-01', 'next'],
    [[kept('2034-02-02')], '2034-02-01', 'former'],
    [[kept('2030-01-01'), kept('2035-01-01')], '2034-02-01', 'former'],
    [[kept(null)], '2034-02-01', 'next'],
    [[kept('2034-02-01')], null, 'next'],
    [[], '2026-11-25', 'next'],
    [[], '2026-11-24', 'expired'],
    [[kept('2020-01-01')], '2026-11-24', 'expired'],
  ] as const
  for (const [cards, valid_until, expected] of rows)
    assert.equal(judgeNewEid(cards, { valid_until }, today), expected, JSON.stringify([cards, valid_until]))
})
