import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankRules, faultsOf, formOf, rulesOf } from './rules.model.ts'

test('rules come back from the form as they were', () => {
  const rules = rulesOf(
    {
      ...blankRules('I001'),
      name: 'Levering',
      protect: '690, 9xx',
      feed: 'oai',
      address: 'https://x.invalid/oai',
    },
    null,
  )
  assert.deepEqual(rules.protect, ['690', '9XX'])
  assert.deepEqual(
    rules.match.map(m => m.point),
    ['number', 'isbn', 'title', 'author', 'year'],
  )
  assert.deepEqual(rulesOf(formOf('Levering', rules), rules), rules)
})

test('what the form does not show is kept', () => {
  const before = rulesOf(blankRules('I001'), null)
  const words = { ...before, holdings: { ...before.holdings!, branches: { hoofdbib: 'I0010' } } }
  assert.deepEqual(rulesOf(formOf('x', words), words).holdings?.branches, { hoofdbib: 'I0010' })
})

test('what is missing or cannot be read', () => {
  assert.deepEqual(faultsOf({ ...blankRules(''), protect: '69' }), ['name', 'source', 'protect'])
  assert.deepEqual(faultsOf({ ...blankRules('I001'), name: 'x' }), [])
  const odd = rulesOf(
    { ...blankRules('I001'), threshold: 'veel', weights: { ...blankRules('').weights, isbn: '999' } },
    null,
  )
  assert.deepEqual([odd.threshold, odd.match.find(m => m.point === 'isbn')?.weight], [1, 100])
})
