import type { RegulationRow } from '@kaft/contract/regulation'

const per = (...types: string[]) => ({ within: 'library' as const, of: types, max: 20 })

/**
 * The rules of the benchmarks: one regulation with every kind of selector and of value that a Flemish one has, so that what is measured is measured
 * with the full rule set on. What it asks of a book for an adult is usual: four weeks, two renewals, limits by type and branch, blocks by what is owed
 * and by what is late across the cooperation.
 */
export const regulation: readonly RegulationRow[] = [
  {
    row_no: 1,
    selectors: {},
    values: {
      loanable: true,
      period: { n: 28, unit: 'days' },
      due_on_closed: 'next_open_day',
      cap_at_membership_end: true,
      label_age: 'enforced',
      renewals: 2,
      renewal_from: 'due',
      max_total_days: 120,
      renewal_refused_when_overdue: true,
      renewal_when_reserved: 'if_other_copy',
      limits: [
        { within: 'library', of: 'all', max: 100 },
        { within: 'branch', of: 'all', max: 60 },
        { within: 'cooperation', of: 'all', max: 150, counts: 'titles' },
        { within: 'library', of: 'same_item_type', max: 90 },
        per('cd', 'dvd', 'game'),
        per('magazine'),
      ],
      fine: {
        kind: 'per_opening_day',
        amount_cents: 10,
        free_days: 7,
        free_days_mode: 'grace',
        cap_cents: 750,
      },
      reminders: {
        predue_days: 3,
        steps: [
          { days: 7, after: 'due', cost_cents: 0 },
          { days: 14, after: 'previous', cost_cents: 150 },
        ],
        invoice_days: 60,
        invoice_cents: 500,
      },
      loss_admin_cents: 250,
      hold_allowed: true,
      hold_cost: { placing_cents: 0, pickup_cents: 0, not_collected_cents: 100 },
      max_holds: 20,
      pickup_days: 10,
      block_debt_cents: 1000,
      block_debt_days: 365,
      block_overdue_days: 60,
      block_overdue_count: 30,
      block_within: 'cooperation',
      book_drop: 'previous_opening',
      auto_renew: true,
    },
  },
  {
    row_no: 2,
    selectors: { item_type: 'dvd' },
    values: { period: { n: 1, unit: 'weeks' }, lending_fee: { cents: 100, from_age: 18 } },
  },
  { row_no: 3, selectors: { item_type: 'game' }, values: { min_age: 12, deposit_cents: 0, renewals: 1 } },
  { row_no: 4, selectors: { age_band: { to: 11 } }, values: { fine: { kind: 'none' } } },
  {
    row_no: 5,
    selectors: { age_band: { from: 12, to: 17 } },
    values: { fine: { kind: 'per_started_week', amount_cents: 25 } },
  },
  { row_no: 6, selectors: { membership_type: 'jeugd' }, values: { block_debt_cents: 500 } },
  {
    row_no: 7,
    selectors: { card_type: 'class' },
    values: { period: { n: 6, unit: 'weeks' }, max_holds_per_title: 30 },
  },
  { row_no: 8, selectors: { shelf: 'Naslag' }, values: { loanable: false } },
  { row_no: 9, selectors: { item_type: 'book', item_age_days: { to: 180 } }, values: { renewals: 1 } },
  { row_no: 10, selectors: { action: 'renewal' }, values: { lending_fee: { cents: 0 } } },
  { row_no: 11, selectors: { season: { from: '06-15', to: '07-31' } }, values: { fixed_due_on: '09-05' } },
  {
    row_no: 12,
    selectors: { item_type: 'book', season: { from: '06-15', to: '07-31' } },
    values: { fixed_due_on: '09-15' },
  },
  {
    row_no: 13,
    selectors: { item_type: 'magazine' },
    values: {
      period: { n: 2, unit: 'weeks' },
      fine: {
        kind: 'stepped',
        steps: [
          { from_day: 8, amount_cents: 100 },
          { from_day: 22, amount_cents: 300, plus_price: true },
        ],
      },
    },
  },
  {
    row_no: 14,
    selectors: { membership_type: 'volwassene', item_type: 'book' },
    values: { renewal_not_before_days: null },
  },
]
