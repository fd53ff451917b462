import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { formatsOf } from '../base/format.ts'
import { nextRowNo, readRowForm, type RowForm, rowFormOf, withRow } from './regulation-edit.model.ts'
import { type RuleSpeech, selectorWords, valueWords } from './regulation-words.model.ts'
import { regulationEn, regulationNl } from './texts/regulation.ts'

const today = '2026-11-25'
const speech: RuleSpeech = {
  t: regulationNl,
  f: formatsOf('nl'),
  lang: 'nl',
  branch: id => (id === '1' ? 'Centrum' : id),
  membership: type => (type === 'klas' ? 'Klas' : type),
}
const plain = (texts: readonly string[]): string => texts.join(' · ').replaceAll('\u00a0', ' ')

test('a row in plain Dutch: for whom, and what', () => {
  const row: RegulationRow = {
    row_no: 4,
    selectors: { membership_type: 'klas', item_type: 'dvd', age_band: { to: 11 } },
    values: {
      period: { n: 8, unit: 'weeks' },
      renewals: 0,
      limits: [{ within: 'library', of: 'all', max: 30 }],
      fine: { kind: 'per_day', amount_cents: 10, cap_cents: 500 },
      block_debt_cents: null,
    },
  }
  assert.equal(selectorWords(row.selectors, speech), 'Klas · leeftijd tot en met 11 · dvd')
  assert.equal(
    plain(valueWords(row.values, speech)),
    '8 weken lenen · hoogstens 30 exemplaren samen in de bib · niet verlengen · telaatgeld € 0,10 per dag, hoogstens € 5,00 · geen blokkade voor schuld',
  )
})
test('a row without selectors holds for all', () => {
  assert.equal(selectorWords({}, speech), 'Alle leners en alle materialen')
})
test('reminders, holds and steps have their words in both languages', () => {
  const values: RegulationRow['values'] = {
    reminders: { predue_days: 3, steps: [{ days: 7, after: 'due', cost_cents: 100 }], invoice_days: 60 },
    hold_cost: { placing_cents: 50, pickup_cents: 0, not_collected_cents: 100 },
    fine: { kind: 'stepped', steps: [{ from_day: 21, amount_cents: 1000 }] },
    renewals: null,
  }
  assert.equal(
    plain(valueWords(values, speech)),
    'zo vaak verlengen als gewenst · telaatgeld in stappen: vanaf dag 21 € 10,00 · bericht 3 dagen vooraf, herinnering 1: 7 dagen na de inleverdatum (€ 1,00), nota na 60 dagen · reserveren kost € 0,50, niet afhalen kost € 1,00',
  )
  const english = valueWords(values, { ...speech, t: regulationEn, f: formatsOf('en'), lang: 'en' })
  assert.equal(english[0], 'renew as often as wanted')
})

const anyRow: fc.Arbitrary<RegulationRow> = fc.record({
  row_no: fc.integer({ min: 1, max: 99 }),
  selectors: fc.record(
    {
      membership_type: fc.constantFrom('klas', 'jeugd'),
      item_type: fc.constantFrom('dvd', 'book'),
      shelf: fc.constantFrom('Jeugd', 'Romans'),
      age_band: fc.record({ from: fc.nat({ max: 20 }), to: fc.integer({ min: 21, max: 99 }) }),
      from_on: fc.constantFrom('2027-07-01', '2026-12-25'),
      action: fc.constant('renewal' as const),
    },
    { requiredKeys: [] },
  ),
  values: fc.record(
    {
      loanable: fc.boolean(),
      period: fc.record({ n: fc.nat({ max: 99 }), unit: fc.constantFrom('days' as const, 'weeks' as const) }),
      renewals: fc.option(fc.nat({ max: 9 }), { nil: null }),
      fine: fc.constantFrom(
        { kind: 'none' as const },
        { kind: 'per_day' as const, amount_cents: 10, cap_cents: 500, return_day_counts: false },
        { kind: 'stepped' as const, steps: [{ from_day: 21, amount_cents: 1000 }] },
      ),
      limits: fc.constantFrom(
        [{ within: 'library' as const, of: 'all' as const, max: 20 }],
        [{ within: 'cooperation' as const, of: ['dvd'], max: 4 }],
      ),
      block_debt_cents: fc.option(fc.integer({ min: 1, max: 9999 }), { nil: null }),
      reminders: fc.constant({ predue_days: 3, steps: [], invoice_days: null }),
      pickup_days: fc.integer({ min: 1, max: 30 }),
    },
    { requiredKeys: [] },
  ),
})

test('a row that nobody touched is saved as it was, what the form does not show included', () => {
  fc.assert(
    fc.property(anyRow, made => {
      // Plain objects, as they come over the wire.
      const row = JSON.parse(JSON.stringify(made)) as RegulationRow
      const read = readRowForm(rowFormOf(row), row, today)
      assert.deepEqual(read, { ok: true, row })
    }),
    { numRuns: 400 },
  )
})

const bare: RegulationRow = { row_no: 1, selectors: {}, values: {} }
const typed = (changes: Partial<RowForm>) => readRowForm({ ...rowFormOf(bare), ...changes }, bare, today)

test('what was typed is read: a comma, a star, a day', () => {
  const read = typed({ fee: '0,50', renewals: '*', until_on: '31/8/2027', limit_same: '4', loanable: 'no' })
  assert.ok(read.ok)
  assert.deepEqual(read.row.values, {
    loanable: false,
    renewals: null,
    limits: [{ within: 'library', of: 'same_item_type', max: 4 }],
    lending_fee: { cents: 50 },
  })
  assert.deepEqual(read.row.selectors, { until_on: '2027-08-31' })
})
test('what cannot be read names its field', () => {
  const read = typed({ period_n: 'veel', fine_kind: 'per_day', fee: '1,234', from_on: '30/2/2027' })
  assert.ok(!read.ok)
  assert.deepEqual(read.errors, {
    period_n: 'number',
    fine_amount: 'amount_needed',
    fee: 'money',
    from_on: 'day',
  })
})
test('an emptied field is open again', () => {
  const row: RegulationRow = {
    row_no: 1,
    selectors: { item_type: 'dvd' },
    values: { pickup_days: 7, renewals: 2 },
  }
  const read = readRowForm({ ...rowFormOf(row), item_type: '', pickup_days: '' }, row, today)
  assert.deepEqual(read, { ok: true, row: { row_no: 1, selectors: {}, values: { renewals: 2 } } })
})
test('numbers of rows only go up', () => {
  assert.equal(nextRowNo([]), 1)
  assert.equal(nextRowNo([bare, { ...bare, row_no: 22 }]), 23)
  assert.deepEqual(
    withRow([bare], { ...bare, row_no: 2 }).map(row => row.row_no),
    [1, 2],
  )
})
