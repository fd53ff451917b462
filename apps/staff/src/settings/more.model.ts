import type { RegulationRow } from '@kaft/contract/regulation'
import { isRealDay, parseDay, typedDay } from '../base/day.model.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'
import { asWanted } from './regulation-edit.model.ts'

/*
 * The rest of a row as fields: what few rows name. Each field is a text at a path of the row, empty for "open"; a
 * group that needs more than was typed is filled with what does nothing.
 */

export type MoreKind =
  | 'number'
  | 'numberOrAny'
  | 'money'
  | 'moneyOrAny'
  | 'yesNo'
  | 'choice'
  | 'list'
  | 'day'
  | 'yearly'
  | 'word'
export interface MoreField {
  readonly id: MoreId
  readonly path: readonly string[]
  readonly kind: MoreKind
  readonly choices?: readonly string[]
}
const field = (id: MoreId, path: string, kind: MoreKind, choices?: readonly string[]): MoreField => ({
  id,
  path: path.split('.'),
  kind,
  ...(choices ? { choices } : {}),
})

export const moreIds = [
  'card_type',
  'branch_group',
  'action',
  'item_age_from',
  'item_age_to',
  'season_from',
  'season_to',
  'fixed_due_on',
  'due_on_closed',
  'cap_at_membership_end',
  'label_age',
  'desk_only',
  'deposit_cents',
  'fee_from_age',
  'renewal_from',
  'max_total_days',
  'renewal_not_before_days',
  'renewal_refused_when_overdue',
  'renewal_when_reserved',
  'renewal_when_expired',
  'auto_renew',
  'fine_per',
  'fine_period_days',
  'fine_return_day',
  'fine_closed_days',
  'fine_cap_percent',
  'suspension_days',
  'suspension_per',
  'suspension_free',
  'suspension_most',
  'replacement_cents',
  'loss_admin_cents',
  'ibl_cents',
  'hold_only_on_loan',
  'hold_placing',
  'hold_pickup',
  'hold_not_collected',
  'block_debt_days',
  'block_overdue_days',
  'block_overdue_count',
  'block_within',
  'block_weight',
  'book_drop',
] as const
export type MoreId = (typeof moreIds)[number]
export type MoreForm = Readonly<Record<MoreId, string>>
export type MoreErrors = Readonly<Partial<Record<MoreId, 'number' | 'money' | 'day'>>>

export const moreSelectors: readonly MoreField[] = [
  field('card_type', 'selectors.card_type', 'choice', [
    'person',
    'class',
    'institution',
    'ibl',
    'administrative',
  ]),
  field('branch_group', 'selectors.branch_group', 'word'),
  field('action', 'selectors.action', 'choice', ['loan', 'renewal']),
  field('item_age_from', 'selectors.item_age_days.from', 'number'),
  field('item_age_to', 'selectors.item_age_days.to', 'number'),
  field('season_from', 'selectors.season.from', 'yearly'),
  field('season_to', 'selectors.season.to', 'yearly'),
]
export const moreValues: readonly MoreField[] = [
  field('fixed_due_on', 'values.fixed_due_on', 'day'),
  field('due_on_closed', 'values.due_on_closed', 'choice', ['next_open_day', 'same_weekday', 'ignored']),
  field('cap_at_membership_end', 'values.cap_at_membership_end', 'yesNo'),
  field('label_age', 'values.label_age', 'choice', ['ignored', 'enforced']),
  field('desk_only', 'values.desk_only', 'list', [
    '',
    'renewal',
    'loan',
    'hold',
    'loan,renewal',
    'hold,loan,renewal',
  ]),
  field('deposit_cents', 'values.deposit_cents', 'money'),
  field('fee_from_age', 'values.lending_fee.from_age', 'number'),
  field('renewal_from', 'values.renewal_from', 'choice', ['due', 'renewal_day']),
  field('max_total_days', 'values.max_total_days', 'numberOrAny'),
  field('renewal_not_before_days', 'values.renewal_not_before_days', 'numberOrAny'),
  field('renewal_refused_when_overdue', 'values.renewal_refused_when_overdue', 'yesNo'),
  field('renewal_when_reserved', 'values.renewal_when_reserved', 'choice', [
    'refused',
    'if_other_copy',
    'allowed',
  ]),
  field('renewal_when_expired', 'values.renewal_when_expired', 'yesNo'),
  field('auto_renew', 'values.auto_renew', 'yesNo'),
  field('fine_per', 'values.fine.per', 'choice', ['item', 'title']),
  field('fine_period_days', 'values.fine.period_days', 'number'),
  field('fine_return_day', 'values.fine.return_day_counts', 'yesNo'),
  field('fine_closed_days', 'values.fine.closed_days_count', 'yesNo'),
  field('fine_cap_percent', 'values.fine.cap_price_percent', 'number'),
  field('suspension_days', 'values.suspension.days', 'number'),
  field('suspension_per', 'values.suspension.per_days', 'number'),
  field('suspension_free', 'values.suspension.free_days', 'number'),
  field('suspension_most', 'values.suspension.most_days', 'number'),
  field('replacement_cents', 'values.replacement_cents', 'moneyOrAny'),
  field('loss_admin_cents', 'values.loss_admin_cents', 'money'),
  field('ibl_cents', 'values.ibl_cents', 'money'),
  field('hold_only_on_loan', 'values.hold_only_on_loan', 'yesNo'),
  field('hold_placing', 'values.hold_cost.placing_cents', 'money'),
  field('hold_pickup', 'values.hold_cost.pickup_cents', 'money'),
  field('hold_not_collected', 'values.hold_cost.not_collected_cents', 'money'),
  field('block_debt_days', 'values.block_debt_days', 'numberOrAny'),
  field('block_overdue_days', 'values.block_overdue_days', 'numberOrAny'),
  field('block_overdue_count', 'values.block_overdue_count', 'numberOrAny'),
  field('block_within', 'values.block_within', 'choice', ['library', 'cooperation']),
  field('block_weight', 'values.block_weight', 'choice', ['ask', 'stop']),
  field('book_drop', 'values.book_drop', 'choice', ['previous_opening', 'next_open_day']),
]
const all = [...moreSelectors, ...moreValues]

type Json = Record<string, unknown>
const at = (row: RegulationRow, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Json | null | undefined)?.[key], row)

/** "15/6" for the fifteenth of June of each year. */
const typedYearly = (monthDay: string): string =>
  `${Number(monthDay.slice(3))}/${Number(monthDay.slice(0, 2))}`
const parseYearly = (typed: string): string | null => {
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})$/.exec(typed.trim())
  if (match === null) return null
  const [day = '', month = ''] = match.slice(1).map(part => part.padStart(2, '0'))
  return isRealDay(`2028-${month}-${day}`) ? `${month}-${day}` : null
}

const shown = (kind: MoreKind, value: unknown): string => {
  if (value === undefined) return ''
  if (value === null) return asWanted
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.toSorted().join(',')
  if (typeof value === 'number')
    return kind === 'money' || kind === 'moneyOrAny' ? typedMoney(value) : String(value)
  const text = typeof value === 'string' ? value : ''
  if (kind === 'yearly' || (kind === 'day' && text.length === 5)) return typedYearly(text)
  return kind === 'day' ? typedDay(text) : text
}

export const moreFormOf = (row: RegulationRow): MoreForm =>
  Object.fromEntries(all.map(({ id, path, kind }) => [id, shown(kind, at(row, path))])) as MoreForm

const whole = (typed: string): number | null => (/^\d{1,5}$/.test(typed) ? Number(typed) : null)

/** What was typed, as the contract has it; null where it cannot be read, `any` where it is expressly none. */
const readers: Readonly<Record<MoreKind, (typed: string, today: string) => unknown>> = {
  number: whole,
  numberOrAny: whole,
  money: parseMoney,
  moneyOrAny: parseMoney,
  yesNo: typed => typed === 'yes',
  choice: typed => typed,
  word: typed => (/^[a-z][a-z0-9_]*$/.test(typed) ? typed : null),
  list: typed => (typed === 'none' ? [] : typed.split(',')),
  day: (typed, today) => parseYearly(typed) ?? parseDay(typed, today),
  yearly: parseYearly,
}
const allowsAny = (kind: MoreKind): boolean =>
  kind === 'numberOrAny' || kind === 'moneyOrAny' || kind === 'day'
const faultOf = (kind: MoreKind): 'number' | 'money' | 'day' =>
  kind === 'day' || kind === 'yearly' ? 'day' : kind === 'money' || kind === 'moneyOrAny' ? 'money' : 'number'

/** Sets or takes away what stands at a path; a group that became empty goes with it. */
function put(into: Json, [key = '', ...rest]: readonly string[], value: unknown): Json {
  const { [key]: was, ...others } = into
  if (rest.length === 0) return value === undefined ? others : { ...others, [key]: value }
  const group = put((was as Json | null | undefined) ?? {}, rest, value)
  if (Object.keys(group).length === 0 && key !== 'selectors' && key !== 'values')
    return was === undefined || was === null ? into : others
  return { ...others, [key]: group }
}

const freeHold = { placing_cents: 0, pickup_cents: 0, not_collected_cents: 0 }
const dayForDay = { days: 1, per_days: 1 }
const wholeYear = { from: '01-01', to: '12-31' }
/** Groups of which the contract wants every part, filled with what does nothing. */
function completed(row: RegulationRow): RegulationRow {
  const { hold_cost, suspension, fine, lending_fee } = row.values
  const values = { ...row.values }
  if (hold_cost) values.hold_cost = { ...freeHold, ...hold_cost }
  if (suspension) values.suspension = { ...dayForDay, ...suspension }
  if (fine && fine.kind === undefined) delete values.fine
  if (lending_fee && lending_fee.cents === undefined) delete values.lending_fee
  const { season } = row.selectors
  const selectors = season ? { ...row.selectors, season: { ...wholeYear, ...season } } : row.selectors
  return { ...row, selectors, values }
}

/** The row with these fields written into it, or what cannot be read. What was not touched stays as it is. */
export function readMore(
  form: MoreForm,
  was: RegulationRow,
  { row, today }: { readonly row: RegulationRow; readonly today: string },
): { readonly ok: true; readonly row: RegulationRow } | { readonly ok: false; readonly errors: MoreErrors } {
  const before = moreFormOf(was)
  const errors: Partial<Record<MoreId, 'number' | 'money' | 'day'>> = {}
  let next: Json = row
  for (const { id, path, kind } of all) {
    const typed = form[id].trim()
    if (typed === before[id]) continue
    if (typed === '') next = put(next, path, undefined)
    else if (typed === asWanted && allowsAny(kind)) next = put(next, path, null)
    else {
      const value = readers[kind](typed, today)
      if (value === null) errors[id] = faultOf(kind)
      else next = put(next, path, value)
    }
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, row: next === row ? row : completed(next as RegulationRow) }
}
