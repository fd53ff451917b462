import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import { compileRegulation } from './compile.rules.ts'
import { inheritedBy } from './inherited.rules.ts'

const row = (row_no: number, selectors: RegulationRow['selectors'], pickup_days: number): RegulationRow => ({
  row_no,
  selectors,
  values: { pickup_days },
})
const compiled = compileRegulation(
  {
    version_id: '1',
    name: 'proef',
    rows: [
      row(1, {}, 1),
      row(2, { item_type: 'dvd' }, 2),
      row(3, { branch_group: 'klein' }, 3),
      row(4, { card_type: 'class' }, 4),
      row(5, { age_band: { from: 0, to: 5 } }, 5),
      row(6, { action: 'renewal' }, 6),
      row(7, { season: { from: '07-01', to: '08-31' } }, 7),
    ],
  },
  { groups: new Map([['12', 'klein']]), cards: new Map([['klas', 'class']]) },
)
const from = (selectors: RegulationRow['selectors'], row_no = 99) =>
  inheritedBy(compiled, { row_no, selectors, values: {} }).source.pickup_days

const cases: readonly [what: string, selectors: RegulationRow['selectors'], from: number | null][] = [
  ['a membership alone', { membership_type: 'volwassene' }, 1],
  ['a material', { item_type: 'dvd', membership_type: 'volwassene' }, 2],
  ['another material', { item_type: 'cd' }, 1],
  ['a branch lies in its group', { branch_id: '12' }, 3],
  ['a membership has its kind of card', { membership_type: 'klas' }, 4],
  ['ages that the band holds', { age_band: { from: 2, to: 4 } }, 5],
  ['ages that reach beyond it', { age_band: { to: 11 } }, 1],
  ['only renewing', { action: 'renewal' }, 6],
  ['the same season', { season: { from: '07-01', to: '08-31' } }, 7],
]
for (const [what, selectors, expected] of cases) test(what, () => assert.equal(from(selectors), expected))

test('a row never inherits from itself, and what nobody says is the default', () => {
  assert.equal(from({}, 1), null)
  assert.equal(inheritedBy(compiled, { row_no: 1, selectors: {}, values: {} }).values.pickup_days, 7)
})
