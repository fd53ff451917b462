import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ChangeWords, differencesOf } from './changes.model.ts'

const words: ChangeWords = {
  yes: 'ja',
  no: 'nee',
  name: field => ({ name: 'naam', hours: 'uren' })[field] ?? field,
  value: (field, value) => (field === 'starts_on' ? `dag ${String(value)}` : null),
  hidden: new Set(['version_id']),
}

test('only the fields that changed, each with both values', () => {
  const before = { name: 'Centrum', address: null, hours: [{ weekday: 1, opens: '10:00' }, { weekday: 2 }] }
  const after = {
    name: 'Centrum',
    address: 'Markt 1',
    hours: [{ weekday: 1, opens: '10:30' }, { weekday: 2 }],
  }
  assert.deepEqual(differencesOf(before, after, words), [
    { at: 'address', before: null, after: 'Markt 1' },
    { at: 'uren', before: 'weekday 1, opens 10:00', after: null },
    { at: 'uren', before: null, after: 'weekday 1, opens 10:30' },
  ])
})
test('what is new has no before, what is gone no after', () => {
  assert.deepEqual(differencesOf(null, { name: 'Balie 2', sound: true }, words), [
    { at: 'naam', before: null, after: 'Balie 2' },
    { at: 'sound', before: null, after: 'ja' },
  ])
  assert.deepEqual(differencesOf({ value: 250 }, { value: null }, words), [
    { at: 'value', before: '250', after: null },
  ])
})
test('values have their own words, and what means nothing to people is left out', () => {
  assert.deepEqual(differencesOf({ version_id: '2' }, { version_id: '5', starts_on: '2027-01-01' }, words), [
    { at: 'starts_on', before: null, after: 'dag 2027-01-01' },
  ])
  assert.deepEqual(differencesOf({ rows: [] }, { rows: [{ version_id: '2', starts_on: 'x' }] }, words), [
    { at: 'rows', before: null, after: 'starts_on dag x' },
  ])
})
test('a plain value stands without a name; nested ones are named by their path', () => {
  assert.deepEqual(differencesOf(false, true, words), [{ at: '', before: 'nee', after: 'ja' }])
  assert.deepEqual(differencesOf({ a: { b: 1 } }, { a: { b: 2 } }, words), [
    { at: 'a · b', before: '1', after: '2' },
  ])
  assert.deepEqual(differencesOf({ a: [1, 2] }, { a: [1, 2] }, words), [])
})
