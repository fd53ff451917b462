import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RegulationRow, RegulationSelectors, RegulationValues } from '@kaft/contract/regulation'
import { addDays } from '../../../base/dates.ts'
import { type Finding, weigh } from '../../../base/decision.ts'
import { type CompiledRegulation, compileRegulation, type Places } from './compile.rules.ts'
import { valueKeys } from './defaults.rules.ts'
import { effectiveValues } from './effective.rules.ts'
import { type Flip, flipOf } from './flip.rules.ts'
import {
  type CountedLoan,
  type HoldFacts,
  holdFindings,
  loanFindings,
  type OpenDebt,
  type RenewalFacts,
  renewalFindings,
} from './judge.rules.ts'
import { type RegulationQuery, type Resolved, resolve, sourceOf } from './resolve.rules.ts'
import { wordsOf } from './texts/language.rules.ts'
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
  max: fc.integer({ min: 0, max: 6 }),
  counts: fc.constantFrom('items' as const, 'titles' as const),
})
/** A finding names the number and the reach of its limit: in one row no two are alike in both. */
const anyLimits = fc.uniqueArray(anyLimit, {
  maxLength: 3,
  selector: ({ max, within }) => `${max} ${within}`,
})
const anyValues: fc.Arbitrary<RegulationValues> = fc
  .record({
    loanable: maybe(fc.boolean()),
    limits: maybe(anyLimits),
    min_age: maybe(fc.integer({ min: 1, max: 30 })),
    deposit_cents: maybe(fc.integer({ min: 0, max: 3000 })),
    block_debt_cents: maybe(fc.integer({ min: 1, max: 2000 })),
    block_debt_days: maybe(fc.integer({ min: 1, max: 60 })),
    block_overdue_days: maybe(fc.integer({ min: 1, max: 60 })),
    block_overdue_count: maybe(fc.integer({ min: 1, max: 4 })),
    block_within: maybe(fc.constantFrom('library' as const, 'cooperation' as const)),
    block_weight: maybe(fc.constantFrom('ask' as const, 'stop' as const)),
    label_age: maybe(fc.constantFrom('ignored' as const, 'enforced' as const)),
    desk_only: maybe(fc.subarray(['loan', 'renewal', 'hold'] as const).map(all => [...all])),
    renewals: maybe(fc.option(fc.integer({ min: 0, max: 4 }), { nil: null })),
    max_total_days: maybe(fc.integer({ min: 30, max: 90 })),
    renewal_not_before_days: maybe(fc.integer({ min: 0, max: 20 })),
    renewal_refused_when_overdue: maybe(fc.boolean()),
    hold_allowed: maybe(fc.boolean()),
    hold_only_on_loan: maybe(fc.boolean()),
    max_holds: maybe(fc.option(fc.integer({ min: 0, max: 5 }), { nil: null })),
    max_holds_per_title: maybe(fc.integer({ min: 1, max: 4 })),
  })
  .map(present<RegulationValues>)
const places: Places = { groups: new Map([['2', 'klein']]), cards: new Map([['klas', 'class']]) }
const anyDay = fc.integer({ min: 0, max: 1500 }).map(n => addDays('2026-01-01', n))
/** All that a row can name, each now and then. */
const anySelectors: fc.Arbitrary<RegulationSelectors> = fc
  .record({
    item_type: rare(fc.constantFrom('book', 'dvd')),
    membership_type: rare(fc.constantFrom('volwassene', 'jeugd', 'klas')),
    card_type: rare(fc.constantFrom('person' as const, 'class' as const)),
    age_band: rare(fc.constantFrom({ to: 11 }, { from: 60 }, { from: 12, to: 65 })),
    shelf: rare(fc.constantFrom('Jeugd', 'Fictie')),
    branch_id: rare(fc.constantFrom('1', '2')),
    branch_group: rare(fc.constant('klein')),
    item_age_days: rare(fc.constantFrom({ to: 30 }, { from: 31 })),
    action: rare(fc.constantFrom('loan' as const, 'renewal' as const)),
    from_on: rare(anyDay),
    until_on: rare(anyDay),
    season: rare(fc.constantFrom({ from: '07-01', to: '08-31' }, { from: '12-01', to: '02-29' })),
  })
  .map(present<RegulationSelectors>)
const dimensions = ['item_type', 'membership_type', 'card_type', 'age_band', 'shelf', 'branch_id'] as const
const others = ['branch_group', 'item_age_days', 'action', 'from_on', 'until_on', 'season'] as const
const anyRows: fc.Arbitrary<RegulationRow[]> = fc
  .array(fc.record({ selectors: anySelectors, values: anyValues }), { maxLength: 8 })
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

/** Whatever is asked: a loan, a renewal or a hold, with all that any of them weighs. */
type Facts = RenewalFacts & HoldFacts
interface AnyCase {
  readonly action: 'loan' | 'renewal' | 'hold'
  readonly facts: Facts
}
const anyCase: fc.Arbitrary<AnyCase> = fc
  .record({
    action: fc.constantFrom('loan' as const, 'renewal' as const, 'hold' as const),
    asked: fc.record({
      item_type: fc.constantFrom('book', 'dvd'),
      membership_type: fc.constantFrom('volwassene', 'jeugd', 'klas'),
      age: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
      shelf: fc.constantFrom('Jeugd', 'Fictie', null),
      branch_id: fc.constantFrom('1', '2'),
      item_age_days: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
      on: anyDay,
    }),
    due_in: fc.integer({ min: -30, max: 30 }),
    more_days: fc.integer({ min: -3, max: 40 }),
    cut: fc.boolean(),
    debts: fc.array(anyDebt, { maxLength: 4 }),
    more: fc.record({
      title_id: fc.constantFrom('1', '2', '99'),
      open_loans: fc.array(anyLoan, { maxLength: 10 }),
      label_age: fc.option(fc.integer({ min: 1, max: 18 }), { nil: null }),
      deposit_cents: fc.integer({ min: 0, max: 3000 }),
      source: fc.constantFrom('desk' as const, 'self' as const, 'internet' as const, 'job' as const),
      renewals: fc.integer({ min: 0, max: 5 }),
      open_holds: fc.integer({ min: 0, max: 6 }),
      holds_on_title: fc.integer({ min: 0, max: 5 }),
      on_shelf: fc.boolean(),
    }),
  })
  .map(({ action, asked, due_in, more_days, cut, debts, more }) => {
    const due_on = addDays(asked.on, due_in)
    const new_due_on = addDays(due_on, more_days)
    return {
      action,
      facts: {
        query: { ...asked, action: action === 'renewal' ? 'renewal' : 'loan' },
        library_id: '1',
        debts,
        debt_cents: { library: sum(debts.filter(d => d.library_id === '1')), cooperation: sum(debts) },
        due_on,
        overdue_days: Math.max(0, -due_in),
        new_due_on,
        steps: cut ? [{ code: 'max_total' as const, days: 0, to: new_due_on }] : [],
        ...more,
      },
    }
  })
const speech = { language: 'nl' as const, today: '2026-03-02', names: {} }
const compiledOf = (rows: readonly RegulationRow[]) =>
  compileRegulation({ version_id: '7', name: '2026-1', rows }, places)
const judges = { loan: loanFindings, renewal: renewalFindings, hold: holdFindings }
const judge = (compiled: CompiledRegulation, resolved: Resolved, { action, facts }: AnyCase): Finding[] =>
  judges[action](compiled, resolved, facts)

test('there is no verdict without a trace, and the trace gives the same verdict, values and rows', () => {
  const refused = { loan: 0, renewal: 0, hold: 0 }
  const spoke = new Map<string, number>()
  fc.assert(
    fc.property(anyRows, anyCase, (rows, one) => {
      const compiled = compiledOf(rows)
      const resolved = resolve(compiled, one.facts.query)
      const findings = judge(compiled, resolved, one)
      const trace = JSON.parse(JSON.stringify(traceOf(compiled, resolved)))
      const again = replay(compiled, trace)
      assert.deepEqual(again, resolved)
      assert.deepEqual(judge(compiled, again, one), findings)
      if (findings.length > 0) refused[one.action]++
      for (const { rule } of findings) {
        assert.equal(rule?.version_id, '7', 'every reason names the version that it comes from')
        assert.ok(rule.row_no === null || trace.rows.includes(rule.row_no))
      }
      for (const row_no of resolved.rows)
        for (const name of Object.keys(rows[row_no - 1]?.selectors ?? {}))
          spoke.set(name, (spoke.get(name) ?? 0) + 1)
    }),
    { numRuns: 1000 },
  )
  for (const [action, times] of Object.entries(refused)) assert.ok(times > 50, `${action}: ${times} refusals`)
  for (const name of [...dimensions, ...others])
    assert.ok((spoke.get(name) ?? 0) > 20, `${name} spoke ${spoke.get(name)} times`)
})

/** What a row names, in the one order in which it weighs, as it stands in docs/circulation.md. */
function namedBy(rows: readonly RegulationRow[], row_no: number): string {
  const of = rows.find(row => row.row_no === row_no)?.selectors ?? {}
  const dated = of.from_on ?? of.until_on ?? of.season
  return [
    of.item_type,
    of.membership_type,
    of.card_type,
    of.age_band,
    of.shelf,
    of.branch_id,
    of.branch_group,
    of.item_age_days,
    of.action,
    dated,
  ]
    .map(named => (named === undefined ? '0' : '1'))
    .join('')
}

test('every effective value names the row that gives it, and no row that lost is more precise', () => {
  let beaten = 0
  fc.assert(
    fc.property(anyRows, anyCase, (rows, { facts: { query } }) => {
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
        if (key === 'limits') continue
        if (row_no === null) assert.deepEqual(lost, [], 'where nothing is said nobody loses')
        for (const one of lost) {
          assert.notEqual(one.row_no, row_no, 'nobody loses to themselves')
          assert.ok(namedBy(rows, one.row_no) <= namedBy(rows, row_no ?? 0))
          if (namedBy(rows, one.row_no) < namedBy(rows, row_no ?? 0)) beaten++
        }
      }
    }),
    { numRuns: 3000 },
  )
  assert.ok(beaten > 50, `only ${beaten} rows lost to a more precise one`)
})

/** The case after every change that was named: what came back, was paid, was cancelled, how old, when and where. */
function after({ action, facts }: AnyCase, flips: readonly Flip[]): AnyCase {
  const has = (code: string) => flips.find(flip => flip.code === code)
  const is = (kind: Flip['kind']) => flips.some(flip => flip.kind === kind)
  const { query } = facts
  const grown = Math.max(query.age ?? 0, ...flips.filter(f => f.kind === 'grow').map(f => f.n))
  const waited = Math.max(0, ...flips.filter(f => f.kind === 'wait').map(f => f.n))
  const paysAll = has('debt_block') || has('debt_age_block')
  return {
    action,
    facts: {
      ...facts,
      query: { ...query, age: query.age === null ? null : grown, on: addDays(query.on, waited) },
      open_loans: is('return') ? [] : facts.open_loans,
      ...(is('cancel') ? { open_holds: 0, holds_on_title: 0 } : {}),
      ...(paysAll ? { debts: [], debt_cents: { library: 0, cooperation: 0 } } : {}),
      deposit_cents: (facts.deposit_cents ?? 0) + (has('deposit_needed')?.n ?? 0),
      ...(has('desk_only') ? { source: 'desk' as const } : {}),
    },
  }
}
/** What no change of the case takes away: a regulation, a day or a title that is as it is. */
const beyond = ['no_rule', 'limit_reached', 'hold_not_allowed', 'hold_duplicate', 'renewal_not_later']

test('with the changes that are named, nothing stands in the way but what is passed or told to be beyond them', () => {
  const went = { loan: 0, renewal: 0, hold: 0 }
  fc.assert(
    fc.property(anyRows, anyCase, (rows, one) => {
      const compiled = compiledOf(rows)
      const resolved = resolve(compiled, one.facts.query)
      const findings = judge(compiled, resolved, one)
      const flips = findings.map(flipOf)
      for (const [at, { kind, code, n }] of flips.entries()) {
        if (kind === 'pass') assert.equal(findings[at]?.weight, 'ask', code)
        else if (kind === 'other') assert.ok(beyond.includes(code), code)
        else assert.ok(kind === 'desk' || n > 0, code)
      }
      const changed = after(one, flips)
      const then = resolve(compiled, changed.facts.query)
      // Who is older, and a later day, may meet another row; then that row speaks for itself.
      if (then.rows.join() !== resolved.rows.join()) return
      const left = judge(compiled, then, changed)
      const stay = new Set(flips.filter(f => f.kind === 'pass' || f.kind === 'other').map(f => f.code))
      assert.deepEqual(
        left.filter(({ code }) => !stay.has(code)),
        [],
      )
      const passed = new Set(flips.filter(f => f.kind === 'pass').map(f => f.code))
      const { go } = weigh(left, passed, { effect: () => null, trace: null })
      if (flips.every(f => f.kind !== 'other')) assert.ok(go)
      if (go && findings.length > 0) went[one.action]++
    }),
    { numRuns: 1000 },
  )
  for (const [action, times] of Object.entries(went)) assert.ok(times > 10, `${action}: ${times} went`)
})

/** Brings back the loans that count for a reason, one place at a time: an item, or where titles count all of a title. */
function returned(facts: Facts, n: number, countIn: (facts: Facts) => number): Facts {
  let left = facts
  for (let back = 0; back < n; back++) {
    const { open_loans } = left
    const ways = [
      ...open_loans.map(loan => open_loans.filter(other => other !== loan)),
      ...open_loans.map(loan => open_loans.filter(other => other.title_id !== loan.title_id)),
    ].map(loans => ({ ...left, open_loans: loans }))
    left = ways.find(way => countIn(way) < countIn(left)) ?? assert.fail('nothing more to bring back')
  }
  return left
}
/** Pays so many cents of what is too old. */
function paidOld(facts: Facts, n: number, { block_within, block_debt_days }: Resolved['values']): Facts {
  let left = n
  const debts = (facts.debts ?? []).map(debt => {
    const counts = block_within === 'cooperation' || debt.library_id === facts.library_id
    const pays = counts && debt.days >= (block_debt_days ?? 0) ? Math.min(left, debt.cents) : 0
    left -= pays
    return { ...debt, cents: debt.cents - pays }
  })
  return { ...facts, debts }
}
/** The facts after so much of the one change that is named for a reason. */
function changedBy(
  facts: Facts,
  { kind, code, n }: Flip,
  of: { resolved: Resolved; finding: Finding },
): Facts {
  const { query, debt_cents } = facts
  const { block_within } = of.resolved.values
  if (kind === 'wait') return { ...facts, query: { ...query, on: addDays(query.on, n) } }
  if (kind === 'grow') return { ...facts, query: { ...query, age: n } }
  if (kind === 'cancel')
    return of.finding.about['of'] === 'holds'
      ? { ...facts, open_holds: facts.open_holds - n }
      : { ...facts, holds_on_title: facts.holds_on_title - n }
  if (code === 'debt_age_block') return paidOld(facts, n, of.resolved.values)
  if (code === 'deposit_needed') return { ...facts, deposit_cents: (facts.deposit_cents ?? 0) + n }
  return { ...facts, debt_cents: { ...debt_cents, [block_within]: debt_cents[block_within] - n } }
}

test('of each change the number that is named takes its reason away, and one less does not; the words name it', () => {
  const tried = new Map<string, number>()
  fc.assert(
    fc.property(anyRows, anyCase, (rows, one) => {
      const compiled = compiledOf(rows)
      const resolved = resolve(compiled, one.facts.query)
      for (const finding of judge(compiled, resolved, one)) {
        const flip = flipOf(finding)
        if (!['return', 'pay', 'wait', 'grow', 'cancel'].includes(flip.kind)) continue
        const same = ({ code, rule, about }: Finding) =>
          code === finding.code &&
          rule?.row_no === finding.rule?.row_no &&
          ['limit', 'within', 'of', 'item_type'].every(key => about[key] === finding.about[key])
        const found = (facts: Facts) => judge(compiled, resolved, { ...one, facts }).find(same)
        const countIn = (facts: Facts) => Number(found(facts)?.about['count'] ?? 0)
        const still = (n: number) =>
          flip.kind === 'return'
            ? found(returned(one.facts, n, countIn)) !== undefined
            : found(changedBy(one.facts, { ...flip, n }, { resolved, finding })) !== undefined
        assert.deepEqual([still(flip.n), still(flip.n - 1)], [false, true], JSON.stringify([finding, flip]))
        const says = wordsOf('nl').refusal.change(finding.code, finding.about, speech) ?? ''
        if (flip.kind === 'pay') assert.match(says, /betaling|waarborg/)
        else assert.ok(says.split(/\D+/).includes(String(flip.n)), `${says} ${flip.n}`)
        if (flip.kind === 'return') assert.match(says, /inleveren/)
        if (flip.kind === 'cancel') assert.match(says, /reservering/)
        const key = `${one.action} ${flip.kind}`
        tried.set(key, (tried.get(key) ?? 0) + 1)
      }
    }),
    { numRuns: 1500 },
  )
  for (const key of [
    'loan return',
    'loan pay',
    'loan grow',
    'renewal return',
    'renewal pay',
    'renewal wait',
    'hold return',
    'hold pay',
    'hold cancel',
  ])
    assert.ok((tried.get(key) ?? 0) > 20, `${key}: ${tried.get(key)}`)
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
