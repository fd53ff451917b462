import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Day } from '../../../base/dates.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { loanDue, renewalDue } from '../due/due.rules.ts'
import { fine } from '../fines/fine.rules.ts'
import { compileRegulation } from './compile.rules.ts'
import { ageAndType } from './patterns/age-and-type.ts'
import { regulationPatterns } from './patterns/all.ts'
import { dayFines } from './patterns/day-fines.ts'
import { nineWeeks } from './patterns/nine-weeks.ts'
import { openingDays } from './patterns/opening-days.ts'
import type { RegulationPattern } from './patterns/pattern.ts'
import { sharedMembership } from './patterns/shared-membership.ts'
import { startedWeeks } from './patterns/started-weeks.ts'
import { steppedFines } from './patterns/stepped-fines.ts'
import { summerTerm } from './patterns/summer-term.ts'
import { type RegulationQuery, resolve } from './resolve.rules.ts'

const compiled = new Map(
  regulationPatterns.map(({ pattern, rows }) => [
    pattern,
    compileRegulation({ version_id: '1', name: pattern, rows }),
  ]),
)
const says = ({ pattern }: RegulationPattern, ask: Partial<RegulationQuery> = {}) => {
  const regulation = compiled.get(pattern)
  assert.ok(regulation)
  return resolve(regulation, {
    branch_id: '1',
    membership_type: 'volwassene',
    age: 40,
    item_type: 'book',
    shelf: null,
    item_age_days: 900,
    action: 'loan',
    on: '2026-02-02',
    ...ask,
  }).values
}
/** Closed on Wednesday and Sunday. */
const calendar: Calendar = {
  branch_id: '1',
  weekly: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map(day => [
      day,
      day === 3 || day === 7 ? [] : [{ opens: '10:00', closes: '18:00' }],
    ]),
  ) as unknown as Calendar['weekly'],
  days: new Map(),
}

describe('due Monday 2 March 2026, returned Tuesday 10 March', () => {
  const owed = (
    pattern: RegulationPattern,
    ask: Partial<RegulationQuery> = {},
    returned_on: Day = '2026-03-10',
  ) => {
    const { fine: policy, replacement_cents } = says(pattern, ask)
    return fine({ policy, due_on: '2026-03-02', returned_on, calendar, price_cents: replacement_cents })
      .amount_cents
  }
  const rows: readonly (readonly [RegulationPattern, Partial<RegulationQuery>, number])[] = [
    [dayFines, {}, 80],
    [dayFines, { membership_type: 'klas', age: null }, 0],
    [sharedMembership, {}, 40],
    [startedWeeks, {}, 100],
    [startedWeeks, { membership_type: 'jeugd', age: 9 }, 50],
    [steppedFines, {}, 0],
    [openingDays, {}, 60],
    [nineWeeks, {}, 70],
    [ageAndType, { membership_type: 'jeugd', age: 11 }, 40],
    [ageAndType, { membership_type: 'jeugd', age: 12 }, 160],
    [summerTerm, {}, 80],
  ]
  for (const [pattern, ask, cents] of rows)
    test(`${pattern.pattern} ${JSON.stringify(ask)}: ${cents} cents`, () => {
      assert.equal(owed(pattern, ask), cents)
      assert.equal(owed(pattern, ask, '2026-03-02'), 0)
    })
  test('the price of a dvd is added after nine weeks', () =>
    assert.equal(owed(steppedFines, { item_type: 'dvd' }, '2026-05-04'), 4500))
})

describe('what is particular about each pattern', () => {
  const dueOf = (pattern: RegulationPattern, ask: Partial<RegulationQuery>, today: Day) => {
    const values = says(pattern, { ...ask, on: today })
    assert.ok(values.period)
    const due = loanDue({ ...values, period: values.period }, { today, calendar, membership_ends_on: null })
    return due.ok ? due.due_on : due.code
  }
  test('a dvd is lent for a week and four at a time, a class keeps a book for eight weeks', () => {
    assert.equal(dueOf(dayFines, { item_type: 'dvd' }, '2026-02-02'), '2026-02-09')
    assert.equal(dueOf(dayFines, { membership_type: 'klas', age: null }, '2026-02-02'), '2026-03-30')
    assert.deepEqual(
      says(dayFines, { item_type: 'dvd' }).limits.map(({ of, max }) => [of, max]),
      [
        ['same_item_type', 4],
        ['all', 20],
      ],
    )
    assert.equal(says(dayFines, { item_type: 'sprinter' }).hold_allowed, false)
    assert.equal(says(dayFines).block_debt_cents, 1000)
    assert.equal(says(dayFines, { membership_type: 'jeugd', age: 15 }).block_debt_cents, null)
  })
  test('what is lent in summer stays for six weeks, from the first to the last day of it', () => {
    assert.equal(dueOf(summerTerm, {}, '2026-06-13'), '2026-07-11')
    assert.equal(dueOf(summerTerm, {}, '2026-06-15'), '2026-07-27')
    assert.equal(dueOf(summerTerm, {}, '2026-08-15'), '2026-09-26')
    assert.equal(dueOf(summerTerm, {}, '2026-08-17'), '2026-09-14')
  })
  test('renewed as often as wanted, until nine weeks are over', () => {
    const values = says(nineWeeks, { action: 'renewal' })
    assert.equal(values.renewals, null)
    assert.ok(values.period)
    const days: Day[] = []
    let due_on: Day = '2026-02-23'
    for (const today of ['2026-02-23', '2026-03-16', '2026-04-06']) {
      const due = renewalDue(
        { ...values, period: values.period },
        { today, lent_on: '2026-02-02', due_on, calendar, membership_ends_on: null },
      )
      assert.ok(due.ok)
      due_on = due.due_on
      days.push(due_on)
    }
    assert.deepEqual(days, ['2026-03-16', '2026-04-06', '2026-04-06'])
  })
  test('a fee for renewing, from twelve years; a new book is not renewed', () => {
    assert.deepEqual(says(ageAndType, { action: 'renewal' }).lending_fee, { cents: 10, from_age: 12 })
    assert.deepEqual(says(ageAndType, { item_type: 'dvd' }).lending_fee, { cents: 25, from_age: 12 })
    assert.deepEqual(says(ageAndType, { item_type: 'dvd', action: 'renewal' }).lending_fee, {
      cents: 10,
      from_age: 12,
    })
    assert.equal(says(ageAndType, { item_age_days: 180 }).renewals, 0)
    assert.equal(says(ageAndType, { item_age_days: 181 }).renewals, 1)
  })
  test('limits and blocks reach as far as they should', () => {
    assert.deepEqual(
      says(sharedMembership).limits.map(({ within, max }) => [within, max]),
      [['cooperation', 15]],
    )
    assert.equal(says(openingDays).block_within, 'cooperation')
    assert.equal(says(openingDays).limits[0]?.within, 'library')
  })
})
