import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Code } from '../codes.ts'
import { operations } from '../index.ts'
import { textToReader } from './to-readers.ts'

/** What the regulation and the record of a patron say of lending, renewing and reserving. */
const findings: readonly Code[] = [
  'patron_expired',
  'patron_blocked',
  'not_identified',
  'consent_missing',
  'patron_deceased',
  'debt_block',
  'debt_age_block',
  'overdue_block',
  'too_many_overdue',
  'card_ended',
  'card_expired',
  'card_lost',
  'limit_reached',
  'age_too_low',
  'item_on_loan_here',
  'loan_claimed',
  'no_rule',
  'deposit_needed',
  'busy_again',
  'processing_restricted',
  'membership_not_accepted',
]
const facts = {
  until: '2026-12-01',
  count: 4,
  limit: 4,
  balance_cents: 2495,
  limit_cents: 1000,
  old_cents: 500,
}

test('no sentence speaks to a reader of "this patron", nor sends them to ask one', () => {
  const own = operations
    .map(one => one.op)
    .filter(o => o.leave === 'reader')
    .flatMap(o => o.codes ?? [])
  assert.ok(own.includes('hold_duplicate'))
  for (const code of new Set([...own, ...findings]))
    for (const about of [{}, facts, { ...facts, limit: 0 }, { ...facts, of: 'holds' }]) {
      assert.doesNotMatch(textToReader('nl', code, about), /(deze|de) leners?\b|lees de eID/i, code)
      assert.doesNotMatch(textToReader('en', code, about), /(this|the) patron\b|read the eID/i, code)
      // "Je" would be the parent, who has nothing late at home.
      const [nl, en] = [textToReader('nl', code, about, 'child'), textToReader('en', code, about, 'child')]
      assert.doesNotMatch(
        nl,
        /(deze|de) leners?\b|\bje (hebt|bent|leende|reserveerde|lidmaatschap)|lees de eID/i,
        code,
      )
      assert.doesNotMatch(
        en,
        /(this|the) patron\b|\byou (have|are|already)|\byour (membership|data)|read the eID/i,
        code,
      )
    }
})

test('a parent is told of the child, and what speaks of the card or the item as everybody is', () => {
  const said = (code: Code, about = {}) => textToReader('nl', code, about, 'child')
  assert.equal(
    said('overdue_block', facts),
    'Je kind heeft 4 exemplaren te laat thuis. Breng dat eerst terug.',
  )
  assert.equal(
    said('patron_expired', { member_until: '2020-10-31' }),
    'Het lidmaatschap van je kind liep tot 31 oktober 2020. Vernieuw het aan de balie.',
  )
  assert.equal(said('debt_block', facts), textToReader('nl', 'debt_block', facts))
  assert.equal(
    textToReader('en', 'limit_reached', { ...facts, of: 'holds' }, 'child'),
    'Your child already has 4 reservations. More at once is not possible.',
  )
})

test('a reader is told the amount and what to do about it', () => {
  assert.equal(
    textToReader('nl', 'debt_block', facts),
    '€ 24,95 staat open. Vanaf € 10,00 kan dit niet. Betaal aan de balie.',
  )
  assert.equal(
    textToReader('nl', 'limit_reached', { ...facts, of: 'holds' }),
    'Je hebt al 4 reserveringen. Meer kan niet tegelijk.',
  )
  assert.equal(
    textToReader('nl', 'hold_no_items', {}),
    'Van deze titel is er geen exemplaar dat gereserveerd kan worden.',
  )
})
