import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificateText } from './certificate.rules.ts'

test('P129 the certificate of a library that left writes its days as people do, and counts by kind', () => {
  const text = certificateText(
    { library_name: 'Bib Testgem', reason: 'Een ander systeem.', leaves_on: '2026-11-29', replayed: false },
    {
      certificate_id: '2',
      at: '2026-11-30T17:40:00Z',
      because: 'left',
      parts: ['everything'],
      people: 58,
      rows: [
        { table: 'patrons.patron', rows: 58 },
        { table: 'organisation.setting', rows: 3 },
      ],
      hash: 'abc',
    },
  )
  assert.match(text, /Laatste dag {6}29 november 2026\n/)
  assert.match(text, /Gewist op {8}30 november 2026, 18\.40 uur\n/)
  assert.match(text, /Leners +58\n/)
  assert.match(text, /Andere rijen.* +3\n/)
})
