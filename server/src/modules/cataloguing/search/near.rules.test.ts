import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { distance, joinings, nearest, neighbours, parted, partings } from './near.rules.ts'

test('letters added, dropped, replaced and swapped count one each', () => {
  const cases: [a: string, b: string, far: number][] = [
    ['elsschot', 'elsschot', 0],
    ['elschot', 'elsschot', 1],
    ['lijmne', 'lijmen', 1],
    ['boek', 'doel', 2],
    ['', 'abc', 3],
  ]
  for (const [a, b, far] of cases) assert.equal(distance(a, b), far, `${a} ${b}`)
})

test('it is the same from both sides, and never more than the longer word', () => {
  const word = fc.string({ maxLength: 12, unit: fc.constantFrom(...'abcd') })
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(distance(a, b), distance(b, a))
      assert.ok(distance(a, b) <= Math.max(a.length, b.length))
      assert.equal(distance(a, b) === 0, a === b)
    }),
  )
})

test('the nearest is offered, in the given order where two are equally near, and none that is far', () => {
  assert.equal(nearest('elschot', ['schot', 'elsschot']), 'elsschot')
  assert.equal(nearest('boek', ['boer', 'hoek']), 'boer')
  assert.equal(nearest('kat', ['olifant']), null)
  assert.equal(nearest('kat', ['kat']), null)
  assert.equal(nearest('kat', []), null)
})

test('neighbours are all words at a distance of one, and no others', () => {
  const word = fc.string({ maxLength: 6, unit: fc.constantFrom(...'abc') })
  fc.assert(
    fc.property(word, word, (a, b) =>
      assert.equal(neighbours(a).includes(b), distance(a, b) === 1, `${a} ${b}`),
    ),
    { numRuns: 2_000 },
  )
  fc.assert(fc.property(word, a => assert.ok(neighbours(a).every(b => distance(a, b) === 1))))
  assert.ok(neighbours('mosca').includes('moscau') && neighbours('ёлка').includes('ёкла'))
})

test('two words that follow one another may be one, at each place', () => {
  assert.deepEqual(joinings(['vrouwen', 'kies', 'recht']), [
    { word: 'vrouwenkies', said: ['vrouwenkies', 'recht'] },
    { word: 'kiesrecht', said: ['vrouwen', 'kiesrecht'] },
  ])
  assert.deepEqual(joinings(['een']), [])
})

test('a compound is parted where both parts are words, the commoner ones first', () => {
  const titles = new Map([
    ['kook', 3],
    ['boeken', 9],
    ['kookboe', 1],
  ])
  assert.equal(parted('kookboeken', titles), 'kook boeken')
  assert.equal(parted('kookboeken', new Map([['kook', 3]])), null)
  assert.deepEqual(partings('kort'), [], 'too short to be two words')
  assert.deepEqual(partings('kookboek'), [['kook', 'boek']])
})
