import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeLetter, codeOf, codeTyped } from './code.rules.ts'

const to = {
  given_name: 'Jeanne',
  family_name: 'Proefmans',
  care_of: null,
  street: 'Testlaan 1',
  postcode: '9000',
  municipality: 'Gent',
  library_name: 'Bib Testgem',
}

test('a code is eight signs in two groups, each as likely, and too few good bytes make none', () => {
  assert.equal(codeOf(Uint8Array.from({ length: 16 }, (_, i) => i)), 'BCDF-GHJK')
  assert.equal(codeOf(Uint8Array.from({ length: 16 }, () => 255)), null)
  const signs = new Set(Array.from({ length: 252 }, (_, i) => codeOf(new Uint8Array(8).fill(i))?.[0]))
  assert.equal(signs.size, 28)
  assert.ok(![...'AEIOUY01'].some(sign => signs.has(sign)))
})

test('it is read however it is typed', () => {
  for (const typed of ['k7pm-3xqd', ' K7PM 3XQD', 'K7PM–3XQD'])
    assert.equal(codeTyped(typed), 'K7PM3XQD', typed)
})

test('the letter says where, the code and until when, and never the number of the card', () => {
  const of = {
    code: 'K7PM-3XQD',
    today: '2026-11-25',
    until: '2026-12-09',
    page: 'https://kaft.test/mijn/code',
  }
  const said = JSON.stringify(codeLetter(to, of))
  for (const part of [
    'K7PM-3XQD',
    '9 december 2026',
    '25 november 2026',
    'https://kaft.test/mijn/code',
    'Testlaan 1',
  ])
    assert.ok(said.includes(part), part)
  assert.deepEqual(codeLetter({ ...to, street: null, postcode: null, municipality: null }, of).address, [
    'Jeanne Proefmans',
  ])
})
