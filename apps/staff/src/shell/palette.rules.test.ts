import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meant, plain } from './palette.rules.ts'

test('accents and capitals do not matter', () => {
  assert.equal(plain(' Één Brüssel '), 'een brussel')
})

test('the whole word beats its beginning, and that beats a word inside', () => {
  assert.equal(meant('balie', ['De balie', 'balie van de bib'], ['balie']), 4)
  assert.equal(meant('bal', ['Balie']), 3)
  assert.equal(meant('lijst', ['De lijst']), 2)
  assert.equal(meant('lijst', ['Kastlijst']), 1)
  assert.equal(meant('xyz', ['Balie']), 0)
})

test('what is called just so comes before what is also called so', () => {
  assert.equal(meant('Reserveringen', ['Reserveringen', 'Reservations']), 5)
  assert.equal(meant('Reserveringen', ['Reserveringskast'], ['reserveringen']), 4)
})

test('every typed word must be found', () => {
  assert.equal(meant('kast lijst', ['Kastlijst']), 1)
  assert.equal(meant('kast zee', ['Kastlijst']), 0)
})

test('nothing typed means nothing', () => {
  assert.equal(meant('  ', ['Balie']), 0)
})
