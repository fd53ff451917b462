import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wishOfHopeless, wishOfRatio, wishOfSearch, wishOfTitle } from './wish.model.ts'

const of = (q: string, facets: { author?: string } = {}) => {
  const { title, author, isbn } = wishOfSearch({ q, facets })
  return [title, author, isbn]
}
const cases: readonly [string, [string, string, string]][] = [
  ['lijmen elsschot', ['lijmen elsschot', '', '']],
  ['978-94-6000-100-0', ['', '', '978-94-6000-100-0']],
  ['9460001009', ['', '', '9460001009']],
  ['9789460001001', ['9789460001001', '', '']],
  ['auteur:elsschot titel:"het been"', ['het been', 'elsschot', '']],
  ['lijmen auteur:"Willem Elsschot"', ['lijmen', 'Willem Elsschot', '']],
  ['isbn:9789460001000 kaas', ['kaas', '', '9789460001000']],
  ['"het been" siso:614.8 jaar:1990-1999', ['het been', '', '']],
  ['Lijmen: het been', ['Lijmen: het been', '', '']],
  ['cql: dc.title = kaas', ['', '', '']],
  ['  ', ['', '', '']],
]
for (const [q, says] of cases)
  test(`a search for “${q}” begins a suggestion`, () => assert.deepEqual(of(q), says))

test('an author that was chosen among the filters is the author', () => {
  assert.deepEqual(of('kaas', { author: 'Elsschot, Willem' }), ['kaas', 'Elsschot, Willem', ''])
})

const title = { title_id: '7', title: 'Kaas', author: null, isbn: '9789460001000', purchase: null }
test('from a hold that nothing can fill: why, how many wait, and the copies that they need', () => {
  const row = {
    ...title,
    hold_id: '1',
    pickup_branch: 'Centrum',
    placed_on: '2026-11-20',
    ibl_libraries: 0,
    ibl_until: null,
    waiting: 9,
  }
  const wish = wishOfHopeless({ ...row, reason: 'no_items' }, 4)
  assert.deepEqual(
    [wish.title_id, wish.author, wish.because, wish.copies, wish.waiting],
    ['7', '', 'no_items', 3, 9],
  )
  assert.equal(wishOfHopeless({ ...row, reason: 'all_gone', waiting: 1 }, 4).because, 'replace')
  assert.equal(wishOfHopeless({ ...row, reason: 'not_loanable', waiting: 0 }, 4).copies, 1)
  assert.equal(wishOfHopeless({ ...row, reason: 'not_loanable', waiting: 500 }, 1).copies, 99)
})

test('from a title that others have: what it is, and how many wait; not where the own library has it', () => {
  const at = {
    library_id: '2',
    library_name: 'Elders',
    branch_id: '5',
    branch_name: 'Elders Centrum',
    items: 1,
    available: 1,
    shelf: null,
    call_number: null,
    next_due_on: null,
  }
  const found = { ...title, isbns: ['9789460001000'], availability: [at], waiting: 0 }
  const wish = wishOfTitle(found, '1')
  assert.deepEqual([wish?.title_id, wish?.isbn, wish?.copies, wish?.waiting], ['7', '9789460001000', 1, null])
  assert.equal(wishOfTitle(found, '2'), null)
})

test('from a queue that is too long: the copies that bring it to the limit', () => {
  const row = { ...title, material: 'book', holds: 12, items: 1, on_order: 0, ratio: 12, more_needed: 2 }
  const wish = wishOfRatio(row)
  assert.deepEqual([wish.because, wish.copies, wish.waiting], ['queue', 2, 12])
})
