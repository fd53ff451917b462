import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choicesOf, mapOf, mayGoBack } from './fusion.model.ts'

test('a word that stays as it is, is not mapped', () =>
  assert.deepEqual(mapOf({ volw: ' volwassene ', jeugd: 'jeugd', senior: '' }), { volw: 'volwassene' }))

test('the way back is open while it moves, and until its hour after the signature', () => {
  const now = '2026-12-01T10:00:00Z'
  const until = (undo_until: string | null) => mayGoBack({ state: 'live', undo_until }, now)
  assert.deepEqual(
    [until('2026-12-01T10:00:01Z'), until('2026-12-01T10:00:00Z'), until(null)],
    [true, false, false],
  )
  assert.equal(mayGoBack({ state: 'moved', undo_until: null }, now), true)
  assert.equal(mayGoBack({ state: 'checked', undo_until: null }, now), false)
})

test('a word that the other library does not have stands among what it can become while it is chosen', () => {
  const choices = [{ word: 'volwassene', name: 'Volwassene' }]
  const known = { value: 'volwassene', label: 'Volwassene' }
  assert.deepEqual(choicesOf(choices, choices[0]!), [known])
  assert.deepEqual(choicesOf(choices, { word: 'senior', name: 'Senior 65+' }), [
    { value: 'senior', label: 'Senior 65+' },
    known,
  ])
})
