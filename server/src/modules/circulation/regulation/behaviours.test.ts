import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FinePolicy, RegulationValues } from '@kaft/contract/regulation'
import { addDays, type Day, dayOf, timeOf } from '../../../base/dates.ts'
import { type Calendar, type DayType, isOpen, previousOpenDay } from '../due/calendar.rules.ts'
import { dueDay, loanDue, renewalDue } from '../due/due.rules.ts'
import { patronFindings } from '../facts/patron.rules.ts'
import type { PatronFacts } from '../facts/patron-facts.store.ts'
import { type FineAsk, fine, priceOf } from '../fines/fine.rules.ts'
import { suspendedUntil, suspensionDays } from '../fines/suspension.rules.ts'
import { compileRegulation } from './compile.rules.ts'
import { regulationDefaults } from './defaults.rules.ts'
import { blockFindings, type JudgeFacts, loanFindings, renewalFindings } from './judge.rules.ts'
import { type RegulationQuery, resolve } from './resolve.rules.ts'

/*
 * What other systems do in cases that are known, one test a behaviour, each by its number. Where Kaft does
 * otherwise on purpose, docs/circulation.md says why; what needs a database stands in behaviours.db.test.ts.
 */

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
const closedOn = (...days: Day[]) => calendarOf(Object.fromEntries(days.map(d => [d, 'gesloten' as const])))
const open = calendarOf()
const noHours: Calendar = { ...open, weekly: calendarOf({}, [1, 2, 3, 4, 5, 6, 7]).weekly }
/** A calendar that counts how many days it is asked for. */
class CountedDays extends Map<Day, DayType> {
  asked = 0
  override get(day: Day): DayType | undefined {
    this.asked++
    return super.get(day)
  }
}
const countingCalendar = () => ({ ...open, days: new CountedDays() })
const days = (n: number) => ({ n, unit: 'days' as const })
const hours = (n: number) => ({ n, unit: 'hours' as const })

interface Terms {
  readonly period: { readonly n: number; readonly unit: 'hours' | 'days' | 'weeks' }
  readonly more?: Partial<typeof regulationDefaults>
}
const due = (
  { period, more }: Terms,
  today: Day,
  of: { calendar?: Calendar; ends?: Day; now?: string } = {},
) => {
  const found = loanDue(
    { ...regulationDefaults, ...more, period },
    {
      today,
      calendar: of.calendar ?? open,
      membership_ends_on: of.ends ?? null,
      ...(of.now ? { now: of.now } : {}),
    },
  )
  return found.ok ? found : assert.fail(found.code)
}
const owed = (policy: FinePolicy, ask: Partial<FineAsk> & Pick<FineAsk, 'due_on' | 'returned_on'>) =>
  fine({ policy, calendar: open, ...ask }).amount_cents
const euroADay: FinePolicy = { kind: 'per_day', amount_cents: 100 }

test('B01 ten days from 9 February with closing days ignored is 19 February', () =>
  assert.equal(
    due({ period: days(10), more: { due_on_closed: 'ignored' } }, '2013-02-09', {
      calendar: closedOn('2013-02-19'),
    }).due_on,
    '2013-02-19',
  ))
test('B02 a renewal of five days from 9 February is 14 February', () => {
  const found = renewalDue(
    { ...regulationDefaults, period: days(10), renewal_period: days(5), renewal_from: 'renewal_day' },
    {
      today: '2013-02-09',
      lent_on: '2013-02-01',
      due_on: '2013-02-11',
      calendar: open,
      membership_ends_on: null,
    },
  )
  assert.equal(found.ok && found.due_on, '2013-02-14')
})
test('B03 a due day at the end of the membership moves back to an open day; where the library says so it does not', () => {
  const loan = { period: days(28) }
  const closed = closedOn('2013-01-01')
  assert.equal(due(loan, '2012-12-12', { calendar: closed, ends: '2013-01-01' }).due_on, '2012-12-31')
  const both = closedOn('2013-01-01', '2012-12-31')
  assert.equal(due(loan, '2012-12-12', { calendar: both, ends: '2013-01-01' }).due_on, '2012-12-30')
  const free = { ...loan, more: { cap_at_membership_end: false } }
  assert.equal(due(free, '2012-12-12', { calendar: both, ends: '2013-01-01' }).due_on, '2013-01-09')
})
const keepsWeekday = { due_on_closed: 'same_weekday' as const }
test('B04 where the weekday is kept, a single closed day moves fourteen days to twenty-one', () =>
  assert.equal(
    due({ period: days(14), more: keepsWeekday }, '2026-03-02', { calendar: closedOn('2026-03-16') }).due_on,
    '2026-03-23',
  ))
test('B05 where the weekday is kept and three weeks are closed, loan and renewal both land on the fourth', () => {
  const calendar = closedOn('2026-03-09', '2026-03-16', '2026-03-23')
  assert.equal(due({ period: days(14), more: keepsWeekday }, '2026-03-02', { calendar }).due_on, '2026-03-30')
  assert.equal(due({ period: days(7), more: keepsWeekday }, '2026-03-02', { calendar }).due_on, '2026-03-30')
})
test('B06 where the weekday is kept but the period is no whole week, a closed day moves by one', () =>
  assert.equal(
    due({ period: days(5), more: keepsWeekday }, '2026-03-02', { calendar: closedOn('2026-03-07') }).due_on,
    '2026-03-08',
  ))
test('B07 a renewal period of nought is one; an open one is the lending period', () => {
  const at = {
    today: '2026-03-10',
    lent_on: '2026-03-01',
    due_on: '2026-03-08',
    calendar: open,
    membership_ends_on: null,
  }
  const terms = { ...regulationDefaults, period: days(7), renewal_from: 'renewal_day' as const }
  const dayOfRenewal = renewalDue({ ...terms, renewal_period: days(0) }, at)
  assert.equal(dayOfRenewal.ok && dayOfRenewal.due_on, '2026-03-10')
  const lending = renewalDue({ ...terms, renewal_period: null }, at)
  assert.equal(lending.ok && lending.due_on, '2026-03-17')
})
test('B08 a closed day moves only the due day: one and two days from 3 July are both the fifth', () => {
  const calendar = closedOn('2012-07-04')
  assert.equal(due({ period: days(1) }, '2012-07-03', { calendar }).due_on, '2012-07-05')
  assert.equal(due({ period: days(2) }, '2012-07-03', { calendar }).due_on, '2012-07-05')
})
test('B09 one day back over a closed one is the day before it; where closing is ignored it is that day', () => {
  assert.equal(previousOpenDay(closedOn('2012-12-25'), '2012-12-25'), '2012-12-24')
  const ignoring = { period: days(28), more: { due_on_closed: 'ignored' as const } }
  const capped = due(ignoring, '2012-12-01', { calendar: closedOn('2012-12-25'), ends: '2012-12-25' })
  assert.equal(capped.due_on, '2012-12-25')
})
test('B10 a dated exception beats the weekly closing day', () =>
  assert.equal(isOpen(calendarOf({ '2012-11-11': 'normaal' }, [7]), '2012-11-11'), true))
test('B11 a day is closed whatever the hour, and asking changes nothing', () => {
  const calendar = closedOn('2011-06-01')
  const before = structuredClone([...calendar.days])
  assert.equal(isOpen(calendar, dayOf('2011-06-01T09:02:00Z')), false)
  assert.deepEqual([...calendar.days], before)
})
test('B12 five hours on a Friday evening with Saturday and Sunday closed are due when Monday opens', () => {
  const found = due({ period: hours(5) }, '2026-03-06', {
    calendar: calendarOf({}, [6, 7]),
    now: '2026-03-06T15:30:00Z',
  })
  assert.equal(found.due_at, '2026-03-09T09:00:00Z')
  assert.deepEqual(
    found.steps.map(step => step.code),
    ['period', 'opening'],
  )
  const withinHours = due({ period: hours(2) }, '2026-03-06', { now: '2026-03-06T13:30:00Z' })
  assert.equal(withinHours.due_at, '2026-03-06T15:30:00Z')
})
test('B13 where the date is kept an empty calendar gives the hour itself; else it is refused, and no hours are made up', () => {
  const now = '2026-03-06T13:30:00Z'
  const kept = due({ period: hours(1), more: { due_on_closed: 'ignored' } }, '2026-03-06', {
    calendar: noHours,
    now,
  })
  assert.equal(kept.due_at, '2026-03-06T14:30:00Z')
  const ask = { start: '2026-03-06', start_at: now, period: hours(1), calendar: noHours }
  assert.deepEqual(dueDay(ask), { ok: false, code: 'no_calendar', branch_id: '1' })
})
test('an hour of a loan is an hour of the clock over a change of summer time, and a leap day is a day', () => {
  const over = due({ period: hours(3), more: { due_on_closed: 'ignored' } }, '2026-03-29', {
    now: '2026-03-29T00:30:00Z',
  })
  assert.equal(timeOf(over.due_at ?? ''), '05:30')
  assert.equal(due({ period: days(1) }, '2028-02-28').due_on, '2028-02-29')
})
test('a fixed day without a year is the next one, at the end of February where there is no leap day', () => {
  const fixed = (fixed_due_on: string, today: Day) =>
    due({ period: days(28), more: { fixed_due_on } }, today).due_on
  assert.equal(fixed('09-15', '2026-07-01'), '2026-09-15')
  assert.equal(fixed('09-15', '2026-09-15'), '2027-09-15')
  assert.equal(fixed('02-29', '2026-12-01'), '2027-02-28')
  assert.equal(fixed('02-29', '2027-12-01'), '2028-02-29')
})

test('B14 a euro a day, due on 1 January and returned on the thirtieth: € 29,00', () =>
  assert.equal(owed(euroADay, { due_on: '2000-01-01', returned_on: '2000-01-30' }), 2900))
test('B15 no more than the price of the item, or that of the regulation where the item has none', () => {
  const policy: FinePolicy = { ...euroADay, cap_price_percent: 100 }
  const at = { due_on: '2000-01-01', returned_on: '2000-01-30' }
  assert.equal(owed(policy, { ...at, price_cents: priceOf(500, 600) }), 500)
  assert.equal(owed(policy, { ...at, price_cents: priceOf(0, 600) }), 600)
})
test('B16 a euro at the end of each seven days: nothing after four, one after nine', () => {
  const policy: FinePolicy = { kind: 'per_full_week', amount_cents: 100 }
  assert.equal(owed(policy, { due_on: '2026-03-02', returned_on: '2026-03-06' }), 0)
  assert.equal(owed(policy, { due_on: '2026-03-02', returned_on: '2026-03-11' }), 100)
})
test('B17 a euro an interval up to ten: five are five, fifteen are ten, whatever the interval', () => {
  const late = (kind: FinePolicy['kind'], each: number, period_days?: number) => {
    const policy: FinePolicy = {
      kind,
      amount_cents: 100,
      cap_cents: 1000,
      ...(period_days === undefined ? {} : { period_days }),
    }
    return [5, 15].map(n =>
      owed(policy, { due_on: '2026-03-02', returned_on: addDays('2026-03-02', n * each) }),
    )
  }
  assert.deepEqual(late('per_day', 1), [500, 1000])
  assert.deepEqual(late('per_started_week', 7), [500, 1000])
  assert.deepEqual(late('per_full_week', 30, 30), [500, 1000])
  assert.deepEqual(late('per_started_week', 365, 365), [500, 1000])
  const byTheHour = [5, 15].map(n =>
    owed(
      { kind: 'per_started_hour', amount_cents: 100, cap_cents: 1000 },
      {
        due_on: '2026-03-02',
        due_at: '2026-03-02T08:00:00Z',
        returned_on: '2026-03-02',
        returned_at: Temporal.Instant.from('2026-03-02T08:00:00Z').add({ hours: n }).toString(),
      },
    ),
  )
  assert.deepEqual(byTheHour, [500, 1000])
})
test('B18 grace longer than the delay costs nothing; grace shorter than it lets the whole delay count', () => {
  const at = { due_on: '2026-03-02', returned_on: '2026-03-12' }
  assert.equal(owed({ ...euroADay, free_days: 11 }, at), 0)
  assert.equal(owed({ ...euroADay, free_days: 5 }, at), 1000)
  assert.equal(owed({ ...euroADay, free_days: 5, free_days_mode: 'subtract' }, at), 500)
})
test('B19 a return set back to an earlier day costs what that day costs, and nothing on or before the due day', () => {
  const due_on = '2026-03-02'
  const set = (returned_on: Day) => owed(euroADay, { due_on, returned_on })
  assert.deepEqual([set('2026-03-12'), set('2026-03-07'), set(due_on), set('2026-02-20')], [1000, 500, 0, 0])
})
test('B20 two days of suspension for each late day, the first free: five late are eight days', () => {
  const policy = { days: 2, per_days: 1, free_days: 1 }
  assert.equal(suspensionDays(policy, 5), 8)
  assert.equal(suspendedUntil(policy, { late_days: 5, returned_on: '2026-03-10' }), '2026-03-18')
  assert.equal(
    suspendedUntil(null, { late_days: 50, returned_on: '2026-03-10' }),
    null,
    'off unless a row says so',
  )
})
test('B22 two days for each three late ones, the first free: five late are two days', () =>
  assert.equal(suspensionDays({ days: 2, per_days: 3, free_days: 1 }, 5), 2))
test('B23 twenty late at two a day are forty days, or the maximum', () => {
  assert.equal(suspensionDays({ days: 2, per_days: 1 }, 20), 40)
  assert.equal(suspensionDays({ days: 2, per_days: 1, most_days: 10 }, 20), 10)
})
test('B24 thirteen days late are thirteen days at the amount of a day, said as one sum', () => {
  const { amount_cents, steps } = fine({
    policy: { kind: 'per_day', amount_cents: 10 },
    due_on: '2026-03-02',
    returned_on: '2026-03-15',
    calendar: open,
  })
  assert.equal(amount_cents, 130)
  assert.deepEqual(
    steps.find(step => step.code === 'rate'),
    { code: 'rate', n: 13, cents: 10 },
  )
})

const query: RegulationQuery = {
  branch_id: '1',
  membership_type: 'volwassene',
  age: 40,
  item_type: 'book',
  shelf: null,
  item_age_days: 900,
  action: 'loan',
  on: '2026-03-02',
}
const loan = { item_type: 'book', branch_id: '1', library_id: '1', title_id: '7', overdue_days: 0 }
const facts = (more: Partial<JudgeFacts> = {}): JudgeFacts => ({
  query,
  library_id: '1',
  title_id: '9',
  open_loans: [],
  debt_cents: { library: 0, cooperation: 0 },
  ...more,
})
const reader: PatronFacts = {
  patron_id: '1',
  library_id: '1',
  membership_type: 'volwassene',
  member_until: null,
  deceased: false,
  restricted: false,
  birth_on: '1980-01-01',
  gender: 'x',
  postcode: null,
  keep_history: false,
  card: null,
  blocks: [],
  balance_cents: 0,
  debts: [],
  deposit_cents: 0,
  holds: [],
  pickup_costs: [],
  loans: [],
}
const regulationOf = (values: RegulationValues) =>
  compileRegulation({
    version_id: '1',
    name: 'x',
    rows: [{ row_no: 1, selectors: {}, values: { loanable: true, period: days(21), ...values } }],
  })
const asked = (values: RegulationValues, more: Partial<JudgeFacts> = {}) => {
  const regulation = regulationOf(values)
  return loanFindings(regulation, resolve(regulation, query), facts(more))
}
const renewed = (
  values: RegulationValues,
  more: Partial<Parameters<typeof renewalFindings>[2]> = {},
): string[] => {
  const regulation = regulationOf(values)
  return renewalFindings(regulation, resolve(regulation, query), {
    ...facts(),
    renewals: 0,
    due_on: '2026-03-05',
    overdue_days: 0,
    new_due_on: '2026-03-23',
    steps: [],
    ...more,
  }).map(({ code }) => code)
}

test('B29 too early is refused as too soon, no renewals as too many', () => {
  const early = { due_on: '2026-03-20', new_due_on: '2026-04-10' }
  assert.deepEqual(renewed({ renewals: 2, renewal_not_before_days: 7 }, early), ['renewal_too_soon'])
  assert.deepEqual(renewed({ renewals: 2, renewal_not_before_days: 7 }), [])
  assert.deepEqual(renewed({ renewals: 0 }), ['renewals_exhausted'])
})
test('B30 a limit of debt for renewing: what lies at it renews, what lies above is refused for debt', () => {
  const at = (cents: number) =>
    renewed({ renewals: 2, block_debt_cents: 1001 }, { debt_cents: { library: cents, cooperation: cents } })
  assert.deepEqual([at(500), at(1000), at(1500)], [[], [], ['debt_block']])
})
test('B31 renewed too often and no later day: both reasons in one answer', () =>
  assert.deepEqual(renewed({ renewals: 1 }, { renewals: 1, new_due_on: '2026-03-05' }), [
    'renewals_exhausted',
    'renewal_not_later',
  ]))
test('B34 a maximum of one: the second is refused with how many there are and may be', () =>
  assert.deepEqual(
    asked({ limits: [{ within: 'library', of: 'all', max: 1 }] }, { open_loans: [loan] }).map(f => [
      f.code,
      f.about['count'],
      f.about['limit'],
    ]),
    [['limit_reached', 1, 1]],
  ))
test('B36 a block is a question that the desk may pass, or the end of it, as the regulation says', () => {
  const open_loans = [{ ...loan, overdue_days: 30 }]
  const weight = (block_weight: 'ask' | 'stop') =>
    asked({ block_overdue_days: 28, block_weight }, { open_loans }).map(f => [f.code, f.weight])
  assert.deepEqual(weight('ask'), [['overdue_block', 'ask']])
  assert.deepEqual(weight('stop'), [['overdue_block', 'stop']])
})
test('B37 a membership without end, with one far away or until tomorrow is not over; far away costs no counting', () => {
  const over = (member_until: Day | null) =>
    patronFindings({ ...reader, member_until }, '2026-03-02').map(({ code }) => code)
  assert.deepEqual([null, '9999-12-31', '2026-03-03', '2026-03-02'].map(over), [[], [], [], []])
  assert.deepEqual(over('2026-03-01'), ['patron_expired'])
  const asked = (ends: Day) => {
    const calendar = countingCalendar()
    return [due({ period: days(21) }, '2026-03-02', { calendar, ends }).due_on, calendar.days.asked]
  }
  const [due_on, times] = asked('2026-04-01')
  assert.deepEqual([due_on, asked('9999-12-31')], ['2026-03-23', ['2026-03-23', times]])
  assert.ok(Number(times) > 0, 'the calendar was asked')
  assert.equal(due({ period: days(21) }, '2026-03-02', { ends: '2026-03-03' }).due_on, '2026-03-03')
})
test('B39 a threshold of two overdue items: none or one is no block, two are one', () => {
  const regulation = regulationOf({ block_overdue_count: 2 })
  const with_ = (n: number) =>
    blockFindings(
      regulation,
      resolve(regulation, query),
      facts({ open_loans: Array.from({ length: n }, () => ({ ...loan, overdue_days: 1 })) }),
    ).map(f => [f.code, f.about])
  assert.deepEqual([with_(0), with_(1), with_(2)], [[], [], [['too_many_overdue', { count: 2, limit: 2 }]]])
})
