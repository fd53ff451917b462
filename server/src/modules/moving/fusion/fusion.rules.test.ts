import assert from 'node:assert/strict'
import { test } from 'node:test'
import { becoming, countedKinds, countsOf, mapped, unmapped } from './fusion.rules.ts'

test('a word becomes what it was mapped to, else it stays; what the other library does not know is told', () => {
  const types = becoming(
    [
      { word: 'volw', count: 3 },
      { word: 'jeugd', count: 2 },
      { word: 'senior', count: 1 },
    ],
    { volw: 'volwassene' },
    new Set(['volwassene', 'jeugd']),
  )
  assert.deepEqual(
    types.map(t => [t.becomes, t.known]),
    [
      ['volwassene', true],
      ['jeugd', true],
      ['senior', false],
    ],
  )
  assert.deepEqual(unmapped({ membership_types: types }), ['senior'])
  const map = { membership_types: { volw: 'volwassene' }, item_types: {} }
  assert.deepEqual(
    [mapped(map, 'membership_types', 'volw'), mapped(map, 'item_types', 'book')],
    ['volwassene', 'book'],
  )
})

test('counts fit to the one and to the cent, or they do not', () => {
  const before = Object.fromEntries(countedKinds.map(kind => [kind, 7])) as Record<
    (typeof countedKinds)[number],
    number
  >
  const came = new Map<string, number>(countedKinds.map(kind => [kind, 7]))
  assert.ok(countsOf(before, came).every(c => c.fits))
  came.set('balance', 6)
  assert.deepEqual(
    countsOf(before, came)
      .filter(c => !c.fits)
      .map(c => c.kind),
    ['balance'],
  )
  assert.deepEqual(countsOf(null, came), [])
})
