import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareTexts } from './compare.rules.ts'

test('P111 two versions are compared line by line: what stays, what went, what came', () => {
  assert.deepEqual(compareTexts('a\nb\nc', 'a\nx\nc\nd'), [
    { kind: 'same', text: 'a' },
    { kind: 'gone', text: 'b' },
    { kind: 'new', text: 'x' },
    { kind: 'same', text: 'c' },
    { kind: 'new', text: 'd' },
  ])
  assert.deepEqual(compareTexts('', ''), [{ kind: 'same', text: '' }])
})

test('from what it says both texts come back', () => {
  const texts = ['een\ntwee\ndrie', 'drie\ntwee\neen', '', 'een\neen\ntwee', 'x\ny']
  for (const before of texts)
    for (const after of texts) {
      const lines = compareTexts(before, after)
      const side = (leave: 'gone' | 'new') =>
        lines
          .filter(l => l.kind !== leave)
          .map(l => l.text)
          .join('\n')
      assert.deepEqual([side('new'), side('gone')], [before, after])
    }
})
