import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchSorts } from '@kaft/contract/cataloguing'
import fc from 'fast-check'
import {
  addressOfFilters,
  asksSomething,
  facetFields,
  facetsShown,
  type Filters,
  filtersOf,
  isIsbn,
  publicQueryOf,
  questionOf,
} from './filters.model.ts'

const none: Filters = {
  q: '',
  where: 'library',
  branch: null,
  available: false,
  sort: 'relevance',
  typed: false,
  apart: false,
  facets: {},
}
const addressOf = (filters: Filters): URLSearchParams => {
  const parts = Object.entries(addressOfFilters(filters)).filter(part => part[1] !== null)
  return new URLSearchParams(parts as [string, string][])
}

test('an empty address searches the own library and asks nothing yet', () => {
  assert.deepEqual(filtersOf(new URLSearchParams('')), none)
  assert.equal(asksSomething(none), false)
})

test('the address holds the whole search and gives it back', () => {
  const anyFilters = fc.record({
    q: fc.string({ maxLength: 20 }),
    where: fc.constantFrom('all', 'library', 'branch'),
    branch: fc.option(fc.constantFrom('7', '12')),
    sort: fc.constantFrom(...searchSorts),
    available: fc.boolean(),
    typed: fc.boolean(),
    apart: fc.constant(false),
    facets: fc.dictionary(fc.constantFrom(...facetFields), fc.string({ minLength: 1, maxLength: 9 })),
  })
  fc.assert(
    fc.property(anyFilters, filters => {
      const branch = filters.where === 'branch' ? filters.branch : null
      const wanted = { ...filters, branch, facets: { ...filters.facets } } as Filters
      assert.deepEqual(filtersOf(addressOf(wanted)), wanted)
    }),
    { numRuns: 300 },
  )
})

test('taking a facet away clears its part of the address', () => {
  assert.deepEqual(addressOfFilters({ facets: { material: '' } }), { soort: null })
})

test('the question leaves out what is not asked', () => {
  assert.deepEqual(questionOf({ ...none, q: ' elsschot ' }), { q: 'elsschot', where: 'library' })
  assert.deepEqual(questionOf({ ...none, where: 'all', available: true, facets: { material: 'dvd' } }), {
    where: 'all',
    available: '1',
    material: 'dvd',
  })
})

test('files and feeds of a search ask the same, from the library of who asks', () => {
  const at = { library_id: '3', branch_id: '7' }
  assert.equal(publicQueryOf({ ...none, q: 'kaas' }, at), 'q=kaas&library_id=3')
  assert.equal(
    publicQueryOf(
      { ...none, where: 'branch', available: true, sort: 'newest', facets: { genre: 'Romans' } },
      at,
    ),
    'volgorde=nieuwste&aanwezig=1&genre=Romans&library_id=3&branch_id=7',
  )
  assert.equal(publicQueryOf({ ...none, q: 'kaas', where: 'all' }, at), 'q=kaas')
})

test('a chosen value stays in its list though nothing has it any more', () => {
  const shown = facetsShown([{ field: 'language', values: [{ value: 'dut', count: 3, name: null }] }], {
    material: 'dvd',
  })
  assert.deepEqual(shown, [
    { field: 'material', values: [{ value: 'dvd', count: 0, name: null }] },
    { field: 'language', values: [{ value: 'dut', count: 3, name: null }] },
  ])
})

const codes: readonly (readonly [string, boolean])[] = [
  ['9789028425996', true],
  ['978-90-284-2599-6', true],
  ['9789028425997', false],
  ['0306406152', true],
  ['080442957X', true],
  ['0306406153', false],
  ['30000000012345', false],
  ['', false],
]
for (const [code, expected] of codes)
  test(`ISBN ${code || 'empty'}`, () => assert.equal(isIsbn(code), expected))
