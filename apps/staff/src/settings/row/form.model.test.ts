import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import fc from 'fast-check'
import { fields, isList, listIds, sections } from './fields.model.ts'
import { begunFrom, type Form, formOf, nextRowNo, readForm, withRow } from './form.model.ts'
import { changedLine, withLine, withoutLine } from './lists.model.ts'
import { rowTexts } from './texts/index.ts'

const today = '2026-11-25'
const bare: RegulationRow = { row_no: 1, selectors: {}, values: {} }
const typed = (texts: Record<string, string>, was: RegulationRow = bare) => {
  const form = formOf(was)
  return readForm({ ...form, texts: { ...form.texts, ...texts } }, was.row_no, today)
}
const valuesOf = (texts: Record<string, string>, was?: RegulationRow) => {
  const read = typed(texts, was)
  return read.ok ? read.row.values : assert.fail(JSON.stringify(read.errors))
}

const n = (max: number, min = 0) => fc.integer({ min, max })
const orNone = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const some = <T extends object>(of: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(of, { requiredKeys: [] })
const word = <T extends string>(...of: T[]) => fc.constantFrom(...of)
const period = fc.record({ n: n(400), unit: word('hours', 'days', 'weeks') })
const rated = fc
  .record(
    {
      kind: word('per_day', 'per_opening_day', 'per_started_week', 'per_full_week', 'per_started_hour'),
      amount_cents: n(9999),
      per: word('item', 'title'),
      free_days: n(30),
      return_day_counts: fc.boolean(),
      cap_cents: n(9999),
      cap_price_percent: n(1000, 1),
      extras: fc.array(fc.record({ from_day: n(99, 1), amount_cents: n(999) }), {
        minLength: 1,
        maxLength: 3,
      }),
    },
    { requiredKeys: ['kind', 'amount_cents'] },
  )
  .map(fine =>
    fine.kind === 'per_full_week' ? { ...fine, period_days: 14, closed_days_count: false } : fine,
  )
const stepped = fc.record({
  kind: fc.constant('stepped' as const),
  steps: fc.array(
    fc.record(
      { from_day: n(99, 1), amount_cents: n(9999), plus_price: fc.constant(true) },
      { requiredKeys: ['from_day', 'amount_cents'] },
    ),
    { minLength: 1, maxLength: 4 },
  ),
})
const limit = fc.record(
  {
    within: word('branch', 'library', 'cooperation'),
    of: fc.oneof(word('all', 'same_item_type'), fc.constantFrom(['dvd'], ['cd', 'dvd'])),
    max: n(99),
    counts: word('items', 'titles'),
  },
  { requiredKeys: ['within', 'of', 'max'] },
)
const reminders = fc.oneof(
  fc.record({
    predue_days: orNone(n(60)),
    steps: fc.array(fc.record({ days: n(99), after: word('due', 'previous'), cost_cents: n(500) }), {
      maxLength: 4,
    }),
    invoice_days: fc.constant(null),
  }),
  fc.record(
    {
      predue_days: orNone(n(60)),
      steps: fc.constant([]),
      invoice_days: n(99),
      invoice_cents: n(999, 1),
      invoice_fine: word('none', 'running', 'cap'),
      price_lapses: fc.boolean(),
    },
    { requiredKeys: ['predue_days', 'steps', 'invoice_days'] },
  ),
)
const anyRow = fc.record({
  row_no: n(99, 1),
  selectors: some({
    membership_type: word('klas', 'jeugd'),
    item_type: word('dvd', 'book'),
    card_type: word('class', 'ibl'),
    shelf: word('Jeugd', 'day'),
    branch_group: word('klein'),
    branch_id: word('12'),
    age_band: fc.record({ from: n(20), to: n(99, 21) }),
    item_age_days: fc.constant({ to: 30 }),
    action: word('loan', 'renewal'),
    from_on: word('2026-12-25'),
    until_on: word('2027-07-01'),
    season: fc.constant({ from: '12-15', to: '01-10' }),
  }),
  values: some({
    loanable: fc.boolean(),
    period,
    fixed_due_on: fc.constantFrom('09-15', '2027-09-15', null),
    due_on_closed: word('next_open_day', 'same_weekday', 'ignored'),
    cap_at_membership_end: fc.boolean(),
    min_age: orNone(n(150)),
    label_age: word('ignored', 'enforced'),
    desk_only: fc.constantFrom([], ['loan'], ['hold', 'loan', 'renewal'], ['hold', 'renewal']),
    lending_fee: fc.record({ cents: n(999), from_age: n(99) }, { requiredKeys: ['cents'] }),
    deposit_cents: n(9999),
    limits: fc.array(limit, { minLength: 1, maxLength: 4 }),
    renewals: orNone(n(9)),
    renewal_period: orNone(period),
    renewal_from: word('due', 'renewal_day'),
    max_total_days: orNone(n(365)),
    renewal_not_before_days: orNone(n(365)),
    renewal_when_reserved: word('refused', 'if_other_copy', 'allowed'),
    renewal_refused_when_overdue: fc.boolean(),
    renewal_when_expired: fc.boolean(),
    auto_renew: fc.boolean(),
    fine: fc.oneof(fc.constant({ kind: 'none' as const }), rated, stepped),
    suspension: orNone(
      fc.record(
        { days: n(9, 1), per_days: n(9, 1), free_days: n(9), most_days: n(99, 1) },
        { requiredKeys: ['days', 'per_days'] },
      ),
    ),
    reminders,
    hold_allowed: fc.boolean(),
    hold_only_on_loan: fc.boolean(),
    max_holds: orNone(n(99)),
    max_holds_per_title: n(99, 1),
    pickup_days: n(30, 1),
    hold_cost: fc.record({ placing_cents: n(99), pickup_cents: n(99), not_collected_cents: n(99) }),
    replacement_cents: orNone(n(9999)),
    loss_admin_cents: n(999),
    ibl_cents: n(999),
    block_debt_cents: orNone(n(9999, 1)),
    block_debt_days: orNone(n(99, 1)),
    block_overdue_days: orNone(n(99, 1)),
    block_overdue_count: orNone(n(99, 1)),
    block_within: word('library', 'cooperation'),
    block_weight: word('ask', 'stop'),
    book_drop: word('previous_opening', 'next_open_day'),
  }),
})

test('whatever a row can say is shown, and a row that nobody touched is saved as it was', () => {
  fc.assert(
    fc.property(anyRow, made => {
      // Plain objects, as they come over the wire.
      const row = JSON.parse(JSON.stringify(made)) as RegulationRow
      assert.deepEqual(readForm(formOf(row), row.row_no, today), { ok: true, row })
    }),
    { numRuns: 500 },
  )
})

test('what was typed is read: a comma, none, a day, a season', () => {
  const read = typed({
    'values.lending_fee.cents': '0,50',
    'values.renewals': '*',
    'values.renewal_period': '2',
    'values.renewal_period.unit': 'weeks',
    'values.loanable': 'no',
    'selectors.until_on': '31/8/2027',
    'selectors.season.from': '1/7',
    'selectors.season.to': '31/8',
  })
  assert.ok(read.ok)
  assert.deepEqual(read.row.values, {
    loanable: false,
    lending_fee: { cents: 50 },
    renewals: null,
    renewal_period: { n: 2, unit: 'weeks' },
  })
  assert.deepEqual(read.row.selectors, { until_on: '2027-08-31', season: { from: '07-01', to: '08-31' } })
})

test('what cannot be read names its field', () => {
  const read = typed({
    'values.period': 'veel',
    'values.fine.kind': 'per_day',
    'values.deposit_cents': '1,234',
    'values.block_overdue_count': '0',
    'selectors.from_on': '30/2/2027',
    'selectors.age_band.from': '12',
    'selectors.age_band.to': '6',
    'selectors.season.to': '31/8',
    'mode.suspension': 'own',
  })
  assert.ok(!read.ok)
  assert.deepEqual(read.errors, {
    'values.period': 'number',
    'values.fine.amount_cents': 'needed',
    'values.deposit_cents': 'money',
    'values.block_overdue_count': 'range',
    'values.suspension.days': 'needed',
    'values.suspension.per_days': 'needed',
    'selectors.from_on': 'day',
    'selectors.age_band.to': 'order',
    'selectors.season.from': 'needed',
  })
})

test('an emptied field is open again, and a group that is taken over goes whole', () => {
  const row: RegulationRow = {
    row_no: 1,
    selectors: { item_type: 'dvd' },
    values: {
      pickup_days: 7,
      renewals: 2,
      reminders: { predue_days: 3, steps: [{ days: 7, after: 'due', cost_cents: 100 }], invoice_days: 35 },
      fine: { kind: 'per_day', amount_cents: 10, cap_cents: 500 },
    },
  }
  const read = typed(
    { 'selectors.item_type': '', 'values.pickup_days': '', 'mode.reminders': '', 'values.fine.kind': 'none' },
    row,
  )
  assert.deepEqual(read, {
    ok: true,
    row: { row_no: 1, selectors: {}, values: { renewals: 2, fine: { kind: 'none' } } },
  })
})

const lined = (
  form: Form,
  list: 'limits' | 'reminders' | 'steps',
  ...lines: Record<string, string>[]
): Form =>
  lines.reduce<Form>((now, line) => {
    const more = withLine(now.lists, list)
    const key = more[list].at(-1)!.key
    return { ...now, lists: changedLine(more, list, { ...line, key }) }
  }, form)

test('lines are added, changed and taken away; what is wrong in one names its place', () => {
  const form = lined(
    formOf(bare),
    'limits',
    { max: '15', within: 'cooperation' },
    { max: 'veel', of: 'types' },
  )
  const wrong = readForm(form, 1, today)
  assert.deepEqual(!wrong.ok && wrong.errors, { 'limits.1.types': 'needed', 'limits.1.max': 'number' })
  const without = { ...form, lists: withoutLine(form.lists, 'limits', form.lists.limits[1]!.key) }
  const read = readForm(without, 1, today)
  assert.deepEqual(read.ok && read.row.values, { limits: [{ within: 'cooperation', of: 'all', max: 15 }] })
  const steps = { ...formOf(bare), texts: { ...formOf(bare).texts, 'values.fine.kind': 'stepped' } }
  const empty = readForm(steps, 1, today)
  assert.deepEqual(!empty.ok && empty.errors, { steps: 'needed' })
  const three = lined(steps, 'steps', { from_day: '21', amount: '10', plus_price: 'yes' })
  assert.deepEqual(valuesOf({}, bare), {})
  const fine = readForm(three, 1, today)
  assert.deepEqual(fine.ok && fine.row.values.fine, {
    kind: 'stepped',
    steps: [{ from_day: 21, amount_cents: 1000, plus_price: true }],
  })
})

test('a second reminder counts from the first, and a group begins from what was taken over', () => {
  const own = { ...formOf(bare), texts: { ...formOf(bare).texts, 'mode.reminders': 'own' } }
  const form = lined(own, 'reminders', { days: '7' }, { days: '14', cost: '1' })
  const read = readForm(form, 1, today)
  assert.deepEqual(read.ok && read.row.values.reminders, {
    predue_days: null,
    steps: [
      { days: 7, after: 'due', cost_cents: 0 },
      { days: 14, after: 'previous', cost_cents: 100 },
    ],
    invoice_days: null,
  })
  const taken = {
    predue_days: 3,
    steps: [{ days: 7, after: 'due' as const, cost_cents: 0 }],
    invoice_days: 35,
    invoice_cents: 250,
  }
  const begun = readForm(begunFrom(formOf(bare), 'reminders', { reminders: taken }), 1, today)
  assert.deepEqual(begun.ok && begun.row.values.reminders, taken)
})

test('numbers of rows only go up', () => {
  assert.equal(nextRowNo([]), 1)
  assert.equal(nextRowNo([bare, { ...bare, row_no: 22 }]), 23)
  assert.deepEqual(
    withRow([bare], { ...bare, row_no: 2 }).map(row => row.row_no),
    [1, 2],
  )
})

test('every field, list and choice has its words in both languages', () => {
  for (const t of [rowTexts.nl, rowTexts.en]) {
    for (const { id } of fields) assert.ok(t.labels[id], id)
    for (const id of listIds) assert.ok(t.lists[id], id)
    for (const section of sections)
      for (const one of section.parts)
        if (!isList(one)) for (const choice of one.choices ?? []) assert.ok(t.choices[choice], choice)
  }
})
