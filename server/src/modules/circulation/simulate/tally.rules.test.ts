import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PastLoan, Replayed } from './past-loan.rules.ts'
import { count, newTally, outcomeOf } from './tally.rules.ts'

const loan = (membership_type: string, branch_id = '1') =>
  ({ membership_type, branch_id, item_type: 'book' }) as PastLoan
const made = (more: Partial<Replayed> = {}): Replayed => ({
  refused: false,
  renewals: 0,
  days: 20,
  late_days: 0,
  fine_cents: 0,
  hold_wait_days: null,
  ...more,
})

test('sums and averages stand side by side, over the loans that each version allows', () => {
  const tally = newTally()
  for (let i = 0; i < 6; i++)
    count(tally, loan('volwassene'), made({ days: 20, renewals: 1 }), made({ days: 10, hold_wait_days: 4 }))
  for (let i = 0; i < 6; i++)
    count(tally, loan('jeugd'), made({ late_days: 3, fine_cents: 30 }), made({ refused: true }))
  const { all, by } = outcomeOf(tally)
  assert.deepEqual(all.before, {
    lent: 12,
    refused: 0,
    renewals: 6,
    average_days: 20,
    late: 6,
    fine_cents: 180,
    holds: 0,
    average_wait_days: null,
  })
  assert.deepEqual(all.after, {
    lent: 6,
    refused: 6,
    renewals: 0,
    average_days: 10,
    late: 0,
    fine_cents: 0,
    holds: 6,
    average_wait_days: 4,
  })
  assert.deepEqual(
    by.membership_type.map(g => [g.key, g.loans, g.after?.refused]),
    [
      ['jeugd', 6, 6],
      ['volwassene', 6, 0],
    ],
  )
})

test('a group of fewer than five loans is named and not measured; nothing to average is null', () => {
  const tally = newTally()
  for (let i = 0; i < 5; i++) count(tally, loan('volwassene'), made(), made())
  for (let i = 0; i < 4; i++) count(tally, loan('klas', '2'), made(), made())
  const { by } = outcomeOf(tally)
  assert.deepEqual(
    by.branch_id.map(g => [g.key, g.loans, g.before?.lent ?? null]),
    [
      ['1', 5, 5],
      ['2', null, null],
    ],
  )
  assert.equal(outcomeOf(newTally()).all.loans, null)
})
