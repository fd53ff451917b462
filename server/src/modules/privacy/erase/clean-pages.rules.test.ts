import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Described } from '../../../base/catalogue/data-map.ts'
import { isDue, wordedTables } from './clean-pages.rules.ts'

const GB = 1024 ** 3
const described = (table: string, category: Described['category']): Described => ({
  table,
  column: 'x',
  key: null,
  category,
  purpose: 'functional',
  retention: 'P54',
  erasure: 'row',
})

test('tables in which words of people stand are named once; those of ids and days alone are not', () => {
  const map = [
    described('patrons.note', 'note'),
    described('patrons.card', 'library'),
    described('patrons.card', 'pseudonym'),
    described('circulation.event_patron', 'pseudonym'),
    described('circulation.loan', 'loan'),
  ]
  assert.deepEqual(wordedTables(map), ['patrons.card', 'patrons.note'])
})

test('small tables are written anew each night, large ones on Sunday, and what would take longer waits for its operator', () => {
  assert.deepEqual(
    [0, 0.05 * GB, 0.07 * GB, 4 * GB, 5 * GB].map(bytes => [isDue(bytes, 3), isDue(bytes, 7)]),
    [
      [true, true],
      [true, true],
      [false, true],
      [false, true],
      [false, false],
    ],
  )
})
