import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raised, wishOf } from './propose.rules.ts'

const typed = { title_id: null, title: null, author: null, isbn: null }
const unknown = { isbn: undefined, title: null }
const kaas = { title_id: '7', title: 'Kaas', author: 'Elsschot, Willem' }

test('a suggestion asks for a title of the catalogue, or for what was typed, and says why it asks nothing', () => {
  const cases: [string, Parameters<typeof wishOf>, ReturnType<typeof wishOf>][] = [
    ['nothing', [typed, unknown], 'purchase_says_nothing'],
    ['spaces', [{ ...typed, title: '  ', author: 'Elsschot' }, unknown], 'purchase_says_nothing'],
    [
      'a title as it was typed',
      [{ ...typed, title: ' Kaas ', author: ' ' }, unknown],
      { title_id: null, title: 'Kaas', author: null, isbn: null },
    ],
    ['digits that are no ISBN', [{ ...typed, title: 'Kaas', isbn: '123' }, unknown], 'purchase_isbn_wrong'],
    [
      'an ISBN alone',
      [
        { ...typed, isbn: '90-00-00010-0' },
        { isbn: '9789000000104', title: null },
      ],
      { title_id: null, title: null, author: null, isbn: '9789000000104' },
    ],
    [
      'an ISBN that the catalogue knows: its words, whatever was typed',
      [
        { ...typed, title: 'kaasboek', author: 'wie?', isbn: '9789000000104' },
        { isbn: '9789000000104', title: kaas },
      ],
      { ...kaas, isbn: '9789000000104' },
    ],
    [
      'a title by its number',
      [
        { ...typed, title_id: '7' },
        { ...unknown, title: kaas },
      ],
      { ...kaas, isbn: null },
    ],
    [
      'a title without author stays without one',
      [
        { ...typed, title_id: '7', author: 'wie?' },
        { ...unknown, title: { ...kaas, author: null } },
      ],
      { ...kaas, author: null, isbn: null },
    ],
    ['a number that is no title', [{ ...typed, title_id: '8', title: 'Kaas' }, unknown], 'not_found'],
  ]
  for (const [what, asked, says] of cases) assert.deepEqual(wishOf(...asked), says, what)
})

test('asked once more, it asks for as many copies as whoever wants most', () => {
  assert.deepEqual(raised({ asked: 1, copies: 2 }, 1), { asked: 2, copies: 2 })
  assert.deepEqual(raised({ asked: 4, copies: 2 }, 3), { asked: 5, copies: 3 })
})
