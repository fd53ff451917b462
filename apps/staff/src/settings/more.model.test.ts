import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegulationRow } from '@kaft/contract/regulation'
import { type MoreForm, moreFormOf, moreIds, readMore } from './more.model.ts'
import { moreTexts } from './texts/more.ts'

const today = '2026-11-25'
const bare: RegulationRow = { row_no: 1, selectors: {}, values: { loanable: true } }
const typed = (changes: Partial<MoreForm>, was: RegulationRow = bare) =>
  readMore({ ...moreFormOf(was), ...changes }, was, { row: was, today })
const rowOf = (changes: Partial<MoreForm>, was: RegulationRow = bare): RegulationRow => {
  const read = typed(changes, was)
  return read.ok ? read.row : assert.fail(JSON.stringify(read.errors))
}
const full: RegulationRow = {
  row_no: 3,
  selectors: {
    card_type: 'class',
    branch_group: 'klein',
    action: 'renewal',
    item_age_days: { to: 30 },
    season: { from: '12-15', to: '01-10' },
  },
  values: {
    fixed_due_on: '09-15',
    due_on_closed: 'same_weekday',
    cap_at_membership_end: false,
    label_age: 'enforced',
    desk_only: ['renewal', 'loan'],
    deposit_cents: 2550,
    lending_fee: { cents: 25, from_age: 12 },
    renewal_from: 'due',
    max_total_days: null,
    renewal_not_before_days: 7,
    renewal_refused_when_overdue: true,
    fine: { kind: 'per_day', amount_cents: 10, per: 'title', return_day_counts: false },
    suspension: { days: 2, per_days: 3, most_days: 30 },
    replacement_cents: null,
    hold_cost: { placing_cents: 0, pickup_cents: 50, not_collected_cents: 100 },
    block_overdue_count: 2,
    block_weight: 'stop',
    book_drop: 'next_open_day',
  },
}

test('a row that nobody touched stays as it was, whatever it names', () => {
  for (const row of [bare, full]) assert.deepEqual(typed({}, row), { ok: true, row })
})
test('what is shown is what people type, and is read back the same', () => {
  const form = moreFormOf(full)
  assert.deepEqual(
    [form.season_from, form.fixed_due_on, form.deposit_cents, form.max_total_days, form.desk_only],
    ['15/12', '15/9', '25,50', '*', 'loan,renewal'],
  )
})
test('each field goes to its place; what the contract wants beside it is filled with what does nothing', () => {
  const made = rowOf({
    card_type: 'ibl',
    season_from: '1/7',
    season_to: '31/8',
    suspension_days: '2',
    hold_pickup: '0,50',
    max_total_days: '63',
    block_debt_days: '*',
    renewal_when_expired: 'yes',
    desk_only: 'none',
    fixed_due_on: '15/9',
  })
  assert.deepEqual(made.selectors, { card_type: 'ibl', season: { from: '07-01', to: '08-31' } })
  assert.deepEqual(made.values, {
    loanable: true,
    fixed_due_on: '09-15',
    desk_only: [],
    max_total_days: 63,
    renewal_when_expired: true,
    suspension: { days: 2, per_days: 1 },
    hold_cost: { placing_cents: 0, pickup_cents: 50, not_collected_cents: 0 },
    block_debt_days: null,
  })
  assert.equal(rowOf({ fixed_due_on: '15/9/2027' }).values.fixed_due_on, '2027-09-15')
})
test('an emptied field is open again, and an emptied group with it', () => {
  const left = rowOf({ season_from: '', season_to: '', item_age_to: '', due_on_closed: '' }, full)
  assert.deepEqual(Object.keys(left.selectors).sort(), ['action', 'branch_group', 'card_type'])
  assert.equal(left.values.due_on_closed, undefined)
  const without = rowOf({ suspension_days: '', suspension_per: '', suspension_most: '' }, full)
  assert.equal(without.values.suspension, undefined)
})
test('a part of a fine or a fee alone makes none', () => {
  const made = rowOf({ fine_per: 'title', fee_from_age: '12' })
  assert.deepEqual(made.values, { loanable: true })
})
test('what cannot be read names its field', () => {
  const read = typed({ season_from: '31/2', deposit_cents: 'veel', block_overdue_days: '-1' })
  assert.ok(!read.ok)
  assert.deepEqual(read.errors, { season_from: 'day', deposit_cents: 'money', block_overdue_days: 'number' })
})
test('every field has its label in both languages', () => {
  for (const lang of ['nl', 'en'] as const)
    for (const id of moreIds) assert.ok(moreTexts[lang].labels[id].length > 0, id)
})
