import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasUnreadDay, noMore } from './wish.model.ts'

test('a day that nobody can read is told before a reservation that would hold at any time', () => {
  for (const text of ['32/13', 'ooit', '30/2/2027']) {
    assert.equal(hasUnreadDay({ ...noMore, notBefore: text }), true, text)
    assert.equal(hasUnreadDay({ ...noMore, notAfter: text }), true, text)
  }
})

test('a day that can be read, and none, stand in no way', () => {
  assert.equal(hasUnreadDay(noMore), false)
  assert.equal(hasUnreadDay({ ...noMore, notBefore: ' ', notAfter: '17/5/2027' }), false)
})
