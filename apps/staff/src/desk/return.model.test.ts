import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeskAnswer } from '@kaft/contract/circulation'
import type { CrateTrip } from '@kaft/contract/crate'
import { emptyDesk, type Row, type Undone } from './desk.state.ts'
import { outcomeOf } from './outcome.rules.ts'
import { keepMode, keptMode } from './kept-mode.ts'
import { crateUndone, returnKept, returnStarted, returnWords, withCrate } from './return.model.ts'
import { aDestination, anAnswer, anItem } from './samples.test-data.ts'
import { itemsOf } from './visit.model.ts'

const aTrip = (more: Partial<CrateTrip> = {}): CrateTrip => ({
  trip_id: '70',
  crate_id: '7',
  code: 'BAK-2002-01',
  state: 'open',
  from_branch_id: '1',
  from_branch: 'Centrum',
  to_branch_id: '2',
  to_branch: 'Noord',
  items: 2,
  unpacked: 0,
  since: '2026-11-25T10:00:00Z',
  missing: [],
  ...more,
})
const returning = returnStarted(emptyDesk, { type: 'return_started', return_on: null, reason: null, now: 1 })
const crateAnswer = (did: DeskAnswer['did'], more: Partial<CrateTrip> = {}) =>
  anAnswer({ did, crate: aTrip(more) })
const rowOf = (answer: DeskAnswer): Row => ({
  row_id: 1,
  code: 'BAK-2002-01',
  at: 1,
  phase: 'done',
  chapter: 1,
  return_on: null,
  child: null,
  answer,
  problem: null,
  accepted: [],
  put_away: false,
  undone: null,
  care: null,
  note: null,
})
const undone = (kind: string): Undone => ({
  undone: kind,
  item: null,
  loan_restored: false,
  loan_removed: false,
  hold_restored: false,
  fine_reversed_cents: 0,
  cost_reversed_cents: 0,
  due_on: null,
  patron: null,
})

test('an item that was scanned twice in a round is one, and one that was taken back counts no more', () => {
  const took = (row_id: number, item_id: string, more: Partial<Row> = {}): Row => ({
    ...rowOf(anAnswer({ did: 'taken_back', item: anItem({ item_id }) })),
    row_id,
    ...more,
  })
  const rows = [took(4, '13', { undone: undone('checkin') }), took(3, '11'), took(2, '12'), took(1, '11')]
  assert.equal(itemsOf({ ...returning, rows }), 2)
})

test('a scan says which crate stands open, in return mode only', () => {
  assert.deepEqual(returnWords(null), {})
  assert.deepEqual(returnWords(returning.return_mode), { crate: null })
  const open = withCrate(returning, crateAnswer('crate_opened'))
  assert.deepEqual(returnWords(open.return_mode), { crate: '70' })
})

test('the crate stays at hand while it is filled or emptied, and goes when it is closed or empty', () => {
  const open = withCrate(returning, crateAnswer('crate_opened'))
  assert.equal(withCrate(open, crateAnswer('packed', { items: 3 })).return_mode?.crate?.items, 3)
  assert.equal(withCrate(open, anAnswer({ did: 'taken_back' })).return_mode?.crate?.trip_id, '70')
  assert.equal(withCrate(open, crateAnswer('crate_closed', { state: 'sent' })).return_mode?.crate, null)
  const emptied = withCrate(open, crateAnswer('crate_emptied', { state: 'received' }))
  assert.deepEqual([emptied.return_mode?.crate, emptied.return_mode?.emptied?.trip_id], [null, '70'])
  assert.equal(withCrate(emptyDesk, crateAnswer('crate_opened')).return_mode, null)
})

const backs: readonly (readonly [kind: string, did: DeskAnswer['did'], state: string | null])[] = [
  ['crate_opened', 'crate_opened', null],
  ['crate_closed', 'crate_closed', 'open'],
  ['crate_received', 'crate_received', null],
  ['crate_emptied', 'crate_emptied', 'receiving'],
]
for (const [kind, did, state] of backs)
  test(`after taking back ${kind} the crate at hand is ${state ?? 'none'}`, () => {
    const after = crateUndone(returning, rowOf(crateAnswer(did, { state: 'sent' })), undone(kind))
    assert.equal(after.return_mode?.crate?.state ?? null, state)
  })

test('taking back an item takes one off the count of its crate', () => {
  const open = withCrate(returning, crateAnswer('packed', { items: 3 }))
  const after = crateUndone(open, rowOf(crateAnswer('packed', { items: 3 })), undone('receive'))
  assert.equal(after.return_mode?.crate?.items, 2)
})

test('the wrong crate is a stop, though the item was taken back', () => {
  const wrong = anAnswer({
    did: 'taken_back',
    destination: aDestination('transit'),
    findings: [{ code: 'crate_other_branch', weight: 'stop', about: { branch: 'Noord' } }],
  })
  assert.deepEqual(outcomeOf(wrong), { state: 'stop', sound: 'stop' })
  const missing = [{ item_id: '1', title: 'T', language: null, barcode: '3', status: 'in_transit' }]
  assert.equal(outcomeOf(crateAnswer('crate_emptied', { missing })).state, 'ask')
  assert.equal(outcomeOf(crateAnswer('crate_emptied')).state, 'ok')
})

test('return mode outlives a page that is loaded anew, for its branch and until it would have ended', () => {
  const at = 1_000
  const filling = withCrate(
    returnStarted(emptyDesk, { type: 'return_started', return_on: '2026-11-21', reason: 'bus', now: at }),
    crateAnswer('crate_opened'),
  )
  keepMode('7', filling.return_mode)
  const kept = keptMode('7', at + 1)
  assert.deepEqual(kept, filling.return_mode)
  assert.equal(keptMode('8', at + 1), null)
  assert.equal(keptMode('7', at + 30 * 60_000), null)
  assert.ok(kept)
  const again = returnKept(emptyDesk, { type: 'return_kept', mode: kept })
  assert.deepEqual(returnWords(again.return_mode), {
    return_on: '2026-11-21',
    return_reason: 'bus',
    crate: '70',
  })
  assert.equal(again.chapter, 1)
  // Who was begun with anew meanwhile keeps what they have.
  assert.equal(returnKept(returning, { type: 'return_kept', mode: kept }), returning)
  keepMode('7', null)
  assert.equal(keptMode('7', at + 1), null)
})
