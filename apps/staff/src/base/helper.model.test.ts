import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newTags, readLines, readPair } from './helper.model.ts'

test('lines are read as they come whole, and what is none is let go', () => {
  assert.deepEqual(readLines('\n{"kind":"card_out"}\nkapot\n{"kind":"st'), {
    events: [{ kind: 'card_out' }],
    rest: '{"kind":"st',
  })
})

test('a pairing is read back, and anything else is none', () => {
  assert.deepEqual(readPair('{"port":17345,"token":"x"}'), { port: 17345, token: 'x' })
  for (const text of [null, '', '{}', '[]', 'null', '{"port":"1","token":"x"}'])
    assert.equal(readPair(text), null, String(text))
})

const tag = (uid: string, code: string | null, part = 1, parts = 1) => ({ uid, code, part, parts })

test('of a stack only what is new counts, a set once, and a set that lacks parts is told', () => {
  assert.deepEqual(newTags([], [tag('a', '3000'), tag('b', null)]), { codes: ['3000'], short: [] })
  assert.deepEqual(newTags([tag('a', '3000')], [tag('a', '3000'), tag('c', '3001')]).codes, ['3001'])
  const set = [tag('d', '3002', 1, 4), tag('e', '3002', 2, 4), tag('f', '3002', 3, 4)]
  const read = newTags([], set)
  assert.deepEqual(read.codes, ['3002'])
  assert.deepEqual(
    read.short.map(one => [one.code, one.part, one.parts]),
    [['3002', 3, 4]],
  )
  assert.deepEqual(newTags([], [...set, tag('g', '3002', 4, 4)]).short, [])
})
