import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leftFor, nothingOpen, opened } from './open-row.model.ts'

const row = (row_no: number, item_type = 'book') => ({ row_no, selectors: { item_type }, values: {} })

test('another row opens at once where nothing was changed', () => {
  const first = opened(nothingOpen, row(1), false)
  assert.deepEqual(first, { row: row(1), wanted: null })
  assert.deepEqual(opened(first, row(2), false), { row: row(2), wanted: null })
})

test('a row with what was not saved stays, and the other waits for a word', () => {
  const first = opened(nothingOpen, row(1), false)
  const asked = opened(first, row(2), true)
  assert.deepEqual(asked, { row: row(1), wanted: row(2) })
  assert.deepEqual(leftFor(asked.wanted), { row: row(2), wanted: null })
  assert.deepEqual(opened(asked, row(1), true), { row: row(1), wanted: null }, 'back to the one that is open')
})

test('two new rows with the same number are not one', () => {
  const fresh = opened(nothingOpen, row(9, 'dvd'), false)
  assert.deepEqual(opened(fresh, row(9, 'cd'), true).wanted, row(9, 'cd'))
})
