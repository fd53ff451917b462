import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overdueOf } from './expire.rules.ts'

const today = '2026-11-25'
const hold = { state: 'waiting', expires_on: null, ready_until: null, ibl_until: null }

test('a hold is over the day after its last day, never on it', () => {
  assert.equal(overdueOf({ ...hold, expires_on: today }, today), null)
  assert.equal(overdueOf({ ...hold, expires_on: '2026-11-24' }, today), 'too_long')
  assert.equal(overdueOf({ ...hold, state: 'ready', ready_until: today }, today), null)
  assert.equal(overdueOf({ ...hold, state: 'ready', ready_until: '2026-11-24' }, today), 'not_collected')
  assert.equal(overdueOf({ ...hold, ibl_until: today }, today), null)
  assert.equal(overdueOf({ ...hold, ibl_until: '2026-11-24' }, today), 'ibl_over')
})
test('what is on its way or closed is not over, and too long goes before unanswered', () => {
  assert.equal(overdueOf({ ...hold, state: 'in_transit', expires_on: '2026-11-24' }, today), null)
  assert.equal(overdueOf({ ...hold, state: 'expired', expires_on: '2026-11-24' }, today), null)
  assert.equal(overdueOf({ ...hold, expires_on: '2026-11-24', ibl_until: '2026-11-24' }, today), 'too_long')
})
