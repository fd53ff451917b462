import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageName, languageTag } from './languages.ts'

test('codes of records become those of pages: two letters where there are two, bibliographic codes too', () => {
  for (const [code, tag] of [
    ['dut', 'nl'],
    ['eng', 'en'],
    ['fre', 'fr'],
    ['ger', 'de'],
    ['chi', 'zh'],
    ['cze', 'cs'],
    ['per', 'fa'],
    ['fry', 'fy'],
    ['grc', 'grc'],
  ] as const)
    assert.equal(languageTag(code), tag, code)
})

test('what names no language has no tag', () => {
  for (const code of [null, '', 'und', 'mul', 'zxx', 'mis', 'qaa', 'xxx', '|||', '   ', 'DUT', 'nl', 'dutch'])
    assert.equal(languageTag(code), null, String(code))
})

test('languages are named in the language of whoever reads; a code that nobody knows stands for itself', () => {
  assert.equal(languageName('dut', 'nl'), 'Nederlands')
  assert.equal(languageName('fre', 'nl'), 'Frans')
  assert.equal(languageName('spa', 'en'), 'Spanish')
  assert.equal(languageName('mul', 'nl'), 'meerdere talen')
  for (const code of ['?', 'und', 'xxx', 'nl']) assert.equal(languageName(code, 'nl'), code)
})
