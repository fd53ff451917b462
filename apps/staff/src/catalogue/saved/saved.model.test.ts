import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filtersOf } from '../filters.model.ts'
import { addressOfAsk, askOf, filtersOfAsk, mailIn, nameFor } from './saved.model.ts'

test('a search that is kept is run as it was asked, by its address', () => {
  for (const address of [
    'q=kaas&waar=alle',
    'q=auteur%3Aelsschot&waar=vestiging&van=7&volgorde=aanwinst&aanwezig=1&namen=getypt&soort=book&jaar=1990',
    'soort=comic',
  ]) {
    const filters = filtersOf(new URLSearchParams(address))
    assert.deepEqual(filtersOfAsk(askOf(filters)), filters)
    const back = new URLSearchParams(addressOfAsk(askOf(filters)).split('?')[1])
    assert.deepEqual(filtersOf(back), filters)
  }
})

test('whether editions stand apart is the choice of an account, and no part of what is kept', () => {
  const filters = filtersOf(new URLSearchParams('q=kaas'), true)
  assert.deepEqual(askOf(filters), { q: 'kaas', where: 'library' })
})

test('the name begins as what was typed, or else as what was chosen', () => {
  assert.equal(nameFor(filtersOf(new URLSearchParams('q=+kaas+'))), 'kaas')
  assert.equal(nameFor(filtersOf(new URLSearchParams('genre=thriller&auteur=X'))), 'thriller, X')
})

test('an address of mail is read, left empty, or told to be none', () => {
  assert.equal(mailIn('  '), null)
  assert.equal(mailIn(' bib@testgem.invalid '), 'bib@testgem.invalid')
  assert.equal(mailIn('bib'), undefined)
  assert.equal(mailIn('a@b, c@d'), undefined)
})
