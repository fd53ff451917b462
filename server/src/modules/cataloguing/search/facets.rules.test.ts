import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countedIn, frequent, partsIn, shownFacets } from './facets.rules.ts'

/** A mark as the database makes it: the number of the field, and bytes that stand for the value. */
const mark = (field: number, value: number): Buffer => Buffer.from([field, 9, 0, 0, value >> 8, value & 255])
const title = (id: number, ...marks: Buffer[]): Buffer => edition(id, -id, ...marks)
const edition = (id: number, line: number, ...marks: Buffer[]): Buffer => {
  const head = Buffer.alloc(17)
  head.writeBigInt64BE(BigInt(id))
  head.writeBigInt64BE(BigInt(line), 8)
  head[16] = marks.length
  return Buffer.concat([head, ...marks])
}
const [material, language, author] = [1, 3, 7]

test('each value is counted once a title that has it, with a title that tells its name', () => {
  const set = Buffer.concat([
    title(11, mark(material, 1), mark(language, 1)),
    title(12),
    title(13, mark(material, 1), mark(language, 2), mark(author, 1)),
  ])
  const counted = countedIn(set, ['material', 'language', 'author'])
  assert.deepEqual(counted.map(v => [v.field, v.count, v.title_id]).toSorted(), [
    ['author', 1, '13'],
    ['language', 1, '11'],
    ['language', 1, '13'],
    ['material', 2, '11'],
  ])
  assert.deepEqual(
    countedIn(set, ['material']).map(v => v.mark),
    [mark(material, 1).toString('hex')],
  )
  assert.deepEqual(countedIn(Buffer.alloc(0), ['material']), [])
})

test('a value that several editions of a work have is counted once', () => {
  const set = Buffer.concat([
    edition(11, 500, mark(material, 1), mark(language, 1)),
    edition(12, -12, mark(material, 1), mark(language, 1)),
    edition(13, 500, mark(material, 1), mark(language, 2)),
    edition(14, 500, mark(material, 1), mark(language, 1)),
  ])
  assert.deepEqual(
    countedIn(set, ['material', 'language'])
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
  const set = Buffer.concat([...values, ...values].map((m, i) => title(i + 1, m)))
  const counted = countedIn(set, ['author'])
  assert.deepEqual([counted.length, new Set(counted.map(v => v.mark)).size], [300, 300])
  assert.ok(counted.every(v => v.count === 2))
})

test('a value that next to no match has is left out', () => {
  const set = Buffer.concat(
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
  const counted = Array.from({ length: 30 }, (_, i) => ({
    field: 'author',
    mark: `m${i}`,
    count: i < 10 ? 5 : 1,
    title_id: '1',
  }))
  const shown = frequent(counted, new Set(['m29']))
  assert.equal(shown.length, 30)
  const names = new Map(counted.map((v, i) => [v.mark, `author:${String(99 - i)}`]))
  const [facet] = shownFacets(shown, names, ['author:99'])
  assert.deepEqual(
    facet?.values.map(v => v.value),
    ['90', '91', '92', '93', '94', '95', '96', '97', '98', '99', '70', '71', '72', '73', '74'],
  )
  const [chosen] = shownFacets(shown, names, ['author:89'])
  assert.deepEqual([chosen?.values.length, chosen?.values.at(-1)?.value], [16, '89'])
})

test('sets of titles stand one behind the other', () => {
  const sets = [title(1, mark(material, 1)), Buffer.alloc(0), title(2)]
  const whole = Buffer.concat(
    sets.flatMap(s => {
      const length = Buffer.alloc(4)
      length.writeInt32BE(s.length)
      return [length, s]
    }),
  )
  assert.deepEqual(
    partsIn(whole).map(p => p.toString('hex')),
    sets.map(s => s.toString('hex')),
  )
})
