import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { typedOf } from './fields.rules.ts'

test('a field is named before its words, and the rest are words as ever', () => {
  const { free, meaning, fault } = typedOf('kaas auteur:elsschot')
  assert.deepEqual([free.trim(), fault], ['kaas', null])
  assert.deepEqual(meaning, {
    is: 'words',
    part: 'maker',
    query: "'elsschot':*B",
    exactly: null,
    whole: null,
  })
  assert.deepEqual(typedOf('Author: elsschot').meaning, meaning)
})

test('each field means its own', () => {
  const table: readonly (readonly [string, object])[] = [
    ['titel:"het been"', { is: 'words', part: 'title', query: "'het':AB <-> 'been':AB" }],
    ['onderwerp:oorlog', { is: 'words', part: 'subject' }],
    ['uitgever:"Van Halewyck"', { is: 'marks', query: "'~pvan' & '~phalewyck'" }],
    ['reeks:kijk', { is: 'marks', query: "'~skijk':*" }],
    ['isbn:978-94-6000-001-0', { is: 'number', numbers: ['9789460000010'] }],
    ['jaar:1990-1999', { is: 'year', from: 1990, until: 1999 }],
    ['jaar:1990', { is: 'year', from: 1990, until: 1990 }],
    ['jaar:1990-', { is: 'year', from: 1990, until: 9999 }],
    ['jaar:-1990', { is: 'year', from: 0, until: 1990 }],
    ['taal:dut', { is: 'tag', tags: ['language:dut'] }],
    ['avi:M4', { is: 'tag', tags: ['avi:m4'] }],
    ['siso:"J 614.8"', { is: 'tag', tags: ['siso:j 614.8'] }],
    ['nur:282', { is: 'tag', tags: ['nur:282'] }],
    ['zizo:dieren', { is: 'tag', tags: ['zizo:dieren'] }],
    ['cql: kaft.music = 782.3', { is: 'tag', tags: ['music:782.3'] }],
  ]
  for (const [text, expected] of table) assert.partialDeepStrictEqual(typedOf(text).meaning, expected, text)
})

test('two fields are both asked, and CQL is asked as a whole', () => {
  assert.equal(typedOf('auteur:elsschot jaar:1933').meaning?.is, 'and')
  const cql = typedOf('cql: dc.title = kaas or dc.creator = elsschot')
  assert.deepEqual([cql.free, cql.meaning?.is], ['', 'or'])
})

test('a colon after another word is a sign like any', () => {
  for (const text of ['Mozart: een leven', 'http://voorbeeld', 'subtitel:kaas', 'titel:']) {
    assert.deepEqual(typedOf(text), { free: text, meaning: null, fault: null })
  }
})

test('what cannot be understood is told', () => {
  assert.equal(typedOf('jaar:vroeger').fault, 'jaar:vroeger')
  assert.equal(typedOf('cql: dc.title =').fault, 'dc.title =')
  assert.equal(typedOf('cql:').fault, '')
})

test('whatever is typed is read', () => {
  const unit = fc.constantFrom(...'auteur:titel:jaar:"“”x1-*?^\\ ')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), text => assert.ok(typedOf(text).free.length >= 0)),
  )
})
