import assert from 'node:assert/strict'
import { test } from 'node:test'
import { againstTakingBack, type LineFacts } from './take-back.rules.ts'

const slip: LineFacts = {
  kind: 'charge',
  by_hand: true,
  own: true,
  mine_today: true,
  reversed: false,
  paid_cents: 0,
}
const said = (change: Partial<LineFacts>, mayWaive = false) =>
  againstTakingBack({ ...slip, ...change }, mayWaive)

test('a slip is taken back by who made it that day; later, or of another, by who may waive for the own library', () => {
  assert.equal(said({}), null)
  assert.equal(said({ own: false }), null, 'also on the account of a partner')
  assert.equal(said({ mine_today: false }), 'no_leave')
  assert.equal(said({ mine_today: false }, true), null)
  assert.equal(said({ mine_today: false, own: false }, true), 'patron_not_own')
})

test('never what was paid, what was taken back already, or what came of something else', () => {
  assert.equal(said({ paid_cents: 1 }), 'charge_paid')
  assert.equal(said({ reversed: true, paid_cents: 1 }), 'already_reversed')
  assert.equal(said({ by_hand: false }, true), 'charge_not_by_hand')
})

test('a use of credit goes back by who used it that day, like a slip; later by who may waive', () => {
  const use = { kind: 'credit', by_hand: false } as const
  assert.equal(said(use), null)
  assert.equal(said({ ...use, mine_today: false }), 'no_leave')
  assert.equal(said({ ...use, mine_today: false }, true), null)
  assert.equal(said({ ...use, mine_today: false, own: false }, true), 'patron_not_own')
  assert.equal(said({ ...use, reversed: true }), 'already_reversed')
})

test('a waiver asks the leave to waive, whoever gave it', () => {
  const waiver = { kind: 'waiver', by_hand: false } as const
  assert.equal(said(waiver), 'no_leave')
  assert.equal(said(waiver, true), null)
  assert.equal(said({ ...waiver, own: false }, true), 'patron_not_own')
  assert.equal(said({ ...waiver, reversed: true }, true), 'already_reversed')
  assert.equal(said({ ...waiver, paid_cents: 100 }, true), null, 'what was paid beside it stays paid')
})
