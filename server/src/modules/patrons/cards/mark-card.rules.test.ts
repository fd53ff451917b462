import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayBecome } from './mark-card.rules.ts'

const today = '2026-11-25'
const card = (
  state: 'active' | 'lost' | 'ended' | 'expired',
  kind: 'library' | 'eid' = 'library',
  until: string | null = null,
) => ({ kind, state, until })

test('P42 a lost card may be found, one that ended only on the same day, and an expired one not at all', () => {
  const rows = [
    [card('active'), 'lost', null],
    [card('active'), 'ended', null],
    [card('lost'), 'active', null],
    [card('lost'), 'ended', null],
    [card('lost', 'eid'), 'active', null],
    [card('ended', 'library', today), 'active', null],
    [card('ended', 'library', '2026-11-24'), 'active', 'card_ended'],
    [card('ended', 'eid', today), 'active', 'card_ended'],
    [card('ended', 'library', today), 'lost', 'card_ended'],
    [card('ended'), 'ended', null],
    [card('expired', 'eid'), 'active', 'card_expired'],
    [card('expired', 'eid'), 'lost', 'card_expired'],
    [card('expired', 'eid'), 'ended', null],
  ] as const
  for (const [from, to, code] of rows)
    assert.equal(mayBecome(from, to, today), code, JSON.stringify([from, to]))
})
