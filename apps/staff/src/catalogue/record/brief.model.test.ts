import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFormat, extractTitle, FORMATS } from '@kaft/marc'
import { blankBrief, faultsOf, recordOfBrief } from './brief.model.ts'

test('what is missing or wrong is told by its field', () => {
  assert.deepEqual(
    faultsOf(blankBrief).map(f => f.field),
    ['title'],
  )
  const wrong = { ...blankBrief, title: 'Kaas', isbn: '978-94-6000-001-1', year: '33' }
  assert.deepEqual(faultsOf(wrong), [
    { field: 'isbn', expected: '0' },
    { field: 'year', expected: null },
  ])
})

test('the record says what was filled in, and is a record of the format', () => {
  const brief = {
    ...blankBrief,
    title: ' Kaas ',
    author: 'Elsschot, Willem',
    isbn: '94-6000-001-0',
    year: '1933',
    publisher: 'Van Kampen',
  }
  const record = recordOfBrief(brief, '2026-11-25')
  const facts = extractTitle(record)
  assert.deepEqual(
    [facts.title, facts.year, facts.languages, facts.publisher, facts.material],
    ['Kaas', 1933, ['dut'], 'Van Kampen', 'book'],
  )
  assert.deepEqual(
    checkFormat(record, FORMATS.marc21).filter(f => f.weight === 'stop'),
    [],
  )
  assert.equal(extractTitle(recordOfBrief({ ...brief, kind: 'j' }, '2026-11-25')).material, 'cd')
})
