import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wordsQuery } from './words-query.rules.ts'

test('finished words are all asked for; the last may be the beginning of one', () => {
  assert.deepEqual(wordsQuery('Elsschot lijm'), {
    finished: "'elsschot'",
    last: "'lijm'",
    prefix: "'lijm':*",
  })
  assert.deepEqual(wordsQuery('een twee drie'), {
    finished: "'een' & 'twee'",
    last: "'drie'",
    prefix: "'drie':*",
  })
})

test('a space, a sign or a single letter at the end finishes the last word', () => {
  assert.deepEqual(wordsQuery('lijmen '), { finished: "'lijmen'", last: null, prefix: null })
  assert.deepEqual(wordsQuery('lijmen!'), { finished: "'lijmen'", last: null, prefix: null })
  assert.deepEqual(wordsQuery('harry p'), { finished: "'harry' & 'p'", last: null, prefix: null })
})

test('a word with a sign inside is found either way', () => {
  assert.equal(wordsQuery('e-book lezen ')?.finished, "('ebook' | ('e' & 'book')) & 'lezen'")
  assert.equal(wordsQuery('e-boo')?.prefix, "('eboo':* | ('e' & 'boo':*))")
  assert.equal(wordsQuery("foto's ")?.finished, "('fotos' | ('foto'))")
})

test('no letter and no digit is no question', () => {
  for (const text of ['', '   ', '!!!', "'\\:*&|<->()", '\0', '😀'])
    assert.equal(wordsQuery(text), null, text)
})

test('at most sixteen words are asked for', () => {
  assert.equal(wordsQuery('w '.repeat(100))?.finished?.split(' & ').length, 16)
})

test('whatever is typed, only quoted letters and digits reach the database', () => {
  const shape = /^(?:[&|() ]|:\*|'[\p{L}\p{N}]+')*$/u
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...`ab'":*&|!<>-() \\\0é.`) }),
      ),
      text => {
        const query = wordsQuery(text)
        for (const part of [query?.finished, query?.last, query?.prefix]) if (part) assert.match(part, shape)
      },
    ),
  )
})
