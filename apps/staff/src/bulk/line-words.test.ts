import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BulkLine } from '@kaft/contract/bulk'
import { formatsIn } from '../base/format.ts'
import { lasting, type LineSpeech, rowWords } from './line-words.ts'
import { bulkTexts } from './texts/index.ts'

test('on paper and in a spreadsheet a day has its year', () => {
  const speech: LineSpeech = { t: bulkTexts.nl, f: formatsIn('nl'), lang: 'nl', branch: id => id }
  const line = {
    line_no: 1,
    label: 'Max Havelaar · 1000',
    code: null,
    state: 'done',
    why: null,
    about: null,
    before: { due_on: '2026-11-06' },
    after: { due_on: '2026-11-13' },
  } as unknown as BulkLine
  assert.deepEqual(rowWords(line, lasting(speech)).slice(1, 4), [
    'Max Havelaar · 1000',
    speech.f.dayYear('2026-11-06'),
    speech.f.dayYear('2026-11-13'),
  ])
})
