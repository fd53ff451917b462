import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualSmallDebts, writesOff } from './small-debts.rules.ts'

const owes = (balance_cents: number, last_settled_on: string | null, more: object = {}) => ({
  member_until: '2018-03-31',
  last_return_on: null,
  last_hold_closed_on: null,
  last_settled_on,
  open_loans: 0,
  open_holds: 0,
  balance_cents,
  charges_cents: balance_cents,
  deposit_cents: 0,
  open_claims: 0,
  blocks: [],
  merge_until: null,
  restricted_since: null,
  ...more,
})

test('Q1 a small debt of five years is written off, and nothing else is', () => {
  const today = '2026-06-01'
  const cases: readonly [ReturnType<typeof owes>, typeof usualSmallDebts, boolean][] = [
    [owes(500, '2021-06-01'), usualSmallDebts, true],
    [owes(501, '2021-06-01'), usualSmallDebts, false],
    [owes(500, '2021-06-02'), usualSmallDebts, false],
    [owes(0, '2021-06-01'), usualSmallDebts, false],
    [owes(-500, '2021-06-01'), usualSmallDebts, false],
    [owes(500, '2021-06-01', { open_loans: 1 }), usualSmallDebts, false],
    [
      owes(500, '2021-06-01', { blocks: [{ reason: 'Deurwaarder', since: '2019-01-01', until: null }] }),
      usualSmallDebts,
      false,
    ],
    [owes(500, '2021-06-01', { charges_cents: 700 }), usualSmallDebts, false],
    [owes(500, '2021-06-01', { member_until: null }), usualSmallDebts, false],
    [owes(500, '2021-06-01'), { years: null, most_cents: 500 }, false],
    [owes(900, '2023-06-01'), { years: 3, most_cents: 1000 }, true],
  ]
  for (const [life, rule, expected] of cases) assert.equal(writesOff(life, rule, today), expected)
})
