import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import type { PatronFacts } from '../facts/patron-facts.store.ts'
import { compileRegulation } from '../regulation/compile.rules.ts'
import { judgeWish } from './place-hold.rules.ts'
import type { HoldFacts } from './place-hold.store.ts'

const patron: PatronFacts = {
  patron_id: '1',
  library_id: '1',
  membership_type: 'leerkracht',
  member_until: null,
  deceased: false,
  restricted: false,
  birth_on: '1980-01-01',
  gender: 'x',
  postcode: null,
  keep_history: false,
  card: null,
  blocks: [],
  balance_cents: 0,
  debts: [],
  deposit_cents: 0,
  holds: [],
  pickup_costs: [],
  loans: [],
}
const facts = (more: Partial<HoldFacts>): HoldFacts => ({
  title_ids: ['7'],
  epoch: '1',
  item_types: ['boek'],
  items: 2,
  on_shelf_here: 0,
  reachable: true,
  wanted_fits: null,
  after_open: null,
  has_loan: false,
  open_holds: 0,
  holds_on_title: 0,
  next_hold_id: '1',
  expiry_days: null,
  patron_day: null,
  ...more,
})
const judged = (
  rows: readonly Omit<RegulationRow, 'row_no'>[],
  more: Partial<HoldFacts>,
  who: { membership_type?: string; branch_id?: string } = {},
) =>
  judgeWish({
    patron: { ...patron, membership_type: who.membership_type ?? 'leerkracht' },
    facts: facts(more),
    regulation: compileRegulation({
      version_id: '7',
      name: '2026-1',
      rows: rows.map((row, at) => ({ ...row, row_no: at + 1 })),
    }),
    at: { today: '2026-03-02', library_id: '1', branch_id: who.branch_id ?? '1' },
  })

const most = (n: number) => ({ max_holds_per_title: n })
/** As peers have it: for all 1, a category 2, the category and a type 3 or 4, and those at one branch 5. */
const limits = [
  { selectors: {}, values: { loanable: true, period: { n: 3, unit: 'weeks' as const }, ...most(1) } },
  { selectors: { membership_type: 'leerkracht' }, values: most(2) },
  { selectors: { membership_type: 'leerkracht', item_type: 'boek' }, values: most(3) },
  { selectors: { membership_type: 'leerkracht', item_type: 'dvd' }, values: most(4) },
  { selectors: { membership_type: 'leerkracht', item_type: 'dvd', branch_id: '2' }, values: most(5) },
]
/** The number of holds at which one more is refused, and what the refusal says of it. */
const limitOf = (item_types: string[], who: { membership_type?: string; branch_id?: string } = {}) => {
  for (let n = 0; n < 10; n++) {
    const [finding] = judged(limits, { item_types, holds_on_title: n }, who).findings
    if (finding) return [n, finding.code, finding.about['limit'] ?? null, finding.rule?.row_no]
  }
  return assert.fail('nothing is ever refused')
}

test('B41 the most precise row gives the number of holds on a title: one, two, three, four, five', () => {
  assert.deepEqual(limitOf(['boek'], { membership_type: 'volwassene' }), [1, 'hold_duplicate', null, 1])
  assert.deepEqual(limitOf(['cd']), [2, 'limit_reached', 2, 2])
  assert.deepEqual(limitOf(['boek']), [3, 'limit_reached', 3, 3])
  assert.deepEqual(limitOf(['dvd']), [4, 'limit_reached', 4, 4])
  assert.deepEqual(limitOf(['dvd'], { branch_id: '2' }), [5, 'limit_reached', 5, 5])
})

test('B41 the number of a title is the largest over its items, in whatever order they stand', () => {
  for (const item_types of [
    ['boek', 'dvd', 'cd'],
    ['dvd', 'cd', 'boek'],
    ['cd', 'boek', 'dvd'],
  ]) {
    assert.deepEqual(limitOf(item_types), [4, 'limit_reached', 4, 4])
    assert.deepEqual(limitOf(item_types, { branch_id: '2' }), [5, 'limit_reached', 5, 5])
  }
})

test('B41 the largest number counts also where another type of the title decides all else', () => {
  const rows = [
    {
      selectors: {},
      values: {
        loanable: true,
        period: { n: 3, unit: 'weeks' as const },
        hold_only_on_loan: true,
        ...most(5),
      },
    },
    { selectors: { item_type: 'dvd' }, values: { hold_only_on_loan: false, ...most(1) } },
  ]
  const at = (holds_on_title: number) => {
    const of = { item_types: ['dvd', 'boek'], holds_on_title, on_shelf_here: 1 }
    const { findings, query, title_query } = judged(rows, of)
    return [findings.map(f => [f.code, f.rule?.row_no]), query?.item_type, title_query?.item_type]
  }
  assert.deepEqual(
    [at(0), at(4), at(5)],
    [
      [[], 'dvd', 'boek'],
      [[], 'dvd', 'boek'],
      [[['limit_reached', 1]], 'dvd', 'boek'],
    ],
  )
})

test('of the types of a title the one decides that stops nothing, though it asks more, and then the cheapest', () => {
  const cost = (placing_cents: number) => ({
    hold_cost: { placing_cents, pickup_cents: 0, not_collected_cents: 0 },
  })
  const rows = [
    { selectors: {}, values: { loanable: true, period: { n: 3, unit: 'weeks' as const }, ...cost(100) } },
    { selectors: { item_type: 'dvd' }, values: { hold_allowed: false } },
    {
      selectors: { item_type: 'cd' },
      values: { hold_only_on_loan: true, max_holds: 1, ...cost(50) },
    },
    { selectors: { item_type: 'strip' }, values: cost(20) },
  ]
  const open = { open_holds: 1, on_shelf_here: 1 }
  const asks = judged(rows, { item_types: ['dvd', 'cd'], ...open })
  assert.deepEqual(
    asks.findings.map(f => [f.code, f.weight]),
    [
      ['item_available_here', 'ask'],
      ['limit_reached', 'ask'],
    ],
    'a desk may pass a question, and not the end of it',
  )
  const cheap = judged(rows, { item_types: ['boek', 'strip'], ...open })
  assert.deepEqual([cheap.findings, cheap.cost.placing_cents], [[], 20])
})
