import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import { formatsOf } from '../base/format.ts'
import { type RuleSpeech, selectorWords, valueWords } from './regulation-words.model.ts'
import { regulationEn, regulationNl } from './texts/regulation.ts'

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
    reminders: {
      predue_days: 3,
      steps: [{ days: 7, after: 'due', cost_cents: 100 }],
      invoice_days: 60,
      invoice_cents: 500,
      invoice_fine: 'none',
      price_lapses: true,
    },
    hold_cost: { placing_cents: 50, pickup_cents: 0, not_collected_cents: 100 },
    fine: { kind: 'stepped', steps: [{ from_day: 21, amount_cents: 1000 }] },
    renewals: null,
  }
  assert.equal(
    plain(valueWords(values, speech)),
    'zo vaak verlengen als gewenst · telaatgeld in stappen: vanaf dag 21 € 10,00 · bericht 3 dagen vooraf, herinnering 1: 7 dagen na de inleverdatum (€ 1,00), nota na 60 dagen (€ 5,00), zonder telaatgeld op de nota, de prijs vervalt bij terugbrengen · reserveren kost € 0,50, niet afhalen kost € 1,00',
  )
  const english = valueWords(values, { ...speech, t: regulationEn, f: formatsOf('en'), lang: 'en' })
  assert.equal(english[0], 'renew as often as wanted')
})
