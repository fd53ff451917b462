import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differencesOf } from './changes.model.ts'

const words = { yes: 'ja', no: 'nee', name: (field: string): string => ({ name: 'naam' })[field] ?? field }

test('only the fields that changed, each with both values', () => {
  const before = { name: 'Centrum', address: null, hours: [{ weekday: 1, opens: '10:00', closes: '12:00' }] }
  const after = {
    name: 'Centrum',
    address: 'Markt 1',
    hours: [{ weekday: 1, opens: '10:00', closes: '12:30' }],
  }
  assert.deepEqual(differencesOf(before, after, words), [
    { at: 'address', before: null, after: 'Markt 1' },
    { at: 'hours', before: 'weekday 1, opens 10:00, closes 12:00', after: null },
    { at: 'hours', before: null, after: 'weekday 1, opens 10:00, closes 12:30' },
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
test('a plain value stands without a name', () => {
  assert.deepEqual(differencesOf(false, true, words), [{ at: '', before: 'nee', after: 'ja' }])
})
test('nested objects are named by their path; nothing changed is nothing', () => {
  assert.deepEqual(differencesOf({ a: { b: 1 } }, { a: { b: 2 } }, words), [
    { at: 'a · b', before: '1', after: '2' },
  ])
  assert.deepEqual(differencesOf({ a: [1, 2] }, { a: [1, 2] }, words), [])
})
