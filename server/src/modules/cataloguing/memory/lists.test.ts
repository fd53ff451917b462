import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  inAll,
  inAny,
  inBits,
  inRange,
  type List,
  listOf,
  placeFrom,
  type Range,
  setBits,
  wordsFor,
} from './lists.ts'
import { Terms } from './terms.ts'
import { parseTsquery, wordsIn } from './tsquery.rules.ts'

const growing = (most: number, maxLength: number) =>
  fc.uniqueArray(fc.nat(most), { maxLength }).map(numbers => Uint32Array.from(numbers).sort())
const anyLists = fc.array(fc.oneof(growing(300, 200), growing(5_000, 12)), { minLength: 1, maxLength: 9 })
function bitsOf(lists: readonly List[], range: Range): Uint32Array {
  const bits = new Uint32Array(wordsFor(range))
  for (const list of lists) setBits(bits, list, range)
  return bits
}

test('what stands in all lists, and in any', () => {
  fc.assert(
    fc.property(anyLists, fc.nat(400), fc.nat(400), (everywhere, from, wide) => {
      const range = { from, until: from + wide }
      const lists = everywhere.map(list => inRange(list, range))
      for (const [i, list] of everywhere.entries())
        assert.deepEqual(
          [...(lists[i] ?? [])],
          [...list].filter(n => n >= from && n < range.until),
        )
      const [first, ...rest] = lists.map(list => new Set(list))
      const all = [...(first ?? [])].filter(n => rest.every(set => set.has(n))).toSorted((a, b) => a - b)
      const any = [...new Set(lists.flatMap(list => [...list]))].toSorted((a, b) => a - b)
      assert.deepEqual([...inAll(lists)], all)
      assert.deepEqual([...inAny(lists, range)], any)
      assert.deepEqual([...listOf(bitsOf(lists, range), range)], any)
      const [one = new Uint32Array(0), ...others] = lists
      assert.deepEqual(
        [...inBits(one, bitsOf(others, range), range)],
        [...inAll([one, inAny(others, range)])],
      )
    }),
  )
})

test('a place is looked for from a place on', () => {
  fc.assert(
    fc.property(growing(500, 100), list => {
      const number = list[Math.floor(list.length / 2)] ?? 7
      const from = Math.floor(list.length / 3)
      const place = placeFrom(list, number, from)
      assert.ok(place >= from || list.length === 0)
      assert.ok([...list.subarray(from, place)].every(n => n < number))
      assert.ok([...list.subarray(place)].every(n => n >= number))
    }),
  )
})

test('each term has one number, is found again, and by its beginning, whether it was put in order or came later', () => {
  const anyTerm = fc.oneof(fc.stringMatching(/^[a-e]{1,4}$/), fc.string({ minLength: 1, maxLength: 6 }))
  fc.assert(
    fc.property(
      fc.array(anyTerm, { maxLength: 60 }),
      fc.nat(60),
      fc.stringMatching(/^[a-e]{1,2}$/),
      (all, sorted, prefix) => {
        const terms = new Terms()
        const numbers = new Map<string, number>()
        all.forEach((term, i) => {
          const bytes = Buffer.from(`-${term}-`)
          const no = terms.add(bytes, 1, bytes.length - 1)
          assert.equal(numbers.get(term) ?? no, no)
          numbers.set(term, no)
          if (i === sorted) terms.sort()
        })
        assert.equal(terms.count, numbers.size)
        for (const [term, no] of numbers) assert.equal(terms.find(Buffer.from(term)), no)
        assert.equal(terms.find(Buffer.from('not there')), -1)
        const beginning = [...numbers].filter(([term]) => term.startsWith(prefix)).map(([, no]) => no)
        assert.deepEqual(terms.beginning(Buffer.from(prefix)).toSorted(), beginning.toSorted())
      },
    ),
  )
})

test('a question of words is read as PostgreSQL prints it', () => {
  const word = (text: string, more: object = {}) => ({
    is: 'word',
    word: text,
    prefix: false,
    weights: 0,
    ...more,
  })
  assert.deepEqual(parseTsquery("'huis' & ( 'boek' | 'boeken':* )"), {
    is: 'and',
    of: [word('huis'), { is: 'or', of: [word('boek'), word('boeken', { prefix: true })] }],
  })
  assert.deepEqual(parseTsquery("'a' | 'b' & 'c'"), {
    is: 'or',
    of: [word('a'), { is: 'and', of: [word('b'), word('c')] }],
  })
  assert.deepEqual(parseTsquery("'zo''n':*AB"), word("zo'n", { prefix: true, weights: 12 }))
  assert.deepEqual(parseTsquery("'a\\\\b'"), word('a\\b'))
  for (const other of ['', "!'a'", "'a' <-> 'b'", "'a' <2> 'b'", "'a' &", "( 'a'", "'a' 'b'", 'a'])
    assert.equal(parseTsquery(other), null, other)
  assert.equal(wordsIn(parseTsquery("'a' & 'b' | 'a':* & 'a'") ?? assert.fail()).length, 3)
})
