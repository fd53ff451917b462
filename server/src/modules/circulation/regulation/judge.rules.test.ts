import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Limit, RegulationValues } from '@kaft/contract/regulation'
import { compileRegulation } from './compile.rules.ts'
import {
  type CountedLoan,
  type HoldFacts,
  holdFindings,
  type JudgeFacts,
  loanFindings,
  type RenewalFacts,
  renewalFindings,
} from './judge.rules.ts'
import { type RegulationQuery, resolve } from './resolve.rules.ts'

const query: RegulationQuery = {
  branch_id: '1',
  membership_type: 'volwassene',
  age: 40,
  item_type: 'dvd',
  shelf: null,
  item_age_days: null,
  action: 'loan',
  on: '2026-11-25',
}
const lent = { loanable: true, period: { n: 28, unit: 'days' } } as const
const facts: JudgeFacts = {
  query,
  library_id: '9',
  title_id: 't1',
  open_loans: [],
  debt_cents: { library: 0, cooperation: 0 },
}
const loan = (more: Partial<CountedLoan> = {}): CountedLoan => ({
  item_type: 'dvd',
  branch_id: '1',
  library_id: '9',
  title_id: 't9',
  overdue_days: 0,
  ...more,
})
const loans = (n: number, more: Partial<CountedLoan> = {}) => Array.from({ length: n }, () => loan(more))
const limit = (of: Limit['of'], max: number, more: Partial<Limit> = {}): RegulationValues => ({
  ...lent,
  limits: [{ within: 'library', of, max, ...more }],
})
const regulation = (values: RegulationValues) =>
  compileRegulation({ version_id: '7', name: '2026-2', rows: [{ row_no: 3, selectors: {}, values }] })

const lending = (values: RegulationValues, more: Partial<JudgeFacts> = {}) => {
  const compiled = regulation(values)
  const all = { ...facts, ...more }
  return loanFindings(compiled, resolve(compiled, all.query), all)
}
const codes = (findings: readonly { code: string }[]) => findings.map(finding => finding.code)

describe('lending', () => {
  const cases: readonly (readonly [
    says: string,
    values: RegulationValues,
    more: Partial<JudgeFacts>,
    codes: readonly string[],
  ])[] = [
    ['nothing against it', lent, {}, []],
    ['no row', { renewals: 2 }, {}, ['no_rule']],
    ['loanable, but for no period', { loanable: true }, {}, ['no_rule']],
    ['not for loan', { loanable: false }, {}, ['item_not_loanable']],
    ['old enough', { ...lent, min_age: 40 }, {}, []],
    ['too young', { ...lent, min_age: 41 }, {}, ['age_too_low']],
    ['an institution has no age', { ...lent, min_age: 41 }, { query: { ...query, age: null } }, []],
    ['B34: one below the limit', limit('all', 2), { open_loans: loans(1) }, []],
    ['B34: at the limit', limit('all', 1), { open_loans: loans(1) }, ['limit_reached']],
    ['a limit of none', limit('all', 0), {}, ['limit_reached']],
    [
      'other types do not count for this type',
      limit('same_item_type', 1),
      { open_loans: loans(5, { item_type: 'book' }) },
      [],
    ],
    [
      'a group counts together',
      limit(['dvd', 'cd'], 2),
      { open_loans: [loan(), loan({ item_type: 'cd' })] },
      ['limit_reached'],
    ],
    ['a group that this is not part of', limit(['cd', 'book'], 0), {}, []],
    [
      'loans of another branch',
      limit('all', 1, { within: 'branch' }),
      { open_loans: loans(3, { branch_id: '2' }) },
      [],
    ],
    ['loans of another library', limit('all', 1), { open_loans: loans(3, { library_id: '8' }) }, []],
    [
      'loans of all libraries together',
      limit('all', 3, { within: 'cooperation' }),
      { open_loans: loans(3, { library_id: '8' }) },
      ['limit_reached'],
    ],
    [
      'three items of one title are one title',
      limit('all', 2, { counts: 'titles' }),
      { open_loans: loans(3) },
      [],
    ],
    [
      'one more item of a title at home',
      limit('all', 1, { counts: 'titles' }),
      { open_loans: loans(3, { title_id: 't1' }) },
      [],
    ],
    ['a second title', limit('all', 1, { counts: 'titles' }), { open_loans: loans(1) }, ['limit_reached']],
    [
      'debt below the block',
      { ...lent, block_debt_cents: 1000 },
      { debt_cents: { library: 999, cooperation: 5000 } },
      [],
    ],
    [
      'debt at the block',
      { ...lent, block_debt_cents: 1000 },
      { debt_cents: { library: 1000, cooperation: 1000 } },
      ['debt_block'],
    ],
    [
      'from the first cent',
      { ...lent, block_debt_cents: 1 },
      { debt_cents: { library: 1, cooperation: 1 } },
      ['debt_block'],
    ],
    [
      'debt elsewhere, where it counts',
      { ...lent, block_debt_cents: 1000, block_within: 'cooperation' },
      { debt_cents: { library: 0, cooperation: 1000 } },
      ['debt_block'],
    ],
    [
      'B39: overdue for less than the block',
      { ...lent, block_overdue_days: 56 },
      { open_loans: loans(2, { overdue_days: 55 }) },
      [],
    ],
    [
      'B39: overdue for as long as the block',
      { ...lent, block_overdue_days: 56 },
      { open_loans: loans(1, { overdue_days: 56 }) },
      ['overdue_block'],
    ],
    [
      'overdue elsewhere',
      { ...lent, block_overdue_days: 56 },
      { open_loans: loans(1, { overdue_days: 90, library_id: '8' }) },
      [],
    ],
    [
      'every reason at once',
      { ...limit('all', 1), loanable: false, min_age: 99, block_debt_cents: 1 },
      { open_loans: loans(1), debt_cents: { library: 5, cooperation: 5 } },
      ['item_not_loanable', 'age_too_low', 'limit_reached', 'debt_block'],
    ],
  ]
  for (const [says, values, more, expected] of cases)
    test(says, () => assert.deepEqual(codes(lending(values, more)), expected))

  test('a finding says what was counted and which row of which version says so (B34)', () =>
    assert.deepEqual(lending(limit('same_item_type', 4), { open_loans: loans(4) }), [
      {
        code: 'limit_reached',
        weight: 'ask',
        about: { count: 4, limit: 4, item_type: 'dvd', within: 'library' },
        rule: { version_id: '7', row_no: 3, value: 'limits' },
      },
    ]))
})

describe('renewing', () => {
  const renewal: RenewalFacts = {
    ...facts,
    query: { ...query, action: 'renewal' },
    renewals: 0,
    due_on: '2026-12-02',
    overdue_days: 0,
    new_due_on: '2026-12-30',
    steps: [],
  }
  const renewing = (values: RegulationValues, more: Partial<RenewalFacts> = {}) => {
    const compiled = regulation({ ...lent, ...values })
    const all = { ...renewal, ...more }
    return codes(renewalFindings(compiled, resolve(compiled, all.query), all))
  }
  const cut = [{ code: 'max_total' as const, days: -3, to: '2026-12-02' }]
  const cases: readonly (readonly [
    says: string,
    values: RegulationValues,
    more: Partial<RenewalFacts>,
    codes: readonly string[],
  ])[] = [
    ['one left', { renewals: 2 }, { renewals: 1 }, []],
    ['none left', { renewals: 2 }, { renewals: 2 }, ['renewals_exhausted']],
    ['B29: none allowed', { renewals: 0 }, {}, ['renewals_exhausted']],
    ['as often as wanted', { renewals: null }, { renewals: 99 }, []],
    [
      'overdue, where that matters',
      { renewals: 1, renewal_refused_when_overdue: true },
      { overdue_days: 3 },
      ['renewal_when_overdue'],
    ],
    ['overdue, where it does not', { renewals: 1 }, { overdue_days: 3 }, []],
    [
      'B31: exhausted and not later, both said',
      { renewals: 0 },
      { new_due_on: '2026-12-02' },
      ['renewals_exhausted', 'renewal_not_later'],
    ],
    [
      'later than before, but past already',
      { renewals: 1 },
      { due_on: '2026-10-01', new_due_on: '2026-10-29' },
      ['renewal_not_later'],
    ],
    [
      'the whole term is used up',
      { renewals: null, max_total_days: 63 },
      { new_due_on: '2026-12-02', steps: cut },
      ['max_total_reached'],
    ],
    [
      'a part of the term is left',
      { renewals: null, max_total_days: 63 },
      { new_due_on: '2026-12-05', steps: cut },
      [],
    ],
    [
      'limits do not count, blocks do',
      { ...limit('all', 0), renewals: 1, block_debt_cents: 1 },
      { debt_cents: { library: 1, cooperation: 1 } },
      ['debt_block'],
    ],
  ]
  for (const [says, values, more, expected] of cases)
    test(says, () => assert.deepEqual(renewing(values, more), expected))
})

describe('reserving', () => {
  const hold: HoldFacts = { ...facts, open_holds: 2, holds_on_title: 0, on_shelf: true }
  const reserving = (values: RegulationValues, more: Partial<HoldFacts> = {}) => {
    const compiled = regulation({ ...lent, ...values })
    return codes(holdFindings(compiled, resolve(compiled, query), { ...hold, ...more }))
  }
  test('is judged by what the regulation says of it', () => {
    assert.deepEqual(reserving({}), [])
    assert.deepEqual(reserving({ hold_allowed: false }), ['hold_not_allowed'])
    assert.deepEqual(reserving({ hold_only_on_loan: true }), ['item_available_here'])
    assert.deepEqual(reserving({ hold_only_on_loan: true }, { on_shelf: false }), [])
    assert.deepEqual(reserving({ max_holds: 2 }), ['limit_reached'])
    assert.deepEqual(reserving({}, { holds_on_title: 1 }), ['hold_duplicate'])
    assert.deepEqual(reserving({ max_holds_per_title: 2 }, { holds_on_title: 1 }), [])
    assert.deepEqual(reserving({ max_holds_per_title: 2 }, { holds_on_title: 2 }), ['limit_reached'])
    assert.deepEqual(
      reserving({ max_holds: 3, block_debt_cents: 1 }, { debt_cents: { library: 1, cooperation: 1 } }),
      ['debt_block'],
    )
  })
})
