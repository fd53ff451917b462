import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RegulationRow, RegulationSelectors, RegulationValues } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { compileRegulation } from './compile.rules.ts'
import { regulationDefaults } from './defaults.rules.ts'
import { dayFines } from './patterns/day-fines.ts'
import {
  candidates,
  limitIdentity,
  type RegulationQuery,
  type Resolved,
  resolve,
  sourceOf,
} from './resolve.rules.ts'

const adult: RegulationQuery = {
  branch_id: '1',
  membership_type: 'volwassene',
  age: 40,
  item_type: 'book',
  shelf: 'Romans',
  item_age_days: 900,
  action: 'loan',
  on: '2026-11-25',
}
const row = (row_no: number, selectors: RegulationSelectors, values: RegulationValues): RegulationRow => ({
  row_no,
  selectors,
  values,
})
const days = (n: number) => ({ period: { n, unit: 'days' as const } })
const compiled = (...rows: RegulationRow[]) => compileRegulation({ version_id: '7', name: '2026-2', rows })
const periodOf = (rows: RegulationRow[], query: Partial<RegulationQuery> = {}) =>
  resolve(compiled(...rows), { ...adult, ...query }).source.period

describe('which row wins', () => {
  const wide = row(1, {}, days(28))
  const cases: readonly (readonly [
    says: string,
    rows: RegulationRow[],
    query: Partial<RegulationQuery>,
    wins: number | null,
  ])[] = [
    ['the only one', [wide], {}, 1],
    ['none: the default of the house', [row(1, { item_type: 'dvd' }, days(7))], {}, null],
    ['who names the item type', [wide, row(2, { item_type: 'book' }, days(21))], {}, 2],
    [
      'item type before membership type',
      [row(1, { membership_type: 'volwassene' }, days(1)), row(2, { item_type: 'book' }, days(2))],
      {},
      2,
    ],
    [
      'membership type before age, shelf, branch and dates together',
      [
        row(1, { age_band: { from: 18 }, shelf: 'Romans', branch_id: '1', from_on: '2026-01-01' }, days(1)),
        row(2, { membership_type: 'volwassene' }, days(2)),
      ],
      {},
      2,
    ],
    [
      'age before shelf',
      [row(1, { shelf: 'Romans' }, days(1)), row(2, { age_band: { from: 18 } }, days(2))],
      {},
      2,
    ],
    [
      'shelf before branch',
      [row(1, { branch_id: '1' }, days(1)), row(2, { shelf: 'Romans' }, days(2))],
      {},
      2,
    ],
    [
      'branch before item age',
      [row(1, { item_age_days: { from: 1 } }, days(1)), row(2, { branch_id: '1' }, days(2))],
      {},
      2,
    ],
    [
      'item age before action',
      [row(1, { action: 'loan' }, days(1)), row(2, { item_age_days: { from: 1 } }, days(2))],
      {},
      2,
    ],
    [
      'action before dates',
      [row(1, { from_on: '2026-01-01' }, days(1)), row(2, { action: 'loan' }, days(2))],
      {},
      2,
    ],
    [
      'who names more',
      [row(1, { item_type: 'book' }, days(1)), row(2, { item_type: 'book', from_on: '2026-01-01' }, days(2))],
      {},
      2,
    ],
    [
      'the narrower age',
      [row(1, { age_band: { from: 18 } }, days(1)), row(2, { age_band: { from: 30, to: 45 } }, days(2))],
      {},
      2,
    ],
    [
      'the narrower dates',
      [
        row(1, { from_on: '2026-01-01' }, days(1)),
        row(2, { from_on: '2026-01-01', until_on: '2026-12-31' }, days(2)),
        row(3, { from_on: '2026-11-01', until_on: '2026-11-30' }, days(3)),
      ],
      {},
      3,
    ],
    [
      'both ends of an age are included',
      [wide, row(2, { age_band: { from: 6, to: 11 } }, days(2))],
      { age: 11 },
      2,
    ],
    ['and the year after is not', [wide, row(2, { age_band: { from: 6, to: 11 } }, days(2))], { age: 12 }, 1],
    [
      'the first day counts',
      [wide, row(2, { from_on: '2026-11-25', until_on: '2026-11-25' }, days(2))],
      {},
      2,
    ],
    ['the day after does not', [wide, row(2, { until_on: '2026-11-24' }, days(2))], {}, 1],
    [
      'an unknown age has no rule for an age',
      [wide, row(2, { age_band: { from: 0 } }, days(2))],
      { age: null },
      1,
    ],
    [
      'an empty band names nothing',
      [wide, row(2, { item_type: 'book', age_band: {} }, days(2))],
      { age: null },
      2,
    ],
    [
      'without an item type no rule for one',
      [wide, row(2, { item_type: 'book' }, days(2))],
      { item_type: null },
      1,
    ],
    ['renewal is its own action', [wide, row(2, { action: 'renewal' }, days(2))], { action: 'renewal' }, 2],
  ]
  for (const [says, rows, query, wins] of cases)
    test(says, () => {
      assert.equal(periodOf(rows, query), wins)
      assert.equal(periodOf(rows.toReversed(), query), wins)
    })
})

describe('what a row leaves open', () => {
  const answer = resolve(
    compiled(
      row(1, {}, { loanable: true, ...days(28), renewals: 2, block_debt_cents: 1000, max_total_days: 63 }),
      row(2, { item_type: 'dvd' }, { ...days(7), max_total_days: null }),
    ),
    { ...adult, item_type: 'dvd' },
  )
  test('a wider row fills, and what no row says is the default', () => {
    assert.deepEqual(answer.values.period, { n: 7, unit: 'days' })
    assert.equal(answer.values.renewals, 2)
    assert.equal(answer.values.pickup_days, regulationDefaults.pickup_days)
    assert.deepEqual(
      [sourceOf(answer, 'period'), sourceOf(answer, 'renewals'), sourceOf(answer, 'pickup_days')],
      [2, 1, null],
    )
    assert.deepEqual(answer.rows, [2, 1])
  })
  test('but not when the row says that there expressly is none', () => {
    assert.equal(answer.values.max_total_days, null)
    assert.equal(answer.source.max_total_days, 2)
  })
  test('limits fall through one by one', () => {
    const dvd = resolve(compiled(...dayFines.rows), { ...adult, item_type: 'dvd', membership_type: 'klas' })
    assert.deepEqual(dvd.values.limits, [
      { within: 'library', of: 'same_item_type', max: 4, row_no: 2 },
      { within: 'library', of: 'all', max: 30, row_no: 8 },
    ])
  })
})

test('every row that held is named, with what it gave and to what it lost', () => {
  const found = candidates(compiled(...dayFines.rows), {
    ...adult,
    item_type: 'dvd',
    membership_type: 'jeugd',
    age: 10,
  })
  assert.deepEqual(
    found.map(candidate => candidate.row_no),
    [6, 2, 7, 1],
  )
  assert.deepEqual(found[0], { row_no: 6, gave: ['loanable'], lost: [] })
  assert.deepEqual(found[3]?.lost, [
    { key: 'loanable', to: 6, by: 'item_type' },
    { key: 'period', to: 2, by: 'item_type' },
    { key: 'renewals', to: 2, by: 'item_type' },
    { key: 'block_debt_cents', to: 7, by: 'membership_type' },
  ])
})

test('two rows with one number are refused', () =>
  assert.throws(() => compiled(row(1, {}, {}), row(1, { item_type: 'cd' }, {})), /numbers two rows the same/))

/** The sentence of precedence, written down a second time as plainly as it can be. */
const naive = (
  rows: readonly RegulationRow[],
  query: RegulationQuery,
): Pick<Resolved, 'values' | 'source' | 'rows'> => {
  const between = <T extends number | string>(value: T | null, from: T | undefined, to: T | undefined) =>
    (from === undefined && to === undefined) ||
    (value !== null && (from === undefined || from <= value) && (to === undefined || value <= to))
  const same = (named: string | undefined, value: string | null) => named === undefined || named === value
  const span = (from: number | undefined, to: number | undefined) => (to ?? 2 ** 53 - 1) - (from ?? 0)
  const dates = ({ from_on, until_on }: RegulationSelectors) =>
    from_on && until_on
      ? (Date.parse(until_on) - Date.parse(from_on)) / 864e5
      : from_on || until_on
        ? 1e7
        : 2e7
  const weight = (s: RegulationSelectors): number[] => [
    ...[s.item_type, s.membership_type, s.age_band?.from ?? s.age_band?.to, s.shelf, s.branch_id].map(n =>
      n === undefined ? 1 : 0,
    ),
    ...[s.item_age_days?.from ?? s.item_age_days?.to, s.action, s.from_on ?? s.until_on].map(n =>
      n === undefined ? 1 : 0,
    ),
    span(s.age_band?.from, s.age_band?.to),
    span(s.item_age_days?.from, s.item_age_days?.to),
    dates(s),
  ]
  const matching = rows
    .filter(({ selectors: s }) =>
      [
        same(s.item_type, query.item_type),
        same(s.membership_type, query.membership_type),
        same(s.shelf, query.shelf),
        same(s.branch_id, query.branch_id),
        same(s.action, query.action),
        between(query.age, s.age_band?.from, s.age_band?.to),
        between(query.item_age_days, s.item_age_days?.from, s.item_age_days?.to),
        between(query.on, s.from_on, s.until_on),
      ].every(Boolean),
    )
    .sort((a, b) => {
      const [x, y] = [weight(a.selectors), weight(b.selectors)]
      const at = x.findIndex((n, i) => n !== y[i])
      return at < 0 ? a.row_no - b.row_no : (x[at] ?? 0) - (y[at] ?? 0)
    })
  const values: Record<string, unknown> = { ...regulationDefaults }
  const source: Record<string, number | null> = Object.fromEntries(
    Object.keys(regulationDefaults)
      .filter(key => key !== 'limits')
      .map(key => [key, null]),
  )
  const limits: Resolved['values']['limits'] = []
  const used = new Set<number>()
  for (const { row_no, values: given } of matching)
    for (const [key, value] of Object.entries(given)) {
      if (key === 'limits') {
        for (const limit of given.limits ?? [])
          if (!limits.some(other => limitIdentity(other) === limitIdentity(limit))) {
            limits.push({ ...limit, row_no })
            used.add(row_no)
          }
      } else if (source[key] === null) {
        values[key] = value
        source[key] = row_no
        used.add(row_no)
      }
    }
  return {
    values: { ...values, limits } as Resolved['values'],
    source: source as Resolved['source'],
    rows: [...used],
  }
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  // Mostly absent: a row that names eight things hardly ever holds, and then nothing is tried.
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const band = (most: number) =>
  maybe(
    fc.record(
      { from: fc.integer({ min: 0, max: most }), to: fc.integer({ min: 0, max: most }) },
      { requiredKeys: [] },
    ),
  )
const someDay = fc.integer({ min: 1, max: 28 }).map(n => `2026-11-${String(n).padStart(2, '0')}`)
const without = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T
const anySelectors = fc
  .record({
    item_type: maybe(fc.constantFrom('book', 'dvd')),
    membership_type: maybe(fc.constantFrom('volwassene', 'jeugd')),
    shelf: maybe(fc.constantFrom('Romans', 'Jeugd')),
    branch_id: maybe(fc.constantFrom('1', '2')),
    action: maybe(fc.constantFrom('loan', 'renewal')),
    age_band: band(20),
    item_age_days: band(20),
    from_on: maybe(someDay),
    until_on: maybe(someDay),
  })
  .map(selectors => without(selectors) as RegulationSelectors)
const anyValues = fc
  .record({
    loanable: maybe(fc.boolean()),
    period: maybe(fc.record({ n: fc.nat(60), unit: fc.constantFrom('days', 'weeks') })),
    renewals: maybe(fc.option(fc.nat(5))),
    block_debt_cents: maybe(fc.option(fc.integer({ min: 1, max: 2000 }))),
    limits: maybe(
      fc.array(
        fc.record({
          within: fc.constantFrom('branch', 'library'),
          of: fc.constantFrom('all', 'same_item_type'),
          max: fc.nat(20),
        }),
        { maxLength: 2 },
      ),
    ),
  })
  .map(values => without(values) as RegulationValues)
const anyRows = fc
  .array(fc.record({ selectors: anySelectors, values: anyValues }), { minLength: 3, maxLength: 12 })
  .map(rows => rows.map((made, at) => ({ row_no: at + 1, ...made })))
const anyQuery: fc.Arbitrary<RegulationQuery> = fc.record({
  branch_id: fc.option(fc.constantFrom('1', '2', '3')),
  membership_type: fc.option(fc.constantFrom('volwassene', 'jeugd', 'klas')),
  age: fc.option(fc.integer({ min: 0, max: 22 })),
  item_type: fc.option(fc.constantFrom('book', 'dvd', 'cd')),
  shelf: fc.option(fc.constantFrom('Romans', 'Jeugd', 'Strips')),
  item_age_days: fc.option(fc.integer({ min: 0, max: 22 })),
  action: fc.constantFrom('loan', 'renewal'),
  on: someDay,
})

test('the rows that are tried do hold, several at a time', () => {
  const held = fc
    .sample(fc.tuple(anyRows, anyQuery), { numRuns: 500, seed: 1 })
    .map(([rows, query]) => candidates(compiled(...rows), query).length)
  assert.ok(held.filter(count => count >= 2).length > 150)
})

test('the compiled tables answer as the sentence of precedence does, asked once or many times', () => {
  fc.assert(
    fc.property(anyRows, fc.array(anyQuery, { minLength: 1, maxLength: 8 }), (rows, queries) => {
      const regulation = compiled(...rows)
      for (const query of [...queries, ...queries]) {
        const answer = resolve(regulation, query)
        assert.deepEqual(
          { values: { ...answer.values }, source: { ...answer.source }, rows: [...answer.rows] },
          naive(rows, query),
        )
      }
    }),
    { numRuns: 1500 },
  )
})

test('what the candidates gave is what the answer took, and every other value of theirs is accounted for', () => {
  fc.assert(
    fc.property(anyRows, anyQuery, (rows, query) => {
      const answer = resolve(compiled(...rows), query)
      const found = candidates(compiled(...rows), query)
      for (const { row_no, gave, lost } of found) {
        for (const key of gave) if (key !== 'limits') assert.equal(sourceOf(answer, key), row_no)
        for (const { key, to } of lost) if (key !== 'limits') assert.equal(sourceOf(answer, key), to)
        const named = rows.find(candidate => candidate.row_no === row_no)?.values ?? {}
        for (const key of Object.keys(named))
          assert.ok(key === 'limits' || gave.includes(key as never) || lost.some(loss => loss.key === key))
      }
      assert.deepEqual(
        found.filter(({ gave }) => gave.length > 0).map(({ row_no }) => row_no),
        [...answer.rows],
      )
    }),
    { numRuns: 500 },
  )
})
