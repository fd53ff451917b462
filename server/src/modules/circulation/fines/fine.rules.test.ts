import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FinePolicy } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { addDays, addMonths, type Day, dayOf } from '../../../base/dates.ts'
import type { Calendar, DayType } from '../due/calendar.rules.ts'
import { type FineAsk, type FineStep, fine, priceOf } from './fine.rules.ts'

const calendarOf = (days: Record<Day, DayType> = {}, closed: readonly number[] = []): Calendar => ({
  branch_id: '1',
  weekly: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map(day => [
      day,
      closed.includes(day) ? [] : [{ opens: '10:00', closes: '18:00' }],
    ]),
  ) as unknown as Calendar['weekly'],
  days: new Map(Object.entries(days)),
})
const open = calendarOf()
const due_on = '2026-03-02'

const perDay = (amount_cents: number, more: Partial<FinePolicy> = {}): FinePolicy => ({
  kind: 'per_day',
  amount_cents,
  ...more,
})
const perWeek = (amount_cents: number, more: Partial<FinePolicy> = {}): FinePolicy => ({
  kind: 'per_started_week',
  amount_cents,
  ...more,
})
const stepped: FinePolicy = {
  kind: 'stepped',
  steps: [
    { from_day: 21, amount_cents: 1000 },
    { from_day: 35, amount_cents: 2000 },
    { from_day: 63, amount_cents: 2000, plus_price: true },
  ],
}
const weekAndExtras = perWeek(50, {
  free_days: 1,
  free_days_mode: 'subtract',
  extras: [9, 16, 23, 30].map(from_day => ({ from_day, amount_cents: 100 })),
})

/** Due Monday 2 March 2026; the patterns of real regulations, numbered as in the domain notes. */
const patterns: readonly (readonly [says: string, ask: Partial<FineAsk>, cents: number])[] = [
  ['row 2: € 0,05 per day', { policy: perDay(5) }, 40],
  ['row 3: € 0,30 per day', { policy: perDay(30) }, 240],
  ['row 5: € 0,05 per day under twelve', { policy: perDay(5) }, 40],
  ['row 5: € 0,20 per day from twelve', { policy: perDay(20) }, 160],
  ['row 9: € 2,00 per started week for a dvd', { policy: perWeek(200) }, 400],
  ['row 10: nothing before three weeks', { policy: stepped }, 0],
  ['row 10: € 10 from three weeks', { policy: stepped, returned_on: '2026-03-23' }, 1000],
  ['row 10: one day less', { policy: stepped, returned_on: '2026-03-22' }, 0],
  ['row 10: € 20 from five weeks', { policy: stepped, returned_on: '2026-04-06' }, 2000],
  [
    'row 10: € 20 and the price from nine weeks',
    { policy: stepped, returned_on: '2026-05-04', price_cents: 1895 },
    3895,
  ],
  ['row 11: € 0,50 per started week', { policy: perWeek(50) }, 100],
  [
    'row 12: € 0,50 per week from day 2, and € 1 at day 9',
    { policy: weekAndExtras, returned_on: '2026-03-11' },
    200,
  ],
  ['row 12: nothing on day 1', { policy: weekAndExtras, returned_on: '2026-03-03' }, 0],
  ['row 12: one week up to day 8', { policy: weekAndExtras }, 50],
  [
    'row 14: € 0,15 per opening day, closed on Wednesday and Sunday',
    { policy: { kind: 'per_opening_day', amount_cents: 15 }, calendar: calendarOf({}, [3, 7]) },
    90,
  ],
  [
    'row 14: the same when the day of return does not count',
    {
      policy: { kind: 'per_opening_day', amount_cents: 15, return_day_counts: false },
      calendar: calendarOf({}, [3, 7]),
    },
    75,
  ],
  [
    'row 16: € 0,10 per day less closing days',
    { policy: perDay(10, { closed_days_count: false }), calendar: calendarOf({}, [3, 7]) },
    60,
  ],
  ['row 17: € 0,15 per day', { policy: perDay(15) }, 120],
  ['row 18: € 0,10 per day from the day after', { policy: perDay(10) }, 80],
]

/** Behaviours of peers; `due` and `returned` as they give them. */
const peers: readonly (readonly [says: string, ask: Partial<FineAsk>, cents: number])[] = [
  ['B14: 29 days at € 1', { policy: perDay(100), due_on: '2000-01-01', returned_on: '2000-01-30' }, 2900],
  ['B15: not above the price', { policy: perDay(100, { cap_price_percent: 100 }), price_cents: 500 }, 500],
  [
    'B15: without a price, that of the type',
    { policy: perDay(100, { cap_price_percent: 100 }), price_cents: priceOf(0, 600) },
    600,
  ],
  [
    'B16: per full week, four days late',
    { policy: { kind: 'per_full_week', amount_cents: 100 }, returned_on: '2026-03-06' },
    0,
  ],
  [
    'B16: per full week, nine days late',
    { policy: { kind: 'per_full_week', amount_cents: 100 }, returned_on: '2026-03-11' },
    100,
  ],
  [
    'B17: five days below the maximum',
    { policy: perDay(100, { cap_cents: 1000 }), returned_on: '2026-03-07' },
    500,
  ],
  [
    'B17: fifteen days above it',
    { policy: perDay(100, { cap_cents: 1000 }), returned_on: '2026-03-17' },
    1000,
  ],
  ['B17: five weeks below it', { policy: perWeek(100, { cap_cents: 1000 }), returned_on: '2026-04-06' }, 500],
  [
    'B17: fifteen weeks above it',
    { policy: perWeek(100, { cap_cents: 1000 }), returned_on: '2026-06-15' },
    1000,
  ],
  ['B18: grace is longer than the delay', { policy: perDay(10, { free_days: 8 }) }, 0],
  ['B18: grace is shorter, so the whole delay counts', { policy: perDay(10, { free_days: 7 }) }, 80],
  [
    'the other option: free days never count',
    { policy: perDay(10, { free_days: 7, free_days_mode: 'subtract' }) },
    10,
  ],
  ['B19: ten days late', { policy: perDay(100), due_on: '2026-02-20', returned_on: '2026-03-02' }, 1000],
  [
    'B19: set back to five days after the due day',
    { policy: perDay(100), due_on: '2026-02-20', returned_on: '2026-02-25' },
    500,
  ],
  [
    'B19: set back to the due day',
    { policy: perDay(100), due_on: '2026-02-20', returned_on: '2026-02-20' },
    0,
  ],
  ['B19: set back before it', { policy: perDay(100), due_on: '2026-02-20', returned_on: '2026-02-01' }, 0],
  ['B24: thirteen days', { policy: perDay(10), returned_on: '2026-03-15' }, 130],
  ['back on the due day itself', { policy: perDay(10), returned_on: due_on }, 0],
  ['no fines here', { policy: { kind: 'none' } }, 0],
]

const run = (ask: Partial<FineAsk>) =>
  fine({ policy: { kind: 'none' }, due_on, returned_on: '2026-03-10', calendar: open, ...ask })

describe('the fine of real regulations and of peers', () => {
  for (const [says, ask, cents] of [...patterns, ...peers])
    test(says, () => assert.equal(run(ask).amount_cents, cents))
})

describe('days that are not as others', () => {
  const exceptions = calendarOf({
    '2026-03-03': 'boetevrij',
    '2026-03-04': 'gesloten',
    '2026-03-05': 'vakantie',
    '2026-03-06': 'vakantie',
  })
  test('a holiday and a day without fines never cost, a closed day by the option of the library', () => {
    assert.equal(run({ policy: perDay(10), calendar: exceptions }).amount_cents, 50)
    assert.equal(
      run({ policy: perDay(10, { closed_days_count: false }), calendar: exceptions }).amount_cents,
      40,
    )
    assert.equal(
      run({ policy: { kind: 'per_opening_day', amount_cents: 10 }, calendar: exceptions }).amount_cents,
      40,
    )
  })
  test('a week of holiday makes no started week', () => {
    const holiday = calendarOf(
      Object.fromEntries([3, 4, 5, 6, 7, 8, 9].map(d => [`2026-03-0${d}`, 'vakantie' as const])),
    )
    assert.equal(run({ policy: perWeek(50), calendar: holiday }).amount_cents, 50)
    assert.equal(run({ policy: perWeek(50), calendar: holiday, returned_on: '2026-03-09' }).amount_cents, 0)
  })
  test('a branch without opening hours has no opening days to charge', () => {
    const never = calendarOf({}, [1, 2, 3, 4, 5, 6, 7])
    const owed = run({ policy: { kind: 'per_opening_day', amount_cents: 10 }, calendar: never })
    assert.deepEqual(owed, {
      amount_cents: 0,
      days: 0,
      steps: [
        { code: 'late', n: 8, cents: 0 },
        { code: 'not_counted', n: 8, cents: 0, day_type: 'gesloten' },
      ],
    })
  })
  test('the leap day counts as a day, a clock change neither adds nor takes one', () => {
    const over = (from: Day, until: Day) =>
      run({ policy: perDay(10), due_on: from, returned_on: until }).amount_cents
    assert.equal(over('2024-02-28', '2024-03-01'), 20)
    assert.equal(over('2026-02-28', '2026-03-01'), 10)
    assert.equal(over('2026-03-28', '2026-03-30'), 20)
    assert.equal(over('2026-10-24', '2026-10-26'), 20)
  })
})

test('the steps are the sum', () => {
  const calendar = calendarOf({ '2026-03-05': 'vakantie' })
  const policy = perDay(20, { free_days: 1, free_days_mode: 'subtract', cap_cents: 100 })
  assert.deepEqual(run({ policy, calendar }), {
    amount_cents: 100,
    days: 7,
    steps: [
      { code: 'late', n: 8, cents: 0 },
      { code: 'not_counted', n: 1, cents: 0, day_type: 'vakantie' },
      { code: 'free_days', n: 1, cents: 0 },
      { code: 'rate', n: 6, cents: 20 },
      { code: 'cap', n: 0, cents: 100 },
    ],
  })
})

test('a price that nobody knows is said, not guessed', () => {
  const codes = (steps: readonly FineStep[]) => steps.map(step => step.code)
  const nine = run({ policy: stepped, returned_on: '2026-05-04' })
  assert.equal(nine.amount_cents, 2000)
  assert.deepEqual(codes(nine.steps), ['late', 'step', 'price_unknown'])
  assert.deepEqual(codes(run({ policy: perDay(10, { cap_price_percent: 50 }) }).steps), [
    'late',
    'rate',
    'price_unknown',
  ])
})

describe('whatever the policy, the calendar and the days', () => {
  const cents = fc.integer({ min: 0, max: 500 })
  const byDay = [
    'none',
    'per_day',
    'per_opening_day',
    'per_started_week',
    'per_full_week',
    'stepped',
  ] as const
  const policyOf = (...kinds: readonly FinePolicy['kind'][]): fc.Arbitrary<FinePolicy> =>
    fc.record(
      {
        kind: fc.constantFrom(...kinds),
        amount_cents: cents,
        per: fc.constantFrom('item', 'title'),
        period_days: fc.integer({ min: 1, max: 40 }),
        free_days: fc.integer({ min: 0, max: 10 }),
        free_days_mode: fc.constantFrom('grace', 'subtract'),
        return_day_counts: fc.boolean(),
        closed_days_count: fc.boolean(),
        steps: fc.array(
          fc.record({
            from_day: fc.integer({ min: 1, max: 60 }),
            amount_cents: cents,
            plus_price: fc.boolean(),
          }),
        ),
        extras: fc.array(fc.record({ from_day: fc.integer({ min: 1, max: 60 }), amount_cents: cents })),
        cap_cents: cents,
        cap_price_percent: fc.integer({ min: 1, max: 200 }),
      },
      { requiredKeys: ['kind'] },
    )
  const anyPolicy = policyOf(...byDay, 'per_started_hour')
  const anyCalendar = fc
    .tuple(
      fc.dictionary(
        fc.integer({ min: 0, max: 90 }).map(n => addDays('2024-02-01', n)),
        fc.constantFrom<DayType>('normaal', 'boetevrij', 'gesloten', 'vakantie'),
      ),
      fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    )
    .map(([days, closed]) => calendarOf(days, closed))
  const day = fc.integer({ min: 0, max: 120 }).map(n => addDays('2024-02-01', n))
  const price = fc.option(fc.integer({ min: 0, max: 5000 }))

  /** What a fine of this ask must be whatever it is: whole, not negative, within both maxima. */
  const kept = (ask: FineAsk): number => {
    const { policy, price_cents } = ask
    const { amount_cents, steps } = fine(ask)
    assert.ok(Number.isInteger(amount_cents) && amount_cents >= 0)
    if (policy.cap_cents !== undefined) assert.ok(amount_cents <= policy.cap_cents)
    if (policy.cap_price_percent !== undefined && amount_cents > 0) {
      if (price_cents) assert.ok(amount_cents <= Math.round((price_cents * policy.cap_price_percent) / 100))
      else assert.ok(steps.some(step => step.code === 'price_unknown'))
    }
    return amount_cents
  }

  test('it is whole and never negative, never falls when later, and keeps to its maximum, in euro and of the price', () => {
    fc.assert(
      fc.property(anyPolicy, anyCalendar, day, day, price, (policy, calendar, due, returned, price_cents) => {
        const at = (returned_on: Day) => kept({ policy, due_on: due, returned_on, calendar, price_cents })
        const owed = at(returned)
        assert.ok(at(addDays(returned, 1)) >= owed)
        assert.ok(at(addDays(returned, -1)) <= owed)
        if (returned <= due) assert.equal(owed, 0)
      }),
      { numRuns: 500 },
    )
  })
  /** Up to some minutes after the first of February 2024: over the leap day and the change to summer time. */
  const moment = fc
    .integer({ min: 0, max: 90 * 24 * 60 })
    .map(minutes => Temporal.Instant.from('2024-02-01T00:00:00Z').add({ minutes }))
  const hourly = (
    policy: FinePolicy,
    due: Temporal.Instant,
    back: Temporal.Instant,
    calendar = open,
  ): FineAsk => ({
    policy,
    due_on: dayOf(due),
    due_at: due.toString(),
    returned_on: dayOf(back),
    returned_at: back.toString(),
    calendar,
    price_cents: 1500,
  })
  test('by the hour it is the same: never negative, never less for a minute more, nothing in time, within its maximum', () => {
    fc.assert(
      fc.property(
        policyOf('per_started_hour'),
        anyCalendar,
        moment,
        moment,
        fc.integer({ min: 1, max: 3000 }),
        (policy, calendar, due, back, minutes) => {
          const at = (moment: Temporal.Instant) => kept(hourly(policy, due, moment, calendar))
          const owed = at(back)
          assert.ok(at(back.add({ minutes })) >= owed)
          assert.ok(at(back.subtract({ minutes })) <= owed)
          if (Temporal.Instant.compare(back, due) <= 0) assert.equal(owed, 0)
        },
      ),
      { numRuns: 500 },
    )
  })
  test('an hour late is an hour of the clock, also where one is skipped or comes twice', () => {
    fc.assert(
      fc.property(
        policyOf('per_started_hour'),
        fc.constantFrom('2024-03-30T12:00:00Z', '2024-10-26T12:00:00Z', '2024-06-01T12:00:00Z'),
        fc.integer({ min: 0, max: 36 * 60 }),
        fc.integer({ min: 0, max: 72 * 60 }),
        (policy, around, minutes, late) => {
          const due = Temporal.Instant.from(around).add({ minutes })
          const owed = (from: Temporal.Instant) => fine(hourly(policy, from, from.add({ minutes: late })))
          assert.deepEqual(owed(due), owed(Temporal.Instant.from('2024-05-06T09:30:00Z')))
          assert.equal(owed(due).days, Math.ceil(late / 60))
        },
      ),
      { numRuns: 300 },
    )
  })
  test('copies of one title cost together what the last of them costs, in whatever order they come back', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyCalendar,
        day,
        fc.array(day, { minLength: 1, maxLength: 6 }),
        price,
        (policy, calendar, due, days, price_cents) => {
          const ask = { policy: { ...policy, per: 'title' as const }, due_on: due, calendar, price_cents }
          let booked_cents = 0
          for (const returned_on of days) booked_cents += kept({ ...ask, returned_on, booked_cents })
          const each = days.map(returned_on => fine({ ...ask, returned_on }).amount_cents)
          assert.equal(booked_cents, Math.max(...each))
        },
      ),
      { numRuns: 300 },
    )
  })
  test('on an even calendar only the number of days matters: no leap day, month or clock change does', () => {
    fc.assert(
      fc.property(
        policyOf(...byDay),
        day,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: -40, max: 40 }),
        (policy, due, late, months) => {
          const owed = (from: Day) =>
            fine({
              policy,
              due_on: from,
              returned_on: addDays(from, late),
              calendar: open,
              price_cents: 1500,
            })
          assert.deepEqual(owed(due), owed(addMonths(due, months)))
        },
      ),
    )
  })
})
