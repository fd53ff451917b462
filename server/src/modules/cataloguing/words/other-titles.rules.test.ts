import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOK_LEADER, dataField, type MarcField } from '@kaft/marc'
import { titleRow } from '../import/title-row.ts'
import { otherTitles } from './other-titles.rules.ts'

const record = (...fields: MarcField[]) => ({
  leader: BOOK_LEADER,
  fields: [{ tag: '001', value: '1' }, dataField('245', '10', [['a', 'De oude man en de zee']]), ...fields],
})

test('the titles of the work, and those of works in it, each once and without language or date', () => {
  assert.deepEqual(
    otherTitles(
      record(
        dataField('240', '14', [
          ['a', 'The old man and the sea.'],
          ['l', 'Nederlands'],
          ['f', '1952'],
        ]),
        dataField('246', '1 ', [['a', 'Oude man']]),
        dataField('500', '  ', [['a', 'Oorspronkelijke titel: The old man and the sea']]),
        dataField('730', '0 ', [
          ['a', 'Bijbel.'],
          ['p', 'Job'],
        ]),
        dataField('700', '12', [
          ['a', 'Hemingway, Ernest'],
          ['t', 'Fiesta'],
        ]),
        dataField('700', '1 ', [['a', 'Een vertaler']]),
      ),
    ),
    { same: ['The old man and the sea', 'Oude man'], beside: ['Bijbel. Job', 'Fiesta'] },
  )
  assert.deepEqual(otherTitles(record()), { same: [], beside: [] })
})

test('they are words of the title by which it is found and known as a whole', () => {
  const row = titleRow(record(dataField('240', '14', [['a', 'The old man and the sea']])), null)
  assert.ok('words' in row)
  assert.match(row.words[0], /old man and the sea/)
  assert.ok(row.wholes.includes('=oldmanandthesea'))
})
