import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TariffFacts } from '@kaft/contract'
import { birthday, outgrownKinds } from './age-changes.rules.ts'
import { derivedType, weighTypes } from './derive.rules.ts'
import { lastDay } from './end-membership.rules.ts'
import { feeFor, type Offer, termOf } from './membership.rules.ts'

const today = '2026-11-25'
const adult: Offer = {
  type: 'volwassene',
  name: 'Volwassene',
  fee_cents: 500,
  months: 12,
  from_age: 18,
  to_age: 150,
}
const youth: Offer = { ...adult, type: 'jeugd', fee_cents: 0, from_age: 0, to_age: 17 }
const resident: Offer = { ...adult, type: 'inwoner', fee_cents: 250, postcodes: ['3500', '3 501'] }
const teacher: Offer = { ...adult, type: 'leraar', fee_cents: 0, category: 'leerkracht' }
const social: Offer = { ...adult, type: 'kans', fee_cents: 125, social: true }
const senior: Offer = { ...adult, type: 'senior', fee_cents: 0, from_age: 60 }
const klas: Offer = { ...youth, type: 'klas', to_age: 150, card_type: 'class' }
const offers = [klas, adult, youth, resident, teacher, social, senior]
const person = (wish: Partial<TariffFacts> = {}): TariffFacts => ({
  birth_on: '1984-05-17',
  postcode: '9000',
  category: null,
  social_until: null,
  ...wish,
})

test('P43 the kind follows from age, address, category and social tariff', () => {
  const cases: readonly (readonly [Partial<TariffFacts>, string | null])[] = [
    [{}, 'volwassene'],
    [{ birth_on: '2008-11-26' }, 'jeugd'],
    [{ birth_on: '2008-11-25' }, 'volwassene'],
    [{ birth_on: '1966-11-26' }, 'volwassene'],
    [{ birth_on: '1966-11-25' }, 'senior'],
    [{ postcode: '3500' }, 'inwoner'],
    [{ postcode: '3501' }, 'inwoner'],
    [{ category: 'leerkracht' }, 'leraar'],
    [{ category: 'student' }, 'volwassene'],
    [{ social_until: today }, 'kans'],
    [{ social_until: '2026-11-24' }, 'volwassene'],
    // Resident and senior both: the kind that asks more than an age goes first.
    [{ birth_on: '1950-01-01', postcode: '3500' }, 'inwoner'],
    // A year alone counts as the youngest that it can be.
    [{ birth_on: '2008' }, 'jeugd'],
    [{ birth_on: null }, null],
  ]
  for (const [wish, type] of cases)
    assert.equal(derivedType(offers, person(wish), today)?.type ?? null, type, JSON.stringify(wish))
  const forAll = { ...adult, type: 'iedereen', from_age: 0 }
  assert.equal(derivedType([forAll], person({ birth_on: null }), today)?.type, 'iedereen')
})

test('P43 every kind tells each of its conditions and whether it is met; a class card never follows', () => {
  const weighed = weighTypes(offers, person({ postcode: '3500' }), today)
  assert.deepEqual(
    weighed.map(({ offer, fits }) => [offer.type, fits]),
    [
      ['inwoner', true],
      ['volwassene', true],
      ['klas', false],
      ['jeugd', false],
      ['leraar', false],
      ['kans', false],
      ['senior', false],
    ],
  )
  assert.deepEqual(weighed[0]?.conditions, [
    { asks: 'age', met: true, from_age: 18, to_age: 150, age: 42 },
    { asks: 'postcode', met: true, has: '3500' },
  ])
  assert.deepEqual(weighed[2]?.conditions[0], { asks: 'reader', met: false })
  assert.deepEqual(weighed[4]?.conditions[1], {
    asks: 'category',
    met: false,
    has: null,
    wants: 'leerkracht',
  })
})

test('a calendar year ends on 31 December, and is paid by the month where the library says so', () => {
  const year: Offer = { ...adult, ends: 'year' }
  assert.deepEqual(termOf(year, null, today), { starts_on: today, ends_on: '2026-12-31' })
  assert.deepEqual(termOf(year, '2026-12-31', today), { starts_on: '2026-12-31', ends_on: '2027-12-31' })
  const fee = (offer: Offer, starts: string, covered = false) => {
    const { fee_cents, fee_because } = feeFor(offer, termOf(offer, null, starts), covered)
    return [fee_cents, fee_because]
  }
  assert.deepEqual(fee(year, today), [500, 'full'])
  const part: Offer = { ...year, pro_rata: true }
  assert.deepEqual(fee(part, '2026-11-25'), [83, 'pro_rata'])
  assert.deepEqual(fee(part, '2026-01-02'), [500, 'full'])
  assert.deepEqual(fee(part, '2026-07-01'), [250, 'pro_rata'])
  assert.deepEqual(fee(part, '2026-12-31'), [500, 'full'])
  assert.deepEqual(fee(adult, today), [500, 'full'])
  assert.deepEqual(fee(adult, today, true), [0, 'cooperation'])
  assert.deepEqual(fee(youth, today, true), [0, 'free'])
})

test('an end is now, when it runs out, or a day between', () => {
  const end = (when: 'now' | 'expiry' | 'day', on?: string, until: string | null = '2027-03-01') =>
    lastDay({ when, ...(on === undefined ? {} : { on }) }, until, today)
  assert.equal(end('now'), '2026-11-24')
  assert.equal(end('now', undefined, '2026-01-01'), '2026-01-01')
  assert.equal(end('now', undefined, null), '2026-11-24')
  assert.equal(end('expiry'), '2027-03-01')
  assert.equal(end('day', today), today)
  assert.equal(end('day', '2027-03-01'), '2027-03-01')
  assert.equal(end('day', '2027-03-02'), false)
  assert.equal(end('day', '2026-11-24'), false)
  assert.equal(end('day'), false)
})

test('who grows out of a kind is found by birth date; 29 February has its birthday on the 28th', () => {
  assert.deepEqual(outgrownKinds(offers, today, '2027-01-25'), [
    { type: 'jeugd', age: 18, born_from: '2008-11-25', born_until: '2009-01-25' },
  ])
  assert.equal(outgrownKinds(offers, null, today)[0]?.born_from, '0000')
  assert.equal(birthday('2008-02-29', '2026-02-29'), '2026-02-28')
  assert.equal(birthday('2008-11-25', '2026-11-25'), '2026-11-25')
})
