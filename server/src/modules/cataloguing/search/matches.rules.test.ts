import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hasMarks, matchesIn, viewOf } from './match-bytes.rules.ts'
import { branchesIn, firstLines, keyNumber, keyText, numberKeys, relevanceKeys } from './matches.rules.ts'

interface Match {
  readonly id: number
  readonly line: bigint
  readonly popularity: number
  readonly year: number
  readonly fit: number
  readonly marks: readonly number[]
  readonly branches: readonly number[]
}
const mark = (n: number): Buffer => Buffer.from([n, 0, 0, 0, 0, n])

/** As PostgreSQL's `array_send` writes a list of numbers of eight bytes. */
function list(branches: readonly number[]): Buffer {
  const bytes = Buffer.alloc(branches.length === 0 ? 12 : 20 + branches.length * 12)
  bytes.writeInt32BE(branches.length === 0 ? 0 : 1)
  bytes.writeInt32BE(20, 8)
  if (branches.length > 0) {
    bytes.writeInt32BE(branches.length, 12)
    bytes.writeInt32BE(1, 16)
  }
  branches.forEach((branch, i) => {
    bytes.writeInt32BE(8, 20 + i * 12)
    bytes.writeBigInt64BE(BigInt(branch), 24 + i * 12)
  })
  return bytes
}
function written(m: Match, listed: boolean): Buffer {
  const head = Buffer.alloc(25)
  head.writeBigInt64BE(BigInt(m.id))
  head.writeBigInt64BE(m.line, 8)
  head.writeInt32BE(m.popularity, 16)
  head.writeInt16BE(m.year, 20)
  head.writeUInt16BE(m.fit, 22)
  head[24] = m.marks.length
  return Buffer.concat([head, ...m.marks.map(mark), ...(listed ? [list(m.branches)] : [])])
}
const setOf = (all: readonly Match[], listed = false) =>
  matchesIn(Buffer.concat(all.map(m => written(m, listed))), { listed })
const aMatch = (m: Partial<Match> & { readonly id: number }): Match => ({
  line: BigInt(-m.id),
  popularity: 0,
  year: 0,
  fit: 0,
  marks: [],
  branches: [],
  ...m,
})

/** Matches of which several are of one work, whose number may be of any size. */
const someMatches = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 60 }).chain(ids =>
  fc.tuple(
    ...ids.map(id =>
      fc.record({
        id: fc.constant(id),
        line: fc.oneof(fc.constant(BigInt(-id)), fc.constantFrom(7n, 2n ** 62n, 2n ** 62n + 1n)),
        popularity: fc.integer({ min: 0, max: 5 }),
        year: fc.constantFrom(0, 1999, 2024, 2026),
        fit: fc.constantFrom(0, 4_000, 9_000),
        marks: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
        branches: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
      }),
    ),
  ),
)

test('pages of lines follow each other, each line once, by the edition that comes first', () => {
  const sorts = ['lent', 'added', 'newest', 'oldest', 'relevance'] as const
  fc.assert(
    fc.property(someMatches, fc.constantFrom(...sorts), fc.integer({ min: 1, max: 7 }), (all, sort, rows) => {
      const set = setOf(all)
      const none = { titles: new Set<number>(), makers: new Set<number>() }
      const keys = sort === 'relevance' ? relevanceKeys(set, none, 2026) : numberKeys(set, sort)
      const keyOf = new Map(Array.from(set.ids, (id, i) => [String(id), keys[i] ?? 0]))
      const key = (m: Match): number => keyOf.get(String(m.id)) ?? NaN
      const wanted = [...Map.groupBy(all, m => m.line).values()]
        .map(editions => ({
          first: editions.toSorted((a, b) => key(a) - key(b) || a.id - b.id)[0]!,
          editions,
        }))
        .toSorted((a, b) => key(a.first) - key(b.first) || a.first.id - b.first.id)
        .map(({ first, editions }) => [String(first.id), editions.length])
      const seen: unknown[] = []
      for (let after: { key: number; id: number } | undefined; ; ) {
        const page = firstLines(set, keys, { rows, after })
        seen.push(...page.map(l => [l.title_id, l.editions]))
        const last = page.at(-1)
        if (last === undefined) break
        // A cursor writes the key as a text, and it comes back as the same number.
        assert.equal(keyNumber(sort, keyText(sort, last.key)), last.key)
        after = { key: keyNumber(sort, keyText(sort, last.key)), id: Number(last.title_id) }
      }
      assert.deepEqual(seen, wanted)
    }),
    { numRuns: 300 },
  )
})

test('texts of keys grow as their numbers do', () => {
  for (const [sort, keys] of [
    ['lent', [0, 999_999_990, 999_999_999]],
    ['added', [-(2 ** 52), -900, -1]],
    ['newest', [0, 7973, 9999]],
  ] as const) {
    const texts = keys.map(key => keyText(sort, key))
    assert.deepEqual(texts, texts.toSorted(), sort)
  }
  assert.equal(keyNumber('added', 'no number'), -Number(2n ** 63n - 1n))
})

test('branches are counted once a line, and marks are found', () => {
  fc.assert(
    fc.property(
      someMatches,
      fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 2 }),
      (all, wanted) => {
        const counts = new Map<string, number>()
        for (const editions of Map.groupBy(all, m => m.line).values())
          for (const branch of new Set(editions.flatMap(m => m.branches)))
            counts.set(String(branch), (counts.get(String(branch)) ?? 0) + 1)
        assert.deepEqual([...branchesIn(setOf(all, true))].toSorted(), [...counts].toSorted())
        const marks = wanted.map(n => viewOf(mark(n)))
        const kept = matchesIn(Buffer.concat(all.map(m => written(m, false))), {
          keep: (view, start) => hasMarks(view, start, marks),
        })
        assert.deepEqual(
          Array.from(kept.ids, String).toSorted(),
          all
            .filter(m => wanted.every(n => m.marks.includes(n)))
            .map(m => String(m.id))
            .toSorted(),
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('how well words fit, loans, whole titles and new years weigh', () => {
  const all = [
    aMatch({ id: 1, fit: 5_000 }),
    aMatch({ id: 2, fit: 5_000, popularity: 1 }),
    aMatch({ id: 3, fit: 5_000, year: 2026 }),
    aMatch({ id: 4, fit: 5_000, year: 2027 }),
    aMatch({ id: 5, fit: 5_000, year: 2028 }),
    aMatch({ id: 6, fit: 5_000, year: 2024 }),
    aMatch({ id: 7, fit: 5_000 }),
    aMatch({ id: 8, fit: 5_000 }),
  ]
  const known = { titles: new Set([7, 8]), makers: new Set([8]) }
  const keys = relevanceKeys(setOf(all), known, 2026)
  assert.deepEqual(
    [...keys].map(k => -k - 5_000),
    [0, 693, 600, 600, 0, 300, 4_500, 6_000],
  )
})
