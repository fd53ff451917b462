import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { detailIn } from './details.model.ts'

test('what the server adds to a reason is Dutch on the screen, with barcodes and values as they are', () => {
  const says = (detail: string): string => detailIn('nl', detail)
  assert.equal(says('30002000000002 stands on another title of the library'), '30002000000002')
  assert.equal(says('30002000000002: no branch named'), '30002000000002: geen vestiging genoemd')
  assert.equal(says('it fits 3 titles equally well: 12, 14, 15'), 'past even goed bij 3 titels')
  assert.equal(says('852 no. 2: Onbekend'), '852 nr. 2: Onbekend')
  assert.equal(says('30002000000002: 2001'), '30002000000002: 2001', 'a value alone stays')
  assert.equal(detailIn('en', 'the last field does not end'), 'the last field does not end')
  assert.equal(detailIn('nl', null), '')
})

test('no sentence of a refused record reaches a Dutch screen in English', () => {
  const folder = new URL('../../../../../', import.meta.url)
  const files = [
    'server/src/modules/cataloguing/import/title-row.ts',
    'server/src/modules/cataloguing/import/plan-batch.ts',
    'server/src/modules/cataloguing/import/authority-batch.ts',
    'server/src/modules/cataloguing/import/holding-row.ts',
    'packages/marc/src/parse-iso2709.ts',
    'packages/marc/src/iso2709.ts',
    'packages/marc/src/marc-json.ts',
  ]
  const sentences = files
    .flatMap(file => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/detail:? [:=]? ?'([^']+)'/g)])
    .map(found => found[1] ?? '')
  assert.ok(sentences.length > 10, `${sentences.length} were found`)
  assert.deepEqual(
    sentences.filter(one => detailIn('nl', one) === one),
    [],
  )
})
