import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FLANDERS, protect, type Sum } from './publish.rules.ts'

interface Library {
  readonly region: string
  /** Readers by part. */
  readonly youth: number
  readonly adult: number
}
/** What the database adds up, of libraries with so many readers, each with three loans. */
function sumsOf(libraries: readonly Library[]): Sum[] {
  const areas = [FLANDERS, ...new Set(libraries.map(l => l.region))]
  return areas.flatMap(area =>
    (['all', 'youth', 'adult'] as const).map(part => {
      const counts = libraries
        .filter(l => area === FLANDERS || l.region === area)
        .map(l => (part === 'all' ? l.youth + l.adult : l[part]))
      const readers = counts.reduce((a, b) => a + b, 0)
      return {
        area,
        kind: 'loans',
        part,
        n: 3 * readers,
        readers,
        most_readers: Math.max(...counts),
        libraries: counts.filter(n => n > 0).length,
      }
    }),
  )
}
const big = (region: string): Library => ({ region, youth: 203, adult: 411 })
const shown = (libraries: readonly Library[], area: string, part = 'all') => {
  const found = protect(sumsOf(libraries), 5).find(s => s.area === area && s.part === part)
  return found?.hidden ?? found?.n
}
const elsewhere = [big('elders'), big('elders'), big('elders')]

test('P48 a cell of four readers beside the own library is hidden, one of five is shown rounded', () => {
  const region = (youth: number) => [
    big('kust'),
    { region: 'kust', youth: youth - 1, adult: 90 },
    { region: 'kust', youth: 1, adult: 80 },
    ...elsewhere,
  ]
  assert.equal(shown(region(4), 'kust', 'youth'), 'few_readers')
  assert.equal(shown(region(5), 'kust', 'youth'), 625, '3 × 208 is 624')
  assert.equal(shown(region(4), FLANDERS, 'youth'), 2450, '3 × 816 is 2448: in Flanders they are many')
})

test('P48 a hidden part does not follow from the total and the other parts', () => {
  const few = [
    big('kust'),
    { region: 'kust', youth: 3, adult: 91 },
    { region: 'kust', youth: 1, adult: 83 },
    ...elsewhere,
  ]
  assert.deepEqual(
    (['all', 'youth', 'adult'] as const).map(part => shown(few, 'kust', part)),
    [2375, 'few_readers', 'difference'],
    'three times 792 is 2376',
  )
  // With a third part, the smaller of the other two goes along, and the largest is still shown.
  const sum = (part: string, readers: number, most_readers: number): Sum => ({
    area: FLANDERS,
    kind: 'loans',
    part,
    n: 10 * readers,
    readers,
    most_readers,
    libraries: 9,
  })
  const three = [sum('all', 904, 300), sum('youth', 4, 2), sum('adult', 700, 200), sum('unknown', 200, 98)]
  assert.deepEqual(
    protect(three, 5).map(s => s.hidden ?? s.n),
    [9040, 'few_readers', 7000, 'difference'],
  )
  // Two that are hidden and together still few take a third along.
  const two = [sum('all', 905, 300), sum('youth', 3, 1), sum('adult', 900, 200), sum('unknown', 2, 1)]
  assert.deepEqual(
    protect(two, 5).map(s => s.hidden ?? s.n),
    [9050, 'few_readers', 'difference', 'few_readers'],
  )
})

test('P48 what is shown fits as many exact figures as a cell is large, so that no difference is exact', () => {
  const sum = (readers: number): Sum => ({
    area: FLANDERS,
    kind: 'borrowers',
    part: 'all',
    n: readers,
    readers,
    most_readers: 100,
    libraries: 9,
  })
  for (const cell of [5, 12]) {
    const fits = Map.groupBy(
      Array.from({ length: 20 * cell }, (_, i) => 200 + i),
      readers => protect([sum(readers)], cell)[0]?.n,
    )
    // The first and the last of the row are cut off.
    assert.deepEqual(new Set([...fits.values()].slice(1, -1).map(exact => exact.length)), new Set([cell]))
  }
})

test('P48 a library alone in its region, or with one other, reads no figure of it', () => {
  assert.equal(shown([big('kust'), ...elsewhere], 'kust'), 'few_libraries')
  assert.equal(shown([big('kust'), big('kust'), ...elsewhere], 'kust'), 'few_libraries')
  assert.equal(shown([big('kust'), big('kust'), big('kust'), ...elsewhere], 'kust'), 5525, '3 × 1842 is 5526')
})

test('P48 nor does the difference between Flanders and the region tell of the few that lie outside of it', () => {
  const region = [big('kust'), big('kust'), big('kust')]
  assert.equal(shown([...region, big('elders')], 'kust'), 'difference', 'the rest is one library')
  const few = [1, 2, 1].map(adult => ({ region: 'elders', youth: 0, adult }))
  assert.equal(shown([...region, ...few], 'kust'), 'difference', 'the rest is four readers')
  assert.equal(typeof shown([...region, ...few], FLANDERS), 'number')
  assert.equal(shown(region, 'kust'), shown(region, FLANDERS), 'a region that is all there is has no rest')
})

test('P48 what not all libraries know the readers of is not shown, nothing is nothing, and items are nobody’s', () => {
  const sum = { area: FLANDERS, kind: 'holds', part: 'all', libraries: 9 }
  const says = (of: object) => protect([{ ...sum, n: 1234, readers: 800, most_readers: 200, ...of }], 5)[0]
  assert.equal(says({ readers: null })?.hidden, 'few_readers')
  assert.deepEqual([says({ n: 0, readers: 0, most_readers: 0, libraries: 0 })?.n, says({})?.n], [0, 1235])
  assert.equal(says({ kind: 'items', libraries: 1, readers: null })?.n, 1234)
  assert.equal(protect([{ ...sum, n: 1234, readers: 800, most_readers: 200 }], 20)[0]?.n, 1240)
})
