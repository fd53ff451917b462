import type { FinePolicy, RegulationRow } from '@kaft/contract/regulation'
import { parseDay, typedDay } from '../base/day.model.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'

/*
 * One row of a draft as a form: every field a text, empty for "open" (a wider row fills it). What the form does not
 * show stays in the row as it was.
 */

export interface RowForm {
  readonly membership_type: string
  readonly age_from: string
  readonly age_to: string
  readonly item_type: string
  readonly shelf: string
  readonly branch_id: string
  readonly from_on: string
  readonly until_on: string
  readonly loanable: '' | 'yes' | 'no'
  readonly period_n: string
  readonly period_unit: 'hours' | 'days' | 'weeks'
  /** Empty is open; `*` is as often as wanted. */
  readonly renewals: string
  readonly limit_all: string
  readonly limit_same: string
  readonly fine_kind: '' | FinePolicy['kind']
  readonly fine_amount: string
  readonly fine_free: string
  readonly fine_cap: string
  readonly fee: string
  readonly min_age: string
  readonly hold_allowed: '' | 'yes' | 'no'
  readonly max_holds: string
  readonly pickup_days: string
  readonly block_debt: string
  readonly note: string
}
export type RowKey = keyof RowForm
export type RowFault = 'number' | 'money' | 'day' | 'amount_needed'
export type RowErrors = Readonly<Partial<Record<RowKey, RowFault>>>

type Values = RegulationRow['values']
type Selectors = RegulationRow['selectors']

/** As often or as many as wanted: the value `null` of the contract. */
export const asWanted = '*'
/** Kinds of fine that the form can write; a fine in steps stays as it is. */
export const simpleFines: readonly FinePolicy['kind'][] = [
  'none',
  'per_day',
  'per_opening_day',
  'per_started_week',
  'per_full_week',
  'per_started_hour',
]

const text = (value: number | undefined): string => (value === undefined ? '' : String(value))
const open = (value: number | null | undefined): string => (value === null ? asWanted : text(value))
const money = (cents: number | null | undefined): string =>
  cents === null ? asWanted : cents === undefined ? '' : typedMoney(cents)
const yesNo = (value: boolean | undefined): '' | 'yes' | 'no' =>
  value === undefined ? '' : value ? 'yes' : 'no'
const day = (value: string | undefined): string => (value === undefined ? '' : typedDay(value))

const limitOf = (values: Values, of: 'all' | 'same_item_type'): number | undefined =>
  values.limits?.find(limit => limit.of === of && limit.within === 'library' && limit.counts !== 'titles')
    ?.max

export const rowFormOf = ({ selectors, values, note }: RegulationRow): RowForm => ({
  membership_type: selectors.membership_type ?? '',
  age_from: text(selectors.age_band?.from),
  age_to: text(selectors.age_band?.to),
  item_type: selectors.item_type ?? '',
  shelf: selectors.shelf ?? '',
  branch_id: selectors.branch_id ?? '',
  from_on: day(selectors.from_on),
  until_on: day(selectors.until_on),
  loanable: yesNo(values.loanable),
  period_n: text(values.period?.n),
  period_unit: values.period?.unit ?? 'days',
  renewals: open(values.renewals),
  limit_all: text(limitOf(values, 'all')),
  limit_same: text(limitOf(values, 'same_item_type')),
  fine_kind: values.fine?.kind ?? '',
  fine_amount: money(values.fine?.amount_cents),
  fine_free: text(values.fine?.free_days),
  fine_cap: money(values.fine?.cap_cents),
  fee: money(values.lending_fee?.cents),
  min_age: open(values.min_age),
  hold_allowed: yesNo(values.hold_allowed),
  max_holds: open(values.max_holds),
  pickup_days: text(values.pickup_days),
  block_debt: money(values.block_debt_cents),
  note: note ?? '',
})

/** The next free number: rows are called by it, so it is never given again within a version. */
export const nextRowNo = (rows: readonly RegulationRow[]): number =>
  rows.reduce((most, row) => Math.max(most, row.row_no), 0) + 1

/** Reads fields one by one and remembers what could not be read. */
const reader = (form: RowForm, today: string) => {
  const errors: Partial<Record<RowKey, RowFault>> = {}
  const value = <T>(key: RowKey, fault: RowFault, read: (typed: string) => T | null): T | undefined => {
    const typed = form[key].trim()
    if (typed === '') return undefined
    const found = read(typed)
    if (found === null) errors[key] = fault
    return found ?? undefined
  }
  const whole = (typed: string): number | null => (/^\d{1,5}$/.test(typed) ? Number(typed) : null)
  return {
    errors,
    whole: (key: RowKey) => value(key, 'number', whole),
    cents: (key: RowKey) => value(key, 'money', parseMoney),
    day: (key: RowKey) => value(key, 'day', typed => parseDay(typed, today)),
    /** A number, or null for "as wanted". */
    wholeOrAny: (key: RowKey): number | null | undefined =>
      form[key].trim() === asWanted ? null : value(key, 'number', whole),
    centsOrAny: (key: RowKey): number | null | undefined =>
      form[key].trim() === asWanted ? null : value(key, 'money', parseMoney),
  }
}
type Reader = ReturnType<typeof reader>

/** Keeps only what has a value: an absent key is "open", which `undefined` would not be. */
const present = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

const selectorsOf = (form: RowForm, was: Selectors, read: Reader): Selectors => {
  const [from, to] = [read.whole('age_from'), read.whole('age_to')]
  const age_band =
    from === undefined && to === undefined ? undefined : present<{ from?: number; to?: number }>({ from, to })
  return present<Selectors>({
    ...was,
    membership_type: form.membership_type || undefined,
    age_band,
    item_type: form.item_type || undefined,
    shelf: form.shelf.trim() || undefined,
    branch_id: form.branch_id || undefined,
    from_on: read.day('from_on'),
    until_on: read.day('until_on'),
  })
}

const limitsOf = (was: Values, read: Reader): Values['limits'] => {
  const kept = (was.limits ?? []).filter(
    limit =>
      limit.within !== 'library' ||
      limit.counts === 'titles' ||
      (limit.of !== 'all' && limit.of !== 'same_item_type'),
  )
  const made = (of: 'all' | 'same_item_type', key: RowKey) => {
    const max = read.whole(key)
    return max === undefined ? [] : [{ within: 'library' as const, of, max }]
  }
  const limits = [...made('all', 'limit_all'), ...made('same_item_type', 'limit_same'), ...kept]
  return limits.length === 0 && was.limits === undefined ? undefined : limits
}

const fineOf = (form: RowForm, was: Values, read: Reader): FinePolicy | undefined => {
  if (form.fine_kind === '') return undefined
  if (form.fine_kind === 'stepped') return was.fine
  const {
    steps: _,
    amount_cents: __,
    free_days: ___,
    cap_cents: ____,
    kind: _____,
    ...kept
  } = was.fine ?? { kind: 'none' }
  if (form.fine_kind === 'none') return { kind: 'none' }
  const amount_cents = read.cents('fine_amount')
  if (amount_cents === undefined && read.errors.fine_amount === undefined)
    read.errors.fine_amount = 'amount_needed'
  return present<FinePolicy>({
    ...kept,
    kind: form.fine_kind,
    amount_cents,
    free_days: read.whole('fine_free'),
    cap_cents: read.cents('fine_cap'),
  })
}

const valuesOf = (form: RowForm, was: Values, read: Reader): Values => {
  const n = read.whole('period_n')
  const fee = read.cents('fee')
  return present<Values>({
    ...was,
    loanable: form.loanable === '' ? undefined : form.loanable === 'yes',
    period: n === undefined ? undefined : { n, unit: form.period_unit },
    renewals: read.wholeOrAny('renewals'),
    limits: limitsOf(was, read),
    fine: fineOf(form, was, read),
    lending_fee: fee === undefined ? undefined : { ...was.lending_fee, cents: fee },
    min_age: read.wholeOrAny('min_age'),
    hold_allowed: form.hold_allowed === '' ? undefined : form.hold_allowed === 'yes',
    max_holds: read.wholeOrAny('max_holds'),
    pickup_days: read.whole('pickup_days'),
    block_debt_cents: read.centsOrAny('block_debt'),
  })
}

/** The row that the form stands for, or what cannot be read. What the form does not show is kept from `was`. */
export const readRowForm = (
  form: RowForm,
  was: RegulationRow,
  today: string,
):
  | { readonly ok: true; readonly row: RegulationRow }
  | { readonly ok: false; readonly errors: RowErrors } => {
  const read = reader(form, today)
  const selectors = selectorsOf(form, was.selectors, read)
  const values = valuesOf(form, was.values, read)
  if (Object.keys(read.errors).length > 0) return { ok: false, errors: read.errors }
  const note = form.note.trim()
  return { ok: true, row: { row_no: was.row_no, selectors, values, ...(note === '' ? {} : { note }) } }
}

/** The rows of a draft with one put in its place, or added at the end. */
export const withRow = (rows: readonly RegulationRow[], row: RegulationRow): readonly RegulationRow[] =>
  rows.some(one => one.row_no === row.row_no)
    ? rows.map(one => (one.row_no === row.row_no ? row : one))
    : [...rows, row]
