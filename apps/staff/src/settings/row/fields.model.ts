import type { FinePolicy, RegulationValueKey } from '@kaft/contract/regulation'

/*
 * Every thing that a row of a regulation can say, as a field: where it stands in the row, how it is typed, and when it
 * is asked for. The order of the sections is that in which people read a regulation.
 */

export type Kind =
  | 'number'
  | 'money'
  | 'yesNo'
  | 'choice'
  | 'desk'
  | 'day'
  | 'yearly'
  | 'dueDay'
  | 'word'
  | 'period'

/** What is typed, by the id of its field; empty is open. */
export type Texts = Readonly<Record<string, string>>

export interface Field {
  /** Its path in the row, or in the form: `values.fine.kind`, `mode.reminders`. */
  readonly id: string
  readonly kind: Kind
  /** The value of the regulation that it belongs to; undefined for what the row holds for. */
  readonly key?: RegulationValueKey
  readonly choices?: readonly string[]
  /** Whether "expressly none" can be said. */
  readonly none?: true
  /** Whether it must be filled in where it is asked for. */
  readonly needed?: true
  readonly min?: number
  readonly max?: number
  /** Whether it is asked for, by what else was typed; always unless said. */
  readonly when?: (texts: Texts) => boolean
}
export const listIds = ['limits', 'steps', 'extras', 'reminders'] as const
export type ListId = (typeof listIds)[number]
export interface ListPart {
  readonly list: ListId
  readonly key: RegulationValueKey
  readonly when?: (texts: Texts) => boolean
}
export const sectionIds = [
  'who',
  'loan',
  'limits',
  'renew',
  'fine',
  'reminders',
  'holds',
  'loss',
  'blocks',
  'other',
] as const
export type SectionId = (typeof sectionIds)[number]
export interface Section {
  readonly id: SectionId
  readonly parts: readonly (Field | ListPart)[]
}

/** Expressly none, as many or as often as wanted: `null` in the contract. */
export const NONE = '*'
export const own = (group: 'reminders' | 'suspension' | 'hold_cost') => (texts: Texts) =>
  texts[`mode.${group}`] === 'own'

const rated: readonly FinePolicy['kind'][] = [
  'per_day',
  'per_opening_day',
  'per_started_week',
  'per_full_week',
  'per_started_hour',
]
const fineIs =
  (...kinds: readonly FinePolicy['kind'][]) =>
  (texts: Texts) =>
    kinds.some(kind => kind === texts['values.fine.kind'])
const costs = fineIs(...rated, 'stepped')

const value = (key: RegulationValueKey, kind: Kind, more: Partial<Field> = {}): Field => ({
  id: `values.${key}`,
  kind,
  key,
  ...more,
})
const part = (key: RegulationValueKey, name: string, kind: Kind, more: Partial<Field> = {}): Field => ({
  id: `values.${key}.${name}`,
  kind,
  key,
  ...more,
})
const mode = (key: 'reminders' | 'suspension' | 'hold_cost', choices: readonly string[]): Field => ({
  id: `mode.${key}`,
  kind: 'choice',
  key,
  choices,
})
const selector = (name: string, kind: Kind, more: Partial<Field> = {}): Field => ({
  id: `selectors.${name}`,
  kind,
  ...more,
})

const days = { min: 0, max: 3660 } as const
const fine = (name: string, kind: Kind, more: Partial<Field> = {}): Field =>
  part('fine', name, kind, { when: costs, ...more })
const invoices = (texts: Texts): boolean =>
  own('reminders')(texts) && (texts['values.reminders.invoice_days'] ?? '').trim() !== ''

const who: readonly Field[] = [
  selector('membership_type', 'choice', { choices: [] }),
  selector('item_type', 'choice', { choices: [] }),
  selector('card_type', 'choice', { choices: ['person', 'class', 'institution', 'ibl', 'administrative'] }),
  selector('age_band.from', 'number', { min: 0, max: 150 }),
  selector('age_band.to', 'number', { min: 0, max: 150 }),
  selector('shelf', 'word'),
  selector('branch_id', 'choice', { choices: [] }),
  selector('branch_group', 'choice', { choices: [] }),
  selector('item_age_days.from', 'number', { min: 0, max: 36_600 }),
  selector('item_age_days.to', 'number', { min: 0, max: 36_600 }),
  selector('action', 'choice', { choices: ['loan', 'renewal'] }),
  selector('from_on', 'day'),
  selector('until_on', 'day'),
  selector('season.from', 'yearly'),
  selector('season.to', 'yearly'),
]
const loan: readonly Field[] = [
  value('loanable', 'yesNo'),
  value('period', 'period', days),
  value('fixed_due_on', 'dueDay', { none: true }),
  value('due_on_closed', 'choice', { choices: ['next_open_day', 'same_weekday', 'ignored'] }),
  value('cap_at_membership_end', 'yesNo'),
  value('min_age', 'number', { none: true, min: 0, max: 150 }),
  value('label_age', 'choice', { choices: ['ignored', 'enforced'] }),
  value('desk_only', 'desk', {
    choices: [
      'none',
      'renewal',
      'loan',
      'hold',
      'loan,renewal',
      'hold,renewal',
      'hold,loan',
      'hold,loan,renewal',
    ],
  }),
  part('lending_fee', 'cents', 'money'),
  part('lending_fee', 'from_age', 'number', {
    min: 0,
    max: 150,
    when: texts => (texts['values.lending_fee.cents'] ?? '').trim() !== '',
  }),
  value('deposit_cents', 'money'),
]
const renew: readonly Field[] = [
  value('renewals', 'number', { none: true, min: 0, max: 1000 }),
  value('renewal_period', 'period', { none: true, ...days }),
  value('renewal_from', 'choice', { choices: ['due', 'renewal_day'] }),
  value('max_total_days', 'number', { none: true, ...days }),
  value('renewal_not_before_days', 'number', { none: true, min: 0, max: 366 }),
  value('renewal_when_reserved', 'choice', { choices: ['refused', 'if_other_copy', 'allowed'] }),
  value('renewal_refused_when_overdue', 'yesNo'),
  value('renewal_when_expired', 'yesNo'),
  value('auto_renew', 'yesNo'),
]
const fines: Section['parts'] = [
  part('fine', 'kind', 'choice', { choices: ['none', ...rated, 'stepped'] }),
  fine('amount_cents', 'money', { when: fineIs(...rated), needed: true }),
  { list: 'steps', key: 'fine', when: fineIs('stepped') },
  { list: 'extras', key: 'fine', when: fineIs(...rated) },
  fine('period_days', 'number', { min: 1, max: 366, when: fineIs('per_started_week', 'per_full_week') }),
  fine('per', 'choice', { choices: ['item', 'title'] }),
  fine('free_days', 'number', { min: 0, max: 366 }),
  fine('free_days_mode', 'choice', {
    choices: ['grace', 'subtract'],
    when: texts => fineIs(...rated)(texts) && (texts['values.fine.free_days'] ?? '').trim() !== '',
  }),
  fine('return_day_counts', 'yesNo'),
  fine('closed_days_count', 'yesNo', {
    when: fineIs('per_day', 'per_started_week', 'per_full_week', 'per_started_hour', 'stepped'),
  }),
  fine('cap_cents', 'money'),
  fine('cap_price_percent', 'number', { min: 1, max: 1000 }),
  mode('suspension', ['none', 'own']),
  part('suspension', 'days', 'number', { min: 1, max: 366, needed: true, when: own('suspension') }),
  part('suspension', 'per_days', 'number', { min: 1, max: 366, needed: true, when: own('suspension') }),
  part('suspension', 'free_days', 'number', { min: 0, max: 366, when: own('suspension') }),
  part('suspension', 'most_days', 'number', { min: 1, max: 3660, when: own('suspension') }),
]
const reminders: Section['parts'] = [
  mode('reminders', ['own']),
  part('reminders', 'predue_days', 'number', { min: 0, max: 60, when: own('reminders') }),
  { list: 'reminders', key: 'reminders', when: own('reminders') },
  part('reminders', 'invoice_days', 'number', { min: 0, max: 1000, when: own('reminders') }),
  part('reminders', 'invoice_cents', 'money', { when: invoices }),
  part('reminders', 'invoice_fine', 'choice', { choices: ['none', 'running', 'cap'], when: invoices }),
  part('reminders', 'price_lapses', 'yesNo', { when: invoices }),
]
const holds: readonly Field[] = [
  value('hold_allowed', 'yesNo'),
  value('hold_only_on_loan', 'yesNo'),
  value('max_holds', 'number', { none: true, min: 0, max: 1000 }),
  value('max_holds_per_title', 'number', { min: 1, max: 100 }),
  value('pickup_days', 'number', { min: 1, max: 365 }),
  mode('hold_cost', ['own']),
  part('hold_cost', 'placing_cents', 'money', { when: own('hold_cost') }),
  part('hold_cost', 'pickup_cents', 'money', { when: own('hold_cost') }),
  part('hold_cost', 'not_collected_cents', 'money', { when: own('hold_cost') }),
]

export const sections: readonly Section[] = [
  { id: 'who', parts: who },
  { id: 'loan', parts: loan },
  { id: 'limits', parts: [{ list: 'limits', key: 'limits' }] },
  { id: 'renew', parts: renew },
  { id: 'fine', parts: fines },
  { id: 'reminders', parts: reminders },
  { id: 'holds', parts: holds },
  {
    id: 'loss',
    parts: [
      value('replacement_cents', 'money', { none: true }),
      value('loss_admin_cents', 'money'),
      value('ibl_cents', 'money'),
    ],
  },
  {
    id: 'blocks',
    parts: [
      value('block_debt_cents', 'money', { none: true, min: 1 }),
      value('block_debt_days', 'number', { none: true, min: 1, max: 3660 }),
      value('block_overdue_days', 'number', { none: true, min: 1, max: 3660 }),
      value('block_overdue_count', 'number', { none: true, min: 1, max: 1000 }),
      value('block_within', 'choice', { choices: ['library', 'cooperation'] }),
      value('block_weight', 'choice', { choices: ['ask', 'stop'] }),
    ],
  },
  { id: 'other', parts: [value('book_drop', 'choice', { choices: ['previous_opening', 'next_open_day'] })] },
]
export const isList = (one: Field | ListPart): one is ListPart => 'list' in one
export const fields: readonly Field[] = sections.flatMap(({ parts }) =>
  parts.flatMap(one => (isList(one) ? [] : [one])),
)
/** The values that a section is about, once each. */
export const keysOf = ({ parts }: Section): readonly RegulationValueKey[] => [
  ...new Set(parts.flatMap(one => one.key ?? [])),
]
export const isAsked = (one: Field | ListPart, texts: Texts): boolean => one.when?.(texts) ?? true
