import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receiptWords, type Told } from './receipt.rules.ts'

const visit: Told = {
  lent: [
    { title: 'Lijmen', language: 'nl', due_on: '2026-12-22', due_at: null },
    { title: 'Laptop', language: null, due_on: '2026-12-01', due_at: '2026-12-01T15:30:00Z' },
  ],
  returned: [
    { title: 'Het been', language: 'nl', fine_cents: 0 },
    { title: 'Kaas', language: 'nl', fine_cents: 120 },
  ],
  settled: [
    { charge_kind: 'fine', item_title: 'Kaas', reason: null, amount_cents: 120 },
    { charge_kind: 'other', item_title: null, reason: 'Kopieën', amount_cents: 52 },
    { charge_kind: 'membership', item_title: null, reason: null, amount_cents: 1000 },
  ],
  balance_cents: -300,
  paid_cents: 1170,
  rounding_cents: -2,
  credit_used_cents: 0,
  paid_out_cents: 0,
}
const say = (receipt: Told, language: 'nl' | 'fr' | 'en' | 'de' = 'nl') =>
  receiptWords(receipt, {
    language,
    until: '2026-12-01T13:05:00Z',
    branch: 'Centrum',
    library: 'Bib Lindegem',
  })

test('a receipt tells each title with its day, each cost with its amount, and what stands on the account', () => {
  const said = say(visit)
  assert.match(said.opening, /^Dit is de bon van je bezoek aan Centrum, dinsdag 1 december 2026 om 14:05\.$/)
  assert.deepEqual(
    said.lines.map(line => `${line.title}: ${line.says}`),
    [
      'Lijmen: terug op dinsdag 22 december 2026',
      'Laptop: terug op dinsdag 1 december 2026 om 16:30',
      'Het been: teruggebracht',
      'Kaas: teruggebracht, telaatgeld € 1,20',
      'Telaatgeld · Kaas: betaald: € 1,20',
      'Kopieën: betaald: € 0,52',
      'Lidgeld: betaald: € 10,00',
    ],
  )
  assert.deepEqual(said.closing, [
    'Afronding: -€ 0,02',
    'Ontvangen: € 11,70',
    'Je tegoed: € 3,00',
    'Verlengen kan online, aan de balie of aan het zelfuitleentoestel.',
  ])
})

test('amounts of nothing are not told, and without a loan nothing is said of renewing', () => {
  const bare = { ...visit, lent: [], settled: [], balance_cents: 450, paid_cents: 0, rounding_cents: 0 }
  assert.deepEqual(say(bare).closing, ['Nog te betalen: € 4,50'])
})

test('each language says all of it in its own words', () => {
  const all = (['nl', 'fr', 'en', 'de'] as const).map(language => say(visit, language))
  for (const part of ['subject', 'opening', 'why'] as const)
    assert.equal(new Set(all.map(said => said[part])).size, 4, part)
  for (const index of visit.lent.keys())
    assert.equal(new Set(all.map(said => said.lines[index]!.says)).size, 4)
  for (const said of all) assert.equal(said.closing.length, 4)
})
