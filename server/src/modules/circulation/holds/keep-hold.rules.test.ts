import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Ended, whyNotKept } from './keep-hold.rules.ts'

const now = Temporal.Instant.from('2026-11-25T13:30:00Z')
const was = {
  state: 'waiting',
  item_id: null,
  hold_code: null,
  ready_at: null,
  ready_until: null,
  pickup_branch_id: '1',
  suspended_until: null,
  expires_on: null,
  ibl_until: null,
  ibl_cents: 0,
  ibl: [],
}
const ended: Ended = {
  state: 'cancelled',
  closed_at: '2026-11-25T13:00:00Z',
  closed_because: 'cancelled',
  by_reader: true,
  was,
  again: false,
  still_kept: false,
}
const caught = { ...was, state: 'ready', item_id: '7' }
const cases: readonly (readonly [string, Partial<Ended>, string | null])[] = [
  ['half an hour later to the second', {}, null],
  ['a second more', { closed_at: '2026-11-25T12:59:59Z' }, 'hold_keep_over'],
  ['it is open', { state: 'waiting', closed_at: null, closed_because: null }, 'hold_keep_over'],
  ['it was lent', { state: 'filled', closed_because: null }, 'hold_keep_over'],
  ['its placing was undone', { closed_because: 'undone' }, 'hold_keep_over'],
  ['the desk cancelled it', { by_reader: false }, 'hold_keep_over'],
  ['what it was is not known', { was: null }, 'hold_keep_over'],
  ['reserved again meanwhile', { again: true }, 'hold_duplicate'],
  ['it lay ready and still does', { was: caught, still_kept: true }, null],
  ['it lay ready and went to somebody else', { was: caught }, 'hold_promised'],
]
for (const [name, wish, code] of cases)
  test(name, () => {
    assert.equal(whyNotKept({ ...ended, ...wish }, now)[0]?.code ?? null, code)
  })
