import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepReasons } from '@kaft/contract/retention'
import { formatsIn } from '../base/format.ts'
import { reasonWords } from './reasons.model.ts'
import { retentionTexts } from './texts.ts'

test('each reason says what keeps the record, with its day, number or amount', () => {
  const f = formatsIn('nl')
  const said = (reason: Parameters<typeof reasonWords>[0]) => reasonWords(reason, retentionTexts.nl, f)
  assert.equal(said({ code: 'open_costs', cents: 240 }), '€\u00a02,40 open')
  assert.equal(said({ code: 'open_loans', count: 1 }), '1 uitlening')
  assert.equal(said({ code: 'open_loans', count: 2 }), '2 uitleningen')
  assert.equal(
    said({ code: 'blocked', since: '2023-05-04', text: 'Deurwaarder' }),
    `blokkering “Deurwaarder” sinds ${f.dayYear('2023-05-04')}`,
  )
  for (const code of keepReasons)
    assert.notEqual(said({ code, count: 1, since: '2026-01-01', until: '2026-01-02' }), '')
})
