import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { find, heldOf } from './find.ts'
import { TitleMemory, type TitleRow } from './memory.ts'
import { placeOf } from './places.rules.ts'
import { type Asked, parseTsquery } from './tsquery.rules.ts'

/* Titles are found in parts, by tiers, in two halves: what is found is what whoever looks at each title finds. */
const TIERS = 7
const WORDS = ['aap', 'aapje', 'noot', 'mies', 'wim']
interface Title {
  readonly tier: number
  readonly described: boolean
  readonly words: readonly string[]
  readonly weight: number
  readonly mark: number
  readonly branches: readonly string[]
}
const anyTitle: fc.Arbitrary<Title> = fc.record({
  tier: fc.nat(TIERS - 1),
  described: fc.boolean(),
  words: fc.subarray(WORDS),
  weight: fc.nat(3),
  mark: fc.integer({ min: 1, max: 3 }),
  branches: fc.subarray(['1', '2', '3']),
})
const markOf = (n: number): Buffer => Buffer.from([3, 0, 0, 0, 0, n])
function rowOf(id: number, { tier, described, words, weight, mark, branches }: Title): TitleRow {
  const bytes = Buffer.from(words.join(' '))
  return {
    facts: { id, line: { high: -1, low: -id }, popularity: 0, year: 0, tier, described },
    marks: [markOf(mark)],
    bytes,
    words: words.map(word => {
      const start = bytes.indexOf(` ${word} `) + 1 || Buffer.from(`${words.join(' ')} `).indexOf(`${word} `)
      return { start, end: start + word.length, places: placeOf(1, weight) }
    }),
    branches,
  }
}
const weighs = (weights: number, weight: number): boolean => weights === 0 || ((weights >>> weight) & 1) === 1
const has = (asked: Asked, t: Title): boolean =>
  asked.is === 'word'
    ? weighs(asked.weights, t.weight) &&
      t.words.some(w => (asked.prefix ? w.startsWith(asked.word) : w === asked.word))
    : asked.is === 'and'
      ? asked.of.every(part => has(part, t))
      : asked.of.some(part => has(part, t))

const QUERIES = [
  "'aap'",
  "'aap':*",
  "'noot':A",
  "'aap':*BC & 'noot'",
  "'aap' | 'mies' | 'wim'",
  "'noot' & ( 'aap' | 'mies':* )",
  "'niemand' & 'aap':*",
]

test('titles are found from the most popular tier down, whichever parts are looked at together', () => {
  fc.assert(
    fc.property(
      fc.array(anyTitle, { maxLength: 120 }),
      fc.array(anyTitle, { maxLength: 20 }),
      fc.record({
        query: fc.option(fc.constantFrom(...QUERIES), { nil: null }),
        most: fc.constantFrom(0, 1, 5, 300),
        part: fc.integer({ min: 1, max: 50 }),
        mark: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
        branches: fc.option(fc.subarray(['1', '2', '4']), { nil: null }),
        described: fc.boolean(),
      }),
      (before, later, { query, most, part, mark, branches, described }) => {
        const memory = new TitleMemory()
        const all = [...before.toSorted((a, b) => a.tier - b.tier), ...later]
        for (const [i, title] of all.entries()) {
          if (i === before.length) memory.fill()
          // Each third of those that come later is one that was there, changed.
          memory.put(rowOf(i >= before.length && i % 3 === 0 ? i - before.length : i, title))
        }
        if (later.length === 0) memory.fill()
        const words = query === null ? null : parseTsquery(query)
        const marks = mark === null ? [] : [markOf(mark)]
        const { looked_at, titles } = find(
          memory,
          { words, narrowed: { marks, branches, described, most } },
          part,
        )
        const meant = all
          .map((title, no) => ({ ...title, no }))
          .filter(t => !memory.titles.isGone(t.no))
          .filter(t => words === null || has(words, t))
          .filter(t => mark === null || t.mark === mark)
          .filter(t => branches === null || t.branches.some(b => branches.includes(b)))
          .toSorted((a, b) => a.tier - b.tier || a.no - b.no)
          .slice(0, most + 1)
        assert.equal(looked_at, meant.length)
        const found = meant.filter(t => !described || t.described)
        assert.deepEqual(
          [...titles],
          found.map(t => t.no).toSorted((a, b) => a - b),
        )
        assert.deepEqual(
          [...heldOf(memory, titles, ['1'])],
          found
            .filter(t => t.branches.includes('1'))
            .map(t => t.no)
            .toSorted((a, b) => a - b),
        )
      },
    ),
    { numRuns: 500 },
  )
})
