import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, extractTitle } from '@kaft/marc'
import { seriesRows, volumeNumber } from './series-row.rules.ts'

test('a volume has a number, however it is written', () => {
  const of = (all: Record<string, number | null>) => {
    for (const [text, number] of Object.entries(all)) assert.equal(volumeNumber(text), number, text)
  }
  of({
    '3': 3,
    'deel 3': 3,
    'Dl. 12': 12,
    III: 3,
    'deel iv': 4,
    '[7]': 7,
    'nr. 100': 100,
    '3a': 3.01,
    '2.5': 2.5,
    '3-4': 3,
    XIV: 14,
  })
  of({ nieuw: null, '': null, deel: null })
  assert.equal(volumeNumber(null), null)
})

test('two ways of writing a series are one, and the traced form comes first', () => {
  const { series } = extractTitle({
    leader: BOOK_LEADER,
    fields: [
      dataField('490', '1 ', [
        ['a', 'De rode ridder'],
        ['v', 'dl. 12'],
      ]),
      dataField('830', ' 0', [
        ['a', 'Rode Ridder ;'],
        ['v', '12'],
      ]),
      dataField('490', '0 ', [['a', 'Strips & co.']]),
    ],
  })
  assert.deepEqual(
    seriesRows(series).map(r => [r.key, r.number]),
    [
      ['roderidder', 12],
      ['stripsco', null],
    ],
  )
})
