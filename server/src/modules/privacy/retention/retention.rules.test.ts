import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Life, removedBy, retentionOf } from './retention.rules.ts'

const ended = (member_until: string | null, more: Partial<Life> = {}): Life => ({
  member_until,
  last_return_on: null,
  last_hold_closed_on: null,
  last_settled_on: null,
  open_loans: 0,
  open_holds: 0,
  balance_cents: 0,
  deposit_cents: 0,
  open_claims: 0,
  blocks: [],
  merge_until: null,
  restricted_since: null,
  ...more,
})

test('P54 P56 two years after the end, or after the last thing that was open, and in the run of the day after', () => {
  const vectors: readonly [life: Life, kept: string, run: string][] = [
    [ended('2024-03-31'), '2026-03-31', '2026-04-01'],
    [
      ended('2024-03-31', { last_return_on: '2024-06-10', last_settled_on: '2024-09-15' }),
      '2026-09-15',
      '2026-09-16',
    ],
    [ended('2024-02-29'), '2026-02-28', '2026-03-01'],
    [ended('2024-03-31', { last_hold_closed_on: '2024-04-02' }), '2026-04-02', '2026-04-03'],
    // What was closed before the membership ended moves nothing.
    [ended('2024-03-31', { last_return_on: '2023-12-01' }), '2026-03-31', '2026-04-01'],
    [ended('2026-02-28'), '2028-02-28', '2028-02-29'],
  ]
  for (const [life, kept, run] of vectors) {
    const before = retentionOf(life, kept)
    assert.deepEqual([before.state, before.goes_on], ['counting', run])
    assert.equal(before.reasons[0]?.code, 'term_runs')
    assert.deepEqual(before.reasons[0]?.until, kept)
    const then = retentionOf(life, run)
    assert.deepEqual([then.state, then.goes_on, then.reasons], ['due', run, []])
  }
})

test('P56 a membership that goes on, or began again, keeps the record', () => {
  assert.equal(retentionOf(ended(null), '2030-01-01').state, 'active')
  assert.equal(retentionOf(ended('2024-03-31'), '2024-03-31').state, 'active')
  assert.equal(retentionOf(ended('2024-03-31'), '2024-04-01').state, 'counting')
  // Registered again on 2026-03-30, one day before the last.
  assert.equal(retentionOf(ended('2027-03-30'), '2026-04-01').state, 'active')
})

test('P54 each thing that is open keeps the record, and all are told', () => {
  const open: readonly [Partial<Life>, string][] = [
    [{ open_loans: 1 }, 'open_loans'],
    [{ open_holds: 2 }, 'open_holds'],
    [{ balance_cents: 1 }, 'open_costs'],
    [{ balance_cents: -1 }, 'open_credit'],
    [{ deposit_cents: 500 }, 'open_credit'],
    [{ open_claims: 1 }, 'open_claims'],
    [{ blocks: [{ reason: 'Deurwaarder', since: '2023-05-04', until: null }] }, 'blocked'],
    [{ blocks: [{ reason: 'Schorsing', since: '2023-05-04', until: '2026-04-01' }] }, 'blocked'],
    [{ merge_until: '2026-04-01' }, 'merge_open'],
    [{ restricted_since: '2025-01-01' }, 'restricted'],
  ]
  for (const [more, code] of open) {
    const said = retentionOf(ended('2024-03-31', more), '2026-04-01')
    assert.deepEqual([said.state, said.since, said.goes_on], ['waiting', null, null])
    assert.deepEqual(
      said.reasons.map(r => r.code),
      [code],
    )
  }
  const all = Object.assign({}, ...open.map(([more]) => more)) as Partial<Life>
  assert.equal(retentionOf(ended('2024-03-31', all), '2026-04-01').reasons.length, 7)
  // A block or a merge that is over by itself keeps nothing.
  const over = {
    blocks: [{ reason: 'Schorsing', since: '2023-05-04', until: '2026-03-31' }],
    merge_until: '2026-03-31',
  }
  assert.equal(retentionOf(ended('2024-03-31', over), '2026-04-01').state, 'due')
})

test('P54 the run after the last day kept, over leap days and years', () => {
  assert.deepEqual(['2023-02-28', '2024-02-28', '2024-02-29', '2022-02-28', '2024-12-31'].map(removedBy), [
    '2025-03-01',
    '2026-03-01',
    '2026-03-01',
    '2024-02-29',
    '2027-01-01',
  ])
})
