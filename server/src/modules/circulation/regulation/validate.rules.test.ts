import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RegulationRow, RegulationSelectors, RegulationValues } from '@kaft/contract/regulation'
import { RegulationRow as RowSchema } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { compileRegulation } from './compile.rules.ts'
import { regulationPatterns } from './patterns/all.ts'
import { dayFines } from './patterns/day-fines.ts'
import { itemTypes, membershipTypes } from './patterns/pattern.ts'
import { resolve } from './resolve.rules.ts'
import { type Ground, sayValidation, validateRegulation } from './validate.rules.ts'

const ground: Ground = {
  membership_types: ['volwassene', 'klas'],
  item_types: ['book', 'dvd'],
  branch_ids: ['1', '2'],
  starts_on: '2027-01-01',
}
const context = { today: '2026-11-25', names: { branches: { '1': 'Centrum', '2': 'Noord' } } }
const row = (row_no: number, selectors: RegulationSelectors, values: RegulationValues): RegulationRow => ({
  row_no,
  selectors,
  values,
})
const lent = { loanable: true, period: { n: 28, unit: 'days' } } as const
const base = row(1, {}, lent)
const problems = (...rows: RegulationRow[]) => {
  const found = validateRegulation(rows, ground)
  assert.equal(found.ok, sayValidation(found, 'nl', context).length === 0)
  return sayValidation(found, 'nl', context)
}

describe('every pattern', () => {
  for (const { pattern, rows } of regulationPatterns)
    test(`${pattern} has the shape of the contract, no tie and no hole`, () => {
      for (const one of rows) assert.deepEqual([...Value.Errors(RowSchema, one)], [], `row ${one.row_no}`)
      const found = validateRegulation(rows, {
        membership_types: membershipTypes,
        item_types: itemTypes,
        branch_ids: ['1'],
        starts_on: '2026-01-01',
      })
      assert.deepEqual(found, { ok: true, faults: [], ties: [], holes: [] })
    })
})

describe('a hole', () => {
  test('is a pair without a row, by name', () => {
    assert.deepEqual(
      problems(row(1, { membership_type: 'volwassene' }, lent), row(2, { item_type: 'book' }, lent)),
      ['Er is geen regel voor Klas × Dvd.'],
    )
  })
  test('is a pair that is loanable for no period', () => {
    const found = validateRegulation([base, row(2, { item_type: 'dvd' }, { loanable: true })], ground)
    assert.equal(found.ok, true, 'the period falls through')
    const open = validateRegulation(
      [row(1, {}, { loanable: false }), row(2, { item_type: 'dvd' }, { loanable: true })],
      ground,
    )
    assert.deepEqual(
      open.holes.map(({ membership_type, item_type, missing }) => [membership_type, item_type, missing]),
      [
        ['volwassene', 'dvd', 'period'],
        ['klas', 'dvd', 'period'],
      ],
    )
  })
  test('is not made by what cannot be lent at all', () =>
    assert.deepEqual(problems(row(1, {}, { loanable: false })), []))
  test('shows where a shelf is opened without a period', () =>
    assert.deepEqual(
      problems(
        row(1, {}, { loanable: false }),
        row(2, { item_type: 'dvd', shelf: 'Nieuw' }, { loanable: true }),
      ),
      [
        'Er is geen regel voor Volwassene × Dvd (plaats Nieuw).',
        'Er is geen regel voor Klas × Dvd (plaats Nieuw).',
      ],
    ))
  test('is left when only ages are covered: a patron without a birth date has none', () => {
    const byAge = [row(1, { age_band: { to: 11 } }, lent), row(2, { age_band: { from: 12 } }, lent)]
    assert.equal(validateRegulation(byAge, ground).holes.length, 4)
  })
  test('is not left when every branch has its rows', () => {
    assert.deepEqual(problems(row(1, { branch_id: '1' }, lent), row(2, { branch_id: '2' }, lent)), [])
    assert.equal(
      problems(row(1, { branch_id: '1' }, lent))[0],
      'Er is geen regel voor Volwassene × Boek (Noord).',
    )
  })
  test('opens on the day on which the only row ends', () => {
    assert.equal(
      problems(row(1, { until_on: '2027-06-30' }, lent))[0],
      'Er is geen regel voor Volwassene × Boek (vanaf 1 juli 2027).',
    )
    assert.deepEqual(
      problems(row(1, { until_on: '2027-06-30' }, lent), row(2, { from_on: '2027-07-01' }, lent)),
      [],
    )
  })
})

describe('a tie', () => {
  test('is two equally precise rows that set one value', () =>
    assert.deepEqual(
      problems(
        base,
        row(2, { item_type: 'dvd' }, { renewals: 1 }),
        row(3, { item_type: 'dvd' }, { renewals: 2, min_age: 12 }),
      ),
      [
        'Regel 2 en regel 3 zijn even precies en bepalen allebei: aantal verlengingen. Maak een van beide preciezer.',
      ],
    ))
  test('is none when they set different values, or different limits', () => {
    assert.deepEqual(
      problems(
        base,
        row(2, { item_type: 'dvd' }, { renewals: 1 }),
        row(3, { item_type: 'dvd' }, { min_age: 12 }),
      ),
      [],
    )
    const limit = (of: 'all' | 'same_item_type') => ({ limits: [{ within: 'library' as const, of, max: 4 }] })
    assert.deepEqual(
      problems(
        base,
        row(2, { item_type: 'dvd' }, limit('all')),
        row(3, { item_type: 'dvd' }, limit('same_item_type')),
      ),
      [],
    )
    assert.equal(
      problems(base, row(2, { item_type: 'dvd' }, limit('all')), row(3, { item_type: 'dvd' }, limit('all')))
        .length,
      1,
    )
  })
  test('is told for ages and dates of one width that overlap, not for those that only follow each other', () => {
    const ages = (from: number, to: number) => ({ age_band: { from, to } })
    assert.equal(problems(base, row(2, ages(0, 11), lent), row(3, ages(6, 17), lent)).length, 1)
    assert.deepEqual(problems(base, row(2, ages(0, 11), lent), row(3, ages(12, 23), lent)), [])
    const dates = (from_on: string, until_on: string) => ({ from_on, until_on })
    assert.equal(
      problems(
        base,
        row(2, dates('2027-07-01', '2027-07-31'), lent),
        row(3, dates('2027-07-15', '2027-08-14'), lent),
      ).length,
      1,
    )
    assert.deepEqual(
      problems(
        base,
        row(2, dates('2027-07-01', '2027-07-31'), lent),
        row(3, dates('2027-08-01', '2027-08-31'), lent),
      ),
      [],
    )
  })
})

describe('a row by itself', () => {
  const fine = (policy: RegulationValues['fine']) =>
    problems(base, row(2, { item_type: 'dvd' }, policy ? { fine: policy } : {}))
  test('is told what it lacks', () => {
    assert.deepEqual(fine({ kind: 'per_day' }), ['Regel 2: het telaatgeld heeft geen bedrag.'])
    assert.deepEqual(fine({ kind: 'stepped' }), ['Regel 2: het telaatgeld heeft geen stappen.'])
    assert.deepEqual(problems(base, row(2, { item_type: 'dvd' }, {})), ['Regel 2 bepaalt niets.'])
  })
  test('is told what cannot be', () => {
    assert.deepEqual(problems(base, row(2, { age_band: { from: 12, to: 6 } }, { min_age: 1 })), [
      'Regel 2: de leeftijd eindigt voor het begin.',
    ])
    assert.deepEqual(problems(base, row(2, { from_on: '2027-02-30' }, { min_age: 1 })), [
      'Regel 2: 2027-02-30 is geen dag.',
    ])
    assert.deepEqual(problems(base, row(2, { item_type: 'plaat' }, { min_age: 1 })), [
      'Regel 2: de materiaalsoort plaat bestaat niet.',
    ])
    assert.deepEqual(problems(base, row(1, { item_type: 'dvd' }, { min_age: 1 })), [
      'Regel 1 staat er twee keer.',
    ])
  })
  test('is told so in English as well', () =>
    assert.deepEqual(
      sayValidation(validateRegulation([row(1, { item_type: 'book' }, lent)], ground), 'en', context),
      ['There is no rule for Adult × DVD.', 'There is no rule for Class × DVD.'],
    ))
})

test('what passes leaves no case without an answer, and no answer to chance', () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary })
  const some = <K extends string, T>(key: K, arbitrary: fc.Arbitrary<T>) =>
    maybe(arbitrary.map(value => ({ [key]: value })))
  const range = fc
    .tuple(fc.nat(15), fc.nat(15))
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
  const anySelectors = fc
    .tuple(
      some('item_type', fc.constantFrom('book', 'dvd')),
      some('membership_type', fc.constantFrom('volwassene', 'klas')),
      some('branch_id', fc.constantFrom('1', '2')),
      some('shelf', fc.constant('Nieuw')),
      some('age_band', range),
      some('from_on', fc.constantFrom('2027-03-01', '2027-06-01')),
      some('until_on', fc.constantFrom('2027-04-30', '2027-06-30')),
    )
    .map(parts => Object.assign({}, ...parts) as RegulationSelectors)
  const anyValues = fc
    .tuple(
      some('loanable', fc.boolean()),
      some('period', fc.constant(lent.period)),
      some('renewals', fc.nat(3)),
    )
    .map(parts => Object.assign({}, ...parts) as RegulationValues)
  const anyRows = fc
    .array(fc.record({ selectors: anySelectors, values: anyValues }), { minLength: 1, maxLength: 6 })
    .map(rows =>
      [{ selectors: {}, values: { loanable: false } }, ...rows].map((one, at) => ({
        row_no: at + 1,
        ...one,
      })),
    )
  const anyCase = fc.record({
    membership_type: fc.constantFrom('volwassene', 'klas'),
    item_type: fc.constantFrom('book', 'dvd'),
    branch_id: fc.constantFrom('1', '2'),
    shelf: fc.option(fc.constantFrom('Nieuw', 'Romans')),
    age: fc.option(fc.nat(20)),
    item_age_days: fc.constant(null),
    action: fc.constantFrom('loan' as const, 'renewal' as const),
    on: fc.constantFrom('2027-01-01', '2027-03-15', '2027-05-10', '2027-06-15', '2028-01-01'),
  })
  let passed = 0
  fc.assert(
    fc.property(anyRows, fc.array(anyCase, { minLength: 5, maxLength: 20 }), (rows, cases) => {
      const found = validateRegulation(rows, ground)
      if (found.holes.length > 0 || found.ties.length > 0) return
      passed++
      const forth = compileRegulation({ version_id: '1', name: 'x', rows })
      const back = compileRegulation({
        version_id: '1',
        name: 'x',
        rows: rows.map(one => ({ ...one, row_no: 100 - one.row_no })),
      })
      for (const one of cases) {
        const { values, source } = resolve(forth, one)
        assert.ok(source.loanable !== null && !(values.loanable && values.period === null))
        assert.deepEqual(values, resolve(back, one).values, 'the numbers of rows decide nothing')
      }
    }),
    { numRuns: 800 },
  )
  assert.ok(passed > 40, `only ${passed} passed`)
})

test('a regulation of ten thousand rows is checked, not walked for ever', () => {
  const types = Array.from({ length: 50 }, (_, n) => `type_${n}`)
  const members = Array.from({ length: 20 }, (_, n) => `member_${n}`)
  const rows = Array.from({ length: 10_000 }, (_, n) =>
    row(
      n + 1,
      {
        item_type: types[n % 50] ?? '',
        membership_type: members[Math.floor(n / 50) % 20] ?? '',
        shelf: `Kast ${Math.floor(n / 1000)}`,
      },
      lent,
    ),
  )
  const found = validateRegulation([...rows, row(10_001, {}, lent)], {
    ...ground,
    membership_types: members,
    item_types: types,
  })
  assert.equal(found.ok, true)
})

test('the plain pattern says no to a dvd under twelve and needs no more rows for it', () => {
  const regulation = compileRegulation({ version_id: '1', name: '2026-2', rows: dayFines.rows })
  const child = {
    branch_id: '1',
    membership_type: 'jeugd',
    age: 11,
    item_type: 'dvd',
    shelf: null,
    item_age_days: null,
    action: 'loan',
    on: '2026-11-25',
  } as const
  assert.equal(resolve(regulation, child).values.loanable, false)
  assert.equal(resolve(regulation, { ...child, age: 12 }).values.loanable, true)
})
