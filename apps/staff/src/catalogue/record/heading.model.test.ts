import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedOf, isLinked, kindsOf, takenOver } from './heading.model.ts'

const line = (tag: string, text: string) => ({ key: 1, tag, ind1: '#', ind2: '#', text })

test('fields of names, works, subjects and genres are looked up by their kind, others are not', () => {
  assert.deepEqual(['100', '650', '655', '830', '245', '490', '852'].map(kindsOf), [
    'person',
    'topic,genre',
    'genre',
    'title',
    null,
    null,
    null,
  ])
})

test('what is asked is the name that is typed, and not what stands behind it', () => {
  assert.equal(askedOf(line('100', '‡a Elsschot, W ‡e auteur ‡4 aut')), 'Elsschot, W')
  assert.equal(askedOf(line('100', '‡a ')), '')
})

test('a heading is taken over with its number; what is the own of the field stays', () => {
  const hit = {
    field: {
      ind1: '1',
      ind2: ' ',
      subfields: [
        { code: 'a', value: 'Elsschot, Willem,' },
        { code: 'd', value: '1882-1960' },
      ],
    },
    number: '(vlacc)77',
  }
  const made = takenOver(line('700', '‡a elss ‡e illustrator'), hit)
  assert.equal(made.text, '‡a Elsschot, Willem, ‡d 1882-1960 ‡e illustrator ‡0 (vlacc)77')
  assert.equal(made.ind1, '1')
  assert.equal(isLinked({ ...line('700', made.text) }), true)
  assert.equal(isLinked(line('245', '‡a x ‡0 y')), false)
})
