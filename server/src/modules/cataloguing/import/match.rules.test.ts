import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Candidate, choose, type Described, weigh } from './match.rules.ts'

const kaas: Described = {
  numbers: ['10157217', '(OCoLC)123'],
  isbns: ['9789460000010'],
  title: 'Kaas',
  author: 'Willem Elsschot',
  year: 1933,
  material: 'book',
}
const of = (title_id: string, more: Partial<Candidate> = {}): Candidate => ({
  ...kaas,
  title_id,
  source: 'I1',
  ...more,
})
const match = [
  { point: 'isbn', weight: 60 },
  { point: 'title', weight: 30 },
  { point: 'author', weight: 20 },
  { point: 'year', weight: 10 },
] as const
const rules = { match: [...match], threshold: 60 }

test('each point that agrees adds its weight', () => {
  assert.equal(weigh(kaas, kaas, rules.match), 120)
  assert.equal(
    weigh(kaas, { ...kaas, isbns: [], title: 'KAAS!', author: 'Elsschot, Willem', year: 1934 }, rules.match),
    50,
  )
  assert.equal(
    weigh({ ...kaas, author: null, year: null }, { ...kaas, author: null, year: null }, rules.match),
    90,
  )
  assert.equal(
    weigh(kaas, kaas, [
      { point: 'number', weight: 5 },
      { point: 'material', weight: 2 },
    ]),
    7,
  )
})

test('from the threshold on it is the same title, just below it is not', () => {
  const near = of('1', { isbns: [], author: 'Iemand Anders', year: 1933 })
  assert.equal(choose(kaas, [near], { ...rules, threshold: 41 }).kind, 'none')
  assert.equal(choose(kaas, [near], { ...rules, threshold: 40 }).kind, 'one')
  assert.deepEqual(choose(kaas, [], rules), { kind: 'none' })
})

test('the heaviest is taken; two that weigh the same are nobody’s guess', () => {
  const chosen = choose(kaas, [of('1', { year: 1950 }), of('2')], rules)
  assert.equal(chosen.kind === 'one' && chosen.candidate.title_id, '2')
  assert.deepEqual(choose(kaas, [of('1'), of('2')], rules), { kind: 'many', title_ids: ['1', '2'] })
})

test('what is empty agrees with nothing', () => {
  const empty: Described = { numbers: [], isbns: [], title: '!', author: '', year: null, material: 'dvd' }
  assert.equal(weigh(empty, { ...empty, material: 'cd' }, rules.match), 0)
})
