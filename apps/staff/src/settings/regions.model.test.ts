import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf, regionsIn } from './regions.model.ts'

const libraries = [
  { library_id: '1', name: 'Bib Testgem' },
  { library_id: '2', name: 'Bib Alleenberg' },
]

test('regions are typed as lines of a library and its region, and read back the same', () => {
  const text = linesOf(libraries, { '1': 'Kust' })
  assert.equal(text, 'Bib Testgem; Kust\nBib Alleenberg;')
  assert.deepEqual(regionsIn(text, libraries), { regions: { '1': 'Kust' } })
  assert.deepEqual(regionsIn(' bib alleenberg ;  Haspengouw \n\n', libraries), {
    regions: { '2': 'Haspengouw' },
  })
  assert.deepEqual(regionsIn('', libraries), { regions: {} })
})

test('a line that names no library, or the sign for all of Flanders, is said', () => {
  assert.deepEqual(regionsIn('Bib Testgem; Kust\nBib Nergens; Kust', libraries), {
    wrong: 'Bib Nergens; Kust',
  })
  assert.deepEqual(regionsIn('Bib Testgem; *', libraries), { wrong: 'Bib Testgem; *' })
})
