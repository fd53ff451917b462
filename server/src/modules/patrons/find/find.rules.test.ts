import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planFind } from './find.rules.ts'

const today = '2026-11-25'
const plan = (q: string) => planFind(q, today, false)
const days = (q: string) => plan(q).births.map(b => b.lo)
const words = (q: string) => plan(q).terms.map(t => t.word)

test('a birth date is understood in the notations that people use', () => {
  const ways = [
    '17/05/1984',
    '17/5/1984',
    '17-5-84',
    '17.05.1984',
    '17 05 1984',
    '17051984',
    '19840517',
    '1984-05-17',
    '1984/5/17',
    '17 mei 1984',
    '17mei1984',
    '17 Mei 84',
    '17-mei-1984',
  ]
  for (const way of ways) assert.deepEqual(days(way), ['1984-05-17'], way)
  assert.deepEqual(days('3 sept. 2019'), ['2019-09-03'])
  assert.deepEqual(days('1 maart 12'), ['2012-03-01', '1912-03-01'])
  for (const none of ['31/02/1984', '17/13/1984', '17/05/2084', '26/11/2026', '17 vendémiaire 1984'])
    assert.deepEqual(days(none), [], none)
})

test('a birth date or a year narrows a name', () => {
  assert.deepEqual([words('peeters 17/05/1984'), days('peeters 17/05/1984')], [['peeters'], ['1984-05-17']])
  assert.deepEqual(
    [words('1984 Jan Peeters'), plan('1984 Jan Peeters').births],
    [['jan', 'peeters'], [{ lo: '1984', hi: '1985' }]],
  )
  assert.deepEqual(plan('1984').births, [])
})

test('a telephone number is looked for in each way of writing it', () => {
  const ways = ['0470 12 34 56', '0470/12.34.56', '+32 470 12 34 56', '+32 (0)470 12 34 56', '0032470123456']
  for (const way of ways)
    assert.ok(plan(way).phones.includes('0470123456') && plan(way).phones.includes('+32470123456'), way)
  assert.deepEqual(plan('+31 6 12345678').phones, ['+31612345678'])
  assert.deepEqual(plan('123').phones, [])
})

test('a card is looked for as typed, and without its spaces', () => {
  assert.deepEqual(plan(' 9000 0012 3456 ').codes, ['9000 0012 3456', '900000123456'])
  assert.deepEqual(words('9000 0012 3456'), [])
  assert.deepEqual(words('X7B44'), [])
})

test('an address with @ is one, from its beginning', () => {
  assert.deepEqual(plan('An.Peeters@').email, { lo: 'an.peeters@', hi: 'an.peeters@\u{10FFFF}' })
  assert.deepEqual(words('an@bib.be'), [])
})

test('P29 a national number is no question', () => {
  const asked = plan('80.63.10-001.74')
  assert.deepEqual([asked.births, asked.terms, asked.email], [[], [], null])
})

test('whatever is typed makes a plan of bounded size', () => {
  const odd = [
    "'; drop table patrons.patron; --",
    '%_%',
    '\\',
    '\ud800',
    'a '.repeat(60),
    '𐍈'.repeat(60),
    '(((((',
    'jan\u202epeeters',
  ]
  for (const q of odd) {
    const p = planFind(q, today, true)
    assert.ok(p.terms.length <= 6)
    assert.ok(p.terms.every(t => t.ranges.length <= 500))
  }
})
