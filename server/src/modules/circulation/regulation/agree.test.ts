import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RegulationRow, RegulationValues } from '@kaft/contract/regulation'
import { addDays } from '../../../base/dates.ts'
import { compileRegulation } from './compile.rules.ts'
import { valueKeys } from './defaults.rules.ts'
import { effectiveValues } from './effective.rules.ts'
import { flipOf } from './flip.rules.ts'
import { type CountedLoan, type JudgeFacts, loanFindings, type OpenDebt } from './judge.rules.ts'
import { type RegulationQuery, resolve, sourceOf } from './resolve.rules.ts'
import { replay, traceOf } from './trace.rules.ts'

/* Whatever the rows and the case: what is explained is what was decided, and the change that is named helps. */

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })
/** Named now and then, so that rows hold for many cases. */
const rare = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary: arb }, { weight: 3, arbitrary: fc.constant(undefined) })
const present = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

const anyLimit = fc.record({
  within: fc.constantFrom('branch' as const, 'library' as const, 'cooperation' as const),
  of: fc.constantFrom<'all' | 'same_item_type' | string[]>('all', 'same_item_type', ['dvd', 'cd']),
  max: fc.integer({ min: 1, max: 6 }),
  counts: fc.constantFrom('items' as const, 'titles' as const),
})
const anyValues: fc.Arbitrary<RegulationValues> = fc
  .record({
    loanable: maybe(fc.constant(true)),
    limits: maybe(fc.array(anyLimit, { maxLength: 3 })),
    min_age: maybe(fc.integer({ min: 1, max: 30 })),
    deposit_cents: maybe(fc.integer({ min: 0, max: 3000 })),
    block_debt_cents: maybe(fc.integer({ min: 1, max: 2000 })),
    block_debt_days: maybe(fc.integer({ min: 1, max: 60 })),
    block_overdue_days: maybe(fc.integer({ min: 1, max: 60 })),
    block_overdue_count: maybe(fc.integer({ min: 1, max: 4 })),
    block_within: maybe(fc.constantFrom('library' as const, 'cooperation' as const)),
    block_weight: maybe(fc.constantFrom('ask' as const, 'stop' as const)),
    label_age: maybe(fc.constantFrom('ignored' as const, 'enforced' as const)),
    desk_only: maybe(fc.constant<'loan'[]>(['loan'])),
  })
  .map(present<RegulationValues>)
const anyRows: fc.Arbitrary<RegulationRow[]> = fc
  .array(
    fc.record({
      selectors: fc
        .record({
          item_type: rare(fc.constantFrom('book', 'dvd')),
          membership_type: rare(fc.constantFrom('volwassene', 'jeugd')),
          branch_id: rare(fc.constantFrom('1', '2')),
          season: rare(fc.constantFrom({ from: '07-01', to: '08-31' }, { from: '12-01', to: '02-29' })),
          age_band: rare(fc.constantFrom({ to: 11 }, { from: 60 })),
        })
        .map(present<RegulationRow['selectors']>),
      values: anyValues,
    }),
    { maxLength: 8 },
  )
  .map(rows => [
    { row_no: 1, selectors: {}, values: { loanable: true, period: { n: 21, unit: 'days' as const } } },
    ...rows.map((row, at) => ({ row_no: at + 2, ...row })),
  ])
const anyLoan: fc.Arbitrary<CountedLoan> = fc.record({
  item_type: fc.constantFrom('book', 'dvd', 'cd'),
  branch_id: fc.constantFrom('1', '2'),
  library_id: fc.constantFrom('1', '2'),
  title_id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'),
  overdue_days: fc.integer({ min: 0, max: 70 }),
})
const anyDebt: fc.Arbitrary<OpenDebt> = fc.record({
  library_id: fc.constantFrom('1', '2'),
  cents: fc.integer({ min: 1, max: 900 }),
  days: fc.integer({ min: 0, max: 90 }),
})
const sum = (debts: readonly OpenDebt[]) => debts.reduce((all, { cents }) => all + cents, 0)
const anyFacts: fc.Arbitrary<JudgeFacts> = fc
  .record({
    item_type: fc.constantFrom('book', 'dvd'),
    membership_type: fc.constantFrom('volwassene', 'jeugd'),
    age: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
    on: fc.integer({ min: 0, max: 1500 }).map(n => addDays('2026-01-01', n)),
    open_loans: fc.array(anyLoan, { maxLength: 10 }),
    debts: fc.array(anyDebt, { maxLength: 4 }),
    label_age: fc.option(fc.integer({ min: 1, max: 18 }), { nil: null }),
    deposit_cents: fc.integer({ min: 0, max: 3000 }),
    source: fc.constantFrom('desk' as const, 'self' as const, 'internet' as const, 'job' as const),
  })
  .map(({ item_type, membership_type, age, on, debts, ...facts }) => ({
    query: {
      branch_id: '1',
      membership_type,
      age,
      item_type,
      shelf: null,
      item_age_days: 40,
      action: 'loan',
      on,
    },
    library_id: '1',
    title_id: '99',
    debts,
    debt_cents: { library: sum(debts.filter(d => d.library_id === '1')), cooperation: sum(debts) },
    ...facts,
  }))
const compiledOf = (rows: readonly RegulationRow[]) =>
  compileRegulation({ version_id: '7', name: '2026-1', rows })

test('there is no verdict without a trace, and the trace gives the same verdict, values and rows', () => {
  let refused = 0
  fc.assert(
    fc.property(anyRows, anyFacts, (rows, facts) => {
      const compiled = compiledOf(rows)
      const resolved = resolve(compiled, facts.query)
      const findings = loanFindings(compiled, resolved, facts)
      const trace = JSON.parse(JSON.stringify(traceOf(compiled, resolved)))
      const again = replay(compiled, trace)
      assert.deepEqual(again, resolved)
      assert.deepEqual(loanFindings(compiled, again, facts), findings)
      if (findings.length > 0) refused++
      for (const { rule } of findings) {
        assert.equal(rule?.version_id, '7', 'every reason names the version that it comes from')
        assert.ok(rule.row_no === null || trace.rows.includes(rule.row_no))
      }
    }),
    { numRuns: 500 },
  )
  assert.ok(refused > 50, `only ${refused} refusals were tried`)
})

test('every effective value names the row that gives it, and no row that lost is more precise', () => {
  const speech = { language: 'nl' as const, today: '2026-03-02', names: {} }
  fc.assert(
    fc.property(anyRows, anyFacts, (rows, { query }) => {
      const compiled = compiledOf(rows)
      const resolved = resolve(compiled, query)
      const values = effectiveValues(compiled, query, speech)
      assert.deepEqual(
        values.map(value => value.key),
        valueKeys,
      )
      for (const { key, row_no, says, lost } of values) {
        assert.equal(row_no, sourceOf(resolved, key as keyof typeof resolved.values))
        assert.ok(says.length > 0)
        for (const one of lost) assert.ok(one.because.length > 0 && compiled.rows.has(one.row_no))
        if (row_no !== null && key !== 'limits')
          assert.ok(!lost.some(one => one.row_no === row_no), 'nobody loses to themselves')
      }
    }),
    { numRuns: 200 },
  )
})

/** The case after the change that was named for a reason: what came back, what was paid, how old, where. */
function after(
  facts: JudgeFacts,
  flips: readonly ReturnType<typeof flipOf>[],
  query: RegulationQuery,
): JudgeFacts {
  const has = (code: string) => flips.find(flip => flip.code === code)
  const grown = Math.max(query.age ?? 0, ...flips.filter(f => f.kind === 'grow').map(f => f.n))
  const paysAll = has('debt_block') || has('debt_age_block')
  return {
    ...facts,
    query: { ...query, age: query.age === null ? null : grown },
    open_loans: flips.some(f => f.kind === 'return') ? [] : facts.open_loans,
    ...(paysAll ? { debts: [], debt_cents: { library: 0, cooperation: 0 } } : {}),
    deposit_cents: (facts.deposit_cents ?? 0) + (has('deposit_needed')?.n ?? 0),
    ...(has('desk_only') ? { source: 'desk' as const } : {}),
  }
}

test('with the changes that are named, nothing stands in the way any more', () => {
  fc.assert(
    fc.property(anyRows, anyFacts, (rows, facts) => {
      const compiled = compiledOf(rows)
      const findings = loanFindings(compiled, resolve(compiled, facts.query), facts)
      const flips = findings.map(flipOf)
      assert.ok(flips.every(({ kind, n }) => kind === 'desk' || n > 0))
      const changed = after(facts, flips, facts.query)
      const left = loanFindings(compiled, resolve(compiled, changed.query), changed)
      // Who is older may meet another row; then that row speaks for itself.
      if (changed.query.age === facts.query.age) assert.deepEqual(left, [])
    }),
    { numRuns: 400 },
  )
})

test('the amount and the number that are named are the smallest that help', () => {
  const values: RegulationValues = {
    block_debt_cents: 500,
    limits: [{ within: 'library', of: 'all', max: 3 }],
  }
  const compiled = compiledOf([
    { row_no: 1, selectors: {}, values: { loanable: true, period: { n: 21, unit: 'days' }, ...values } },
  ])
  const loan = { item_type: 'book', branch_id: '1', library_id: '1', overdue_days: 0 }
  const at = (cents: number, loans: number) => {
    const query: RegulationQuery = {
      branch_id: '1',
      membership_type: null,
      age: null,
      item_type: 'book',
      shelf: null,
      item_age_days: null,
      action: 'loan',
      on: '2026-03-02',
    }
    const open_loans = Array.from({ length: loans }, (_, n) => ({ ...loan, title_id: String(n) }))
    const facts = {
      query,
      library_id: '1',
      title_id: '9',
      open_loans,
      debt_cents: { library: cents, cooperation: cents },
    }
    return loanFindings(compiled, resolve(compiled, query), facts)
  }
  const [debt, limit] = at(1240, 5).toReversed().map(flipOf)
  assert.deepEqual([debt?.kind, debt?.n, limit?.kind, limit?.n], ['pay', 741, 'return', 3])
  assert.deepEqual(at(1240 - 741, 5 - 3), [])
  assert.equal(at(1240 - 740, 5 - 2).length, 2)
})

test('a case that no row speaks of is explained too: nothing can be lent there', () => {
  const nothing = compileRegulation({ version_id: '1', name: '2026-1', rows: [] })
  const query: RegulationQuery = {
    branch_id: null,
    membership_type: 'volwassene',
    age: null,
    item_type: 'game',
    shelf: null,
    item_age_days: null,
    action: 'loan',
    on: '2026-11-25',
  }
  const said = effectiveValues(nothing, query, { language: 'nl', today: '2026-11-25', names: {} })
  assert.deepEqual(
    said.map(value => value.key),
    valueKeys,
  )
  assert.equal(said.find(value => value.key === 'period')?.says, 'geen regel')
  assert.ok(said.every(value => value.row_no === null && value.says !== ''))
})
