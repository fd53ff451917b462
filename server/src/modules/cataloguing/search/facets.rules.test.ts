import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countedIn, frequent, shownFacets, valueOf } from './facets.rules.ts'
import { matchesIn } from './match-bytes.rules.ts'
import type { MatchSet } from './matches.rules.ts'

/** A mark as the database makes it: the number of the field, and bytes that stand for the value. */
const mark = (field: number, value: number): Buffer => Buffer.from([field, 9, 0, 0, value >> 8, value & 255])
const title = (id: number, ...marks: Buffer[]): Buffer => edition(id, -id, ...marks)
const edition = (id: number, line: number, ...marks: Buffer[]): Buffer => {
  const head = Buffer.alloc(25)
  head.writeBigInt64BE(BigInt(id))
  head.writeBigInt64BE(BigInt(line), 8)
  head[24] = marks.length
  return Buffer.concat([head, ...marks])
}
const setOf = (matches: readonly Buffer[]) => matchesIn(Buffer.concat(matches))
const valuesIn = (set: MatchSet, fields: readonly string[]) =>
  countedIn(set, fields).map(m => valueOf(set, m))
const [material, language, author] = [1, 3, 7]

test('each value is counted once a title that has it, with a title that tells its name', () => {
  const set = setOf([
    title(11, mark(material, 1), mark(language, 1)),
    title(12),
    title(13, mark(material, 1), mark(language, 2), mark(author, 1)),
  ])
  const counted = valuesIn(set, ['material', 'language', 'author'])
  assert.deepEqual(counted.map(v => [v.field, v.count, v.title_id]).toSorted(), [
    ['author', 1, '13'],
    ['language', 1, '11'],
    ['language', 1, '13'],
    ['material', 2, '11'],
  ])
  assert.deepEqual(
    valuesIn(set, ['material']).map(v => v.mark),
    [mark(material, 1).toString('hex')],
  )
  assert.deepEqual(countedIn(setOf([]), ['material']), [])
})

test('a value that several editions of a work have is counted once', () => {
  const set = setOf([
    edition(11, 500, mark(material, 1), mark(language, 1)),
    edition(12, -12, mark(material, 1), mark(language, 1)),
    edition(13, 500, mark(material, 1), mark(language, 2)),
    edition(14, 500, mark(material, 1), mark(language, 1)),
  ])
  assert.deepEqual(
    valuesIn(set, ['material', 'language'])
      .map(v => [v.field, v.count, v.title_id])
      .toSorted(),
    [
      ['language', 1, '13'],
      ['language', 2, '11'],
      ['material', 2, '11'],
    ],
  )
})

test('many values with the same last bytes are told apart', () => {
  const values = Array.from({ length: 300 }, (_, i) => Buffer.from([author, i & 255, i >> 8, 0, 0, 7]))
  const set = setOf([...values, ...values].map((m, i) => title(i + 1, m)))
  const counted = valuesIn(set, ['author'])
  assert.deepEqual([counted.length, new Set(counted.map(v => v.mark)).size], [300, 300])
  assert.ok(counted.every(v => v.count === 2))
})

test('a value that next to no match has is left out', () => {
  const set = setOf(
    Array.from({ length: 4_000 }, (_, i) => title(i + 1, mark(author, i === 0 ? 1 : i < 4 ? 2 : 3))),
  )
  assert.deepEqual(
    countedIn(set, ['author'])
      .map(v => v.count)
      .toSorted(),
    [3, 3_996],
  )
})

test('the most frequent values are shown, equal ones by their name, and always what was chosen', () => {
  const counted = Array.from({ length: 60 }, (_, i) => ({
    field: 'author',
    count: i < 10 ? 5 : 1,
    mark: i,
    match: 0,
  }))
  const most = frequent(counted, new Set([59]))
  assert.deepEqual(
    [most.length, most.at(-1)?.mark],
    [41, 59],
    'no more than forty that are equal, and what was chosen',
  )
  const shown = most.map(({ field, count, mark: n }) => ({
    field,
    mark: `m${n}`,
    count,
    title_id: '1',
    popularity: 0,
    place: 1,
  }))
  const names = new Map(shown.map((v, i) => [v.mark, `author:${String(99 - i)}`]))
  const [facet] = shownFacets(shown, names, ['author:99'])
  assert.deepEqual(
    facet?.values.map(v => v.value),
    ['90', '91', '92', '93', '94', '95', '96', '97', '98', '99', '59', '60', '61', '62', '63'],
  )
  const [chosen] = shownFacets(shown, names, ['author:89'])
  assert.deepEqual([chosen?.values.length, chosen?.values.at(-1)?.value], [16, '89'])
})
