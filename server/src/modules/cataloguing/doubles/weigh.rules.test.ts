import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubleRule } from '@kaft/contract'
import { isProposed, type Laid, weighPair } from './weigh.rules.ts'

const kaas: Laid = {
  title: 'Kaas',
  author: 'Willem Elsschot',
  year: 1933,
  publisher: 'Uitgeverij P.N. van Kampen',
  extent: '143 p. ; 20 cm',
  material: 'book',
  numbers: ['9789025363420'],
  borne: ['10157217'],
  provisional: false,
}
const bare: Laid = { ...kaas, numbers: [], borne: ['x'] }
const proposed = (a: Laid, b: Laid): boolean => isProposed(a, b, weighPair(a, b, doubleRule), doubleRule)

test('what is one title is proposed: by a number, or by all that names it together', () => {
  const cases: [string, Laid, boolean][] = [
    ['the same', kaas, true],
    [
      'without a number, written another way',
      { ...bare, author: 'Elsschot, Willem', publisher: 'P.N. van Kampen nv', extent: '[4], 143 p.' },
      false,
    ],
    [
      'without a number, the same pages',
      { ...bare, author: 'Elsschot Willem', publisher: 'P.N. van Kampen nv', extent: '143 blz.' },
      true,
    ],
    ['another year, no number', { ...bare, year: 1969 }, false],
    ['another year, the same ISBN', { ...kaas, borne: ['y'], year: 1969 }, true],
    ['a subtitle behind it, the same ISBN', { ...kaas, borne: ['y'], title: 'Kaas : roman' }, true],
    [
      'another volume with the ISBN of the set',
      { ...kaas, borne: ['y'], title: 'Lijmen', extent: '200 p.' },
      false,
    ],
    ['the e-book of it, no number', { ...bare, material: 'ebook' }, false],
    ['the title alone', { ...bare, author: null, year: null, publisher: null, extent: null }, false],
    [
      'a number that the other bears, and the title',
      { ...bare, borne: ['10157217'], year: null, publisher: null, extent: null },
      true,
    ],
  ]
  for (const [says, other, is] of cases) assert.equal(proposed(kaas, other), is, says)
})

test('a title that a desk typed is proposed by its words alone, and what it does not say does not count', () => {
  const typed = {
    ...bare,
    author: null,
    year: null,
    publisher: null,
    extent: null,
    material: 'other',
    provisional: true,
  }
  assert.equal(proposed(typed, kaas), true)
  assert.equal(proposed({ ...typed, title: 'Boter' }, kaas), false)
})

test('an issue of a magazine is not another one with the same ISSN', () => {
  const issue = { ...bare, title: 'Flow 2026/3', author: null, numbers: ['18771234'], extent: null }
  assert.equal(proposed(issue, { ...issue, title: 'Flow 2026/4', borne: ['z'] }), false)
  assert.deepEqual(weighPair(issue, { ...issue, borne: ['z'] }, doubleRule).agrees, [
    'issn',
    'title',
    'year',
    'publisher',
    'material',
  ])
})

test('a year that differs by one says nothing, and weighing is the same from both sides', () => {
  const other = { ...bare, year: 1934 }
  assert.ok(!weighPair(kaas, other, doubleRule).differs.includes('year'))
  assert.deepEqual(weighPair(kaas, other, doubleRule), weighPair(other, kaas, doubleRule))
})
