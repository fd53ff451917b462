import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { synonymKeys, synonymsOf, wordsQuery } from './words-query.rules.ts'

test('finished words are all asked for; the last may be the beginning of one', () => {
  assert.deepEqual(wordsQuery('Elsschot lijm'), {
    finished: "'elsschot'",
    last: "'lijm'",
    prefix: "'lijm':*",
    phrases: null,
  })
  assert.deepEqual(wordsQuery('een twee drie'), {
    finished: "'een' & 'twee'",
    last: "'drie'",
    prefix: "'drie':*",
    phrases: null,
  })
})

test('a space, a sign or a single letter at the end finishes the last word', () => {
  assert.deepEqual(wordsQuery('lijmen '), { finished: "'lijmen'", last: null, prefix: null, phrases: null })
  assert.deepEqual(wordsQuery('lijmen!'), { finished: "'lijmen'", last: null, prefix: null, phrases: null })
  assert.deepEqual(wordsQuery('harry p'), {
    finished: "'harry' & 'p'",
    last: null,
    prefix: null,
    phrases: null,
  })
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

test('what stands between quotation marks is asked side by side, and what follows it is words again', () => {
  assert.deepEqual(wordsQuery('"het been" elsschot '), {
    finished: "'elsschot'",
    last: null,
    prefix: null,
    phrases: "('het' <1> 'been')",
  })
  assert.equal(wordsQuery('«e-book lezen»')?.phrases, "('ebook' <3> 'lezen')", 'its parts take their places')
  assert.equal(wordsQuery('"leeuw van vl')?.phrases, "('leeuw' <1> 'van' <1> 'vl':*)", 'not typed to its end')
  assert.equal(wordsQuery('"lijmen" "de kaas"')?.phrases, "'lijmen' & ('de' <1> 'kaas')")
  assert.deepEqual(wordsQuery('kaas "" '), wordsQuery('kaas  '))
})

test('declared words are asked with those that mean the same', () => {
  const synonyms = synonymsOf([{ keys: ['gsm', 'mobiele telefoon'] }])
  assert.equal(
    wordsQuery('een gsm kopen ', synonyms)?.finished,
    "'een' & ('gsm' | ('mobiele' & 'telefoon')) & 'kopen'",
  )
  const typed = wordsQuery('mobiele telefoon', synonyms)
  assert.deepEqual([typed?.finished, typed?.last], [null, "(('mobiele' & 'telefoon') | 'gsm')"])
  assert.equal(typed?.prefix, "'mobiele' & 'telefoon':*")
  assert.deepEqual(synonymKeys('mobiele telefoon "niet dit"'), ['mobiele', 'mobiele telefoon', 'telefoon'])
})

test('at most sixteen words are asked for', () => {
  assert.equal(wordsQuery('w '.repeat(100))?.finished?.split(' & ').length, 16)
})

test('whatever is typed, only quoted letters and digits reach the database', () => {
  const shape = /^(?:[&|() ]|:\*|<\d>|'[\p{L}\p{N}]+')*$/u
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...`ab'":*&|!<>-() \\\0é.`) }),
      ),
      text => {
        const query = wordsQuery(text)
        for (const part of [query?.finished, query?.last, query?.prefix, query?.phrases])
          if (part) assert.match(part, shape)
      },
    ),
  )
})
