import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { diffRegulations, sayDiff } from './diff.rules.ts'
import { regulationPatterns } from './patterns/all.ts'
import { dayFines } from './patterns/day-fines.ts'

const context = { today: '2026-11-25', names: { membership_types: { volwassene: 'Volwassene' } } }
const changed = (row_no: number, values: RegulationRow['values']): RegulationRow[] =>
  dayFines.rows.map(row => (row.row_no === row_no ? { ...row, values: { ...row.values, ...values } } : row))
const say = (after: readonly RegulationRow[], language: 'nl' | 'en' = 'nl') =>
  sayDiff(diffRegulations(dayFines.rows, after), language, context)

describe('the difference between two versions, in words', () => {
  test('a value that changed', () => {
    const longer = changed(2, { period: { n: 14, unit: 'days' } })
    assert.deepEqual(say(longer), [
      'Dvd, uitleentermijn: 14 dagen in plaats van 7 dagen.',
      'Verder verandert er niets.',
    ])
    assert.deepEqual(say(longer, 'en'), [
      'DVD, lending period: 14 days in place of 7 days.',
      'Nothing else changes.',
    ])
  })
  test('a value that a row no longer gives, and one that it gives now', () => {
    const { renewals: _, ...rest } = dayFines.rows[1]?.values ?? {}
    const open = dayFines.rows.map(row =>
      row.row_no === 2 ? { ...row, values: { ...rest, min_age: 12 } } : row,
    )
    assert.deepEqual(say(open), [
      'Dvd: nu apart geregeld: vanaf 12 jaar.',
      'Dvd: aantal verlengingen niet meer apart geregeld (was 1 keer verlengen).',
      'Verder verandert er niets.',
    ])
  })
  test('a row that is new and one that is gone', () => {
    const after = [
      ...dayFines.rows.filter(row => row.row_no !== 4),
      {
        row_no: 40,
        selectors: { membership_type: 'volwassene', age_band: { from: 65 } },
        values: { fine: { kind: 'none' as const } },
      },
    ]
    assert.deepEqual(say(after), [
      'Nieuwe regel voor volwassene, vanaf 65 jaar: geen telaatgeld.',
      'Vervalt: de regel voor game (niet verlengen).',
      'Verder verandert er niets.',
    ])
  })
  test('numbers, notes and order are no difference', () => {
    const other = dayFines.rows
      .toReversed()
      .map(row => ({ ...row, row_no: row.row_no + 100, note: 'Hernummerd' }))
    assert.deepEqual(say(other), ['Er verandert niets.'])
    assert.deepEqual(say(other, 'en'), ['Nothing changes.'])
  })
  test('between any two patterns every difference is said in both languages, and back again as many', () => {
    const one = fc.constantFrom(...regulationPatterns)
    fc.assert(
      fc.property(one, one, (a, b) => {
        const there = diffRegulations(a.rows, b.rows)
        assert.equal(there.length, diffRegulations(b.rows, a.rows).length)
        assert.equal(there.length === 0, a === b)
        for (const language of ['nl', 'en'] as const) {
          const said = sayDiff(there, language, context)
          assert.equal(said.length, there.length + 1)
          assert.ok(
            said.every(sentence => sentence.endsWith('.') && !/undefined|null|\[object/.test(sentence)),
            said.join('\n'),
          )
        }
      }),
    )
  })
})
