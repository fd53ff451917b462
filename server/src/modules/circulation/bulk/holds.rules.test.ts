import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedHold, holdBack } from './holds.rules.ts'
import type { ManyHold } from './holds.store.ts'

const hold: ManyHold = {
  hold_id: '1',
  patron_id: '2',
  title_id: '3',
  state: 'waiting',
  pickup_branch_id: '4',
  item_id: null,
  ready_until: null,
  expires_on: '2027-11-25',
  closed: false,
  costs: false,
  pickup_library_id: '5',
  pickup_epoch: '1',
  still_there: false,
  again: false,
  code_taken: false,
  reachable: true,
}
const at = { calendar: null, today: '2026-11-25' }
const why = (said: ReturnType<typeof changedHold>): string => (said.go ? 'goes' : said.why)

test('what cost something or is asked elsewhere is ended with its patron, where the money is put right', () => {
  assert.equal(why(changedHold({ kind: 'hold_cancel' }, hold, at)), 'goes')
  assert.equal(why(changedHold({ kind: 'hold_cancel' }, { ...hold, costs: true }, at)), 'bulk_hold_costs')
  assert.equal(
    why(changedHold({ kind: 'hold_expiry', on: '2027-12-31' }, { ...hold, costs: true }, at)),
    'goes',
  )
})

test('who waits until another day, which need not be an open one; a branch that cannot be reached is refused', () => {
  assert.equal(why(changedHold({ kind: 'hold_expiry', on: '2026-11-01' }, hold, at)), 'bulk_day_past')
  assert.equal(why(changedHold({ kind: 'hold_expiry', on: '2027-11-25' }, hold, at)), 'bulk_same')
  assert.equal(
    why(changedHold({ kind: 'hold_pickup', branch_id: '9' }, { ...hold, reachable: false }, at)),
    'pickup_branch_not_reachable',
  )
})

test('a cancelled hold does not come back beside a new one of the same reader', () => {
  const before = { state: 'waiting', pickup_branch_id: '4', ready_until: null, expires_on: '2027-11-25' }
  const line = { before, after: { ...before, state: 'cancelled' } }
  const now = { ...hold, state: 'cancelled', closed: true }
  assert.equal(why(holdBack(line, now)), 'goes')
  assert.equal(why(holdBack(line, { ...now, again: true })), 'hold_duplicate')
})
