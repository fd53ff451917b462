import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksSomething, fixed, isMine, keepFault, type Keeping } from './keep.rules.ts'

const kept = { own: true, orphan: false, version: 3, ended: false }
const keeping: Keeping = {
  before: null,
  version: 0,
  asks: { q: 'kaas' },
  ended: false,
  kept: 0,
  most: 200,
  mayCatalogue: false,
}

test('a kept search asks something: words, a filter or what stands in; where and in which order is no question', () => {
  assert.equal(asksSomething({ q: ' kaas ' }), true)
  assert.equal(asksSomething({ material: 'comic' }), true)
  assert.equal(asksSomething({ available: '1' }), true)
  assert.equal(asksSomething({ q: '  ', where: 'library', sort: 'added' }), false)
})

test('"my branch" is kept as the branch where it was asked; a branch that was named stays', () => {
  assert.deepEqual(fixed({ q: 'kaas', where: 'branch' }, '7'), { q: 'kaas', where: 'branch', branch: '7' })
  assert.deepEqual(fixed({ q: 'kaas', where: 'branch', branch: '8' }, '7'), {
    q: 'kaas',
    where: 'branch',
    branch: '8',
  })
  assert.deepEqual(fixed({ q: 'kaas', where: 'all' }, '7'), { q: 'kaas', where: 'all' })
})

test('one changes what is their own; what a colleague left behind, whoever catalogues', () => {
  assert.equal(isMine(kept, { mayCatalogue: false }), true)
  assert.equal(isMine({ own: false, orphan: false }, { mayCatalogue: true }), false)
  assert.equal(isMine({ own: false, orphan: true }, { mayCatalogue: false }), false)
  assert.equal(isMine({ own: false, orphan: true }, { mayCatalogue: true }), true)
})

test('why a search is not kept, one reason at a time', () => {
  const faults: [Partial<Keeping>, ReturnType<typeof keepFault>][] = [
    [{}, null],
    [{ kept: 199 }, null],
    [{ kept: 200 }, 'saved_searches_full'],
    [{ asks: { where: 'all' } }, 'saved_search_empty'],
    [{ before: undefined }, 'not_found'],
    [{ before: { ...kept, own: false }, version: 3 }, 'saved_search_not_yours'],
    [{ before: kept, version: 2 }, 'changed_meanwhile'],
    [{ before: kept, version: 3, kept: 200 }, null],
    [{ before: { ...kept, ended: true }, version: 3, kept: 200 }, 'saved_searches_full'],
    [{ before: kept, version: 3, kept: 200, ended: true, asks: {} }, null],
  ]
  for (const [part, fault] of faults)
    assert.equal(keepFault({ ...keeping, ...part }), fault, JSON.stringify(part))
})
