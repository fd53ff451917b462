import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessed, leftColumns, newMap, putMap, setColumn, setWord, tableOf } from './move.model.ts'

const file = {
  file_no: 1,
  pass: 1,
  name: 'leden.csv',
  bytes: 10,
  looked: true,
  format: 'csv' as const,
  encoding: 'utf-8',
  delimiter: ';',
  rows: 2,
  columns: [
    { name: 'Family Name', filled: 2, taken: true },
    { name: 'geloof', filled: 1, taken: false },
    { name: 'leeg', filled: 0, taken: false },
  ],
  map_no: null,
}

test('a field is taken from columns, from a fixed word, or not at all', () => {
  const map = newMap(file, 'patrons')
  const named = setColumn(map, { give: 0, field: 'street' }, { from: ['straat', 'nr'] })
  assert.deepEqual(named.gives[0]?.columns, { street: { from: ['straat', 'nr'] } })
  const fixed = setColumn(named, { give: 0, field: 'gender' }, { fixed: 'x' })
  assert.deepEqual(fixed.gives[0]?.columns['gender'], { from: [], fixed: 'x' })
  assert.deepEqual(
    setColumn(fixed, { give: 0, field: 'gender' }, { fixed: undefined as never }).gives[0]?.columns,
    {
      street: { from: ['straat', 'nr'] },
    },
  )
})

test('columns that are called as a field are that field', () => {
  const map = guessed(
    newMap(file, 'patrons'),
    0,
    file.columns.map(c => c.name),
  )
  assert.deepEqual(map.gives[0]?.columns, { family_name: { from: ['Family Name'] } })
})

test('words get a meaning in the table of their field, and lose it again', () => {
  const map = newMap(file, 'patrons')
  assert.equal(tableOf(map, 0, 'membership_type'), 'membership_type')
  assert.equal(tableOf(map, 0, 'gender'), 'patrons_gender')
  const codes = setWord({}, 'membership_type', { word: 'VOL', means: 'volwassene' })
  assert.deepEqual(codes, { membership_type: { VOL: 'volwassene' } })
  assert.deepEqual(setWord(codes, 'membership_type', { word: 'VOL', means: '' }), { membership_type: {} })
})

test('a new part of the mapping comes before the others, a known one stays in its place', () => {
  const mapping = { system: 'csv', files: [newMap(file, 'items')], codes: {} }
  assert.deepEqual(
    putMap(mapping, null, newMap(file, 'patrons')).files.map(m => m.gives[0]?.kind),
    ['patrons', 'items'],
  )
  assert.deepEqual(
    putMap(mapping, 0, newMap(file, 'loans')).files.map(m => m.gives[0]?.kind),
    ['loans'],
  )
})

test('what is left behind is what holds something and goes nowhere', () => {
  assert.deepEqual(
    leftColumns(file).map(c => c.name),
    ['geloof'],
  )
})
