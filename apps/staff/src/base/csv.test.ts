import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from './csv.ts'

test('a CSV opens in a spreadsheet, and no cell becomes a formula', () => {
  assert.equal(
    csvOf([
      ['a;b', '=1+1'],
      ['"x"', 'y'],
    ]),
    '\uFEFF"a;b";\'=1+1\r\n"""x""";y\r\n',
  )
})
