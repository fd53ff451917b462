import type { Period, RegulationRow, RegulationSelectors, RegulationValues } from '@kaft/contract/regulation'
import { isRealDay, parseDay, typedDay } from '../../base/day.model.ts'
import { parseMoney, typedMoney } from '../../base/money.model.ts'
import { type Field, fields, isAsked, type Kind, NONE, own, type Texts } from './fields.model.ts'
import {
  type Fault,
  type Lists,
  listsOf,
  readExtras,
  readLimits,
  readReminders,
  readSteps,
} from './lists.model.ts'

/*
 * A row of a draft as a form, and back. What is left empty is not in the row: a wider row fills it.
 */

export interface Form {
  readonly texts: Texts
  readonly lists: Lists
  readonly note: string
}
export type Errors = Readonly<Record<string, Fault>>

type Json = Record<string, unknown>
const at = (row: Json, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Json | null | undefined)?.[key], row)

/** "15/6" for the fifteenth of June of each year. */
const typedYearly = (monthDay: string): string =>
  `${Number(monthDay.slice(3))}/${Number(monthDay.slice(0, 2))}`
const parseYearly = (typed: string): string | null => {
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})$/.exec(typed.trim())
  if (match === null) return null
  const [day = '', month = ''] = match.slice(1).map(text => text.padStart(2, '0'))
  return isRealDay(`2028-${month}-${day}`) ? `${month}-${day}` : null
}

const shown = (kind: Kind, value: unknown): string => {
  if (value === undefined) return ''
  if (value === null) return NONE
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.toSorted().join(',')
  if (typeof value === 'number') return kind === 'money' ? typedMoney(value) : String(value)
  const text = typeof value === 'string' ? value : ''
  if (kind === 'yearly' || (kind === 'dueDay' && text.length === 5)) return typedYearly(text)
  return kind === 'day' || kind === 'dueDay' ? typedDay(text) : text
}

const modeOf = (value: unknown): string => (value === undefined ? '' : value === null ? 'none' : 'own')

export const formOf = (row: RegulationRow): Form => {
  const texts: Record<string, string> = {}
  for (const { id, kind } of fields) {
    const path = id.split('.')
    const value = at({ ...row }, path)
    if (path[0] === 'mode') texts[id] = modeOf(at(row.values, path.slice(1)))
    else if (kind === 'period') {
      const period = value as Period | null | undefined
      texts[id] = period === null ? NONE : shown('number', period?.n)
      texts[`${id}.unit`] = period?.unit ?? 'days'
    } else texts[id] = id.startsWith('values.reminders.') && value === null ? '' : shown(kind, value)
  }
  return { texts, lists: listsOf(row.values), note: row.note ?? '' }
}

const whole = (typed: string): number | Fault => (/^\d{1,6}$/.test(typed) ? Number(typed) : 'number')
const orFault = <T>(value: T | null, fault: Fault): T | Fault => value ?? fault

/** What was typed, as the contract has it, or what is wrong with it. */
const read = (
  { id, kind }: Field,
  typed: string,
  { texts, today }: { texts: Texts; today: string },
): unknown => {
  const readers: Readonly<Record<Kind, () => unknown>> = {
    number: () => whole(typed),
    period: () => whole(typed),
    money: () => orFault(parseMoney(typed), 'money'),
    yesNo: () => typed === 'yes',
    choice: () => typed,
    word: () => typed,
    desk: () => (typed === 'none' ? [] : typed.split(',')),
    day: () => orFault(parseDay(typed, today), 'day'),
    dueDay: () => orFault(parseYearly(typed) ?? parseDay(typed, today), 'day'),
    yearly: () => orFault(parseYearly(typed), 'day'),
  }
  const found = readers[kind]()
  return kind === 'period' && typeof found === 'number'
    ? { n: found, unit: texts[`${id}.unit`] ?? 'days' }
    : found
}
/** A word may be called anything; where a number, an amount or a day is asked for, text is what went wrong. */
const isFault = ({ kind }: Field, value: unknown): value is Fault =>
  kind !== 'word' && kind !== 'choice' && (value === 'number' || value === 'money' || value === 'day')

const outOfRange = ({ min, max, kind }: Field, value: unknown): boolean => {
  const n = kind === 'period' ? (value as { n?: number }).n : value
  return typeof n === 'number' && ((min !== undefined && n < min) || (max !== undefined && n > max))
}

const put = (into: Json, [key = '', ...rest]: readonly string[], value: unknown): void => {
  if (rest.length === 0) into[key] = value
  else put((into[key] ??= {}) as Json, rest, value)
}

/** What the contract wants whole of a group that the row decides itself. */
function begun({ texts, lists }: Form, errors: Record<string, Fault>): Json {
  const values: Json = {}
  if (texts['mode.suspension'] === 'none') values['suspension'] = null
  if (own('hold_cost')(texts))
    values['hold_cost'] = { placing_cents: 0, pickup_cents: 0, not_collected_cents: 0 }
  if (own('reminders')(texts)) {
    const steps = readReminders(lists.reminders, errors)
    values['reminders'] = { predue_days: null, steps, invoice_days: null }
  }
  const kind = texts['values.fine.kind'] ?? ''
  if (kind === 'stepped') values['fine'] = { steps: readSteps(lists.steps, errors) }
  else if (kind !== '' && kind !== 'none' && lists.extras.length > 0)
    values['fine'] = { extras: readExtras(lists.extras, errors) }
  if (lists.limits.length > 0) values['limits'] = readLimits(lists.limits, errors)
  return values
}

/** Two ends of which the first must not be later, and that may have to stand together. */
const bands = [
  ['selectors.age_band.from', 'selectors.age_band.to'],
  ['selectors.item_age_days.from', 'selectors.item_age_days.to'],
  ['selectors.from_on', 'selectors.until_on'],
] as const
function orderErrors(row: Json, texts: Texts, errors: Record<string, Fault>): void {
  for (const [from, to] of bands) {
    const [a, b] = [from, to].map(id => at(row, id.split('.')) as number | string | undefined)
    if (a !== undefined && b !== undefined && a > b) errors[to] = 'order'
  }
  const [begins, ends] = ['selectors.season.from', 'selectors.season.to'] as const
  for (const [one, other] of [
    [begins, ends],
    [ends, begins],
  ] as const)
    if ((texts[one] ?? '').trim() === '' && (texts[other] ?? '').trim() !== '') errors[one] = 'needed'
}

/** The row that the form stands for, or what cannot be read, by the id of its field. */
export function readForm(
  form: Form,
  row_no: number,
  today: string,
): { readonly ok: true; readonly row: RegulationRow } | { readonly ok: false; readonly errors: Errors } {
  const errors: Record<string, Fault> = {}
  const row: Json = { selectors: {}, values: begun(form, errors) }
  const { texts } = form
  for (const field of fields) {
    const { id, none, needed } = field
    if (id.startsWith('mode.') || !isAsked(field, texts)) continue
    const typed = (texts[id] ?? '').trim()
    if (typed === '') {
      if (needed) errors[id] = 'needed'
    } else if (typed === NONE && none) put(row, id.split('.'), null)
    else {
      const value = read(field, typed, { texts, today })
      if (isFault(field, value)) errors[id] = value
      else if (outOfRange(field, value)) errors[id] = 'range'
      else put(row, id.split('.'), value)
    }
  }
  orderErrors(row, texts, errors)
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const note = form.note.trim()
  const selectors = row['selectors'] as RegulationSelectors
  const values = row['values'] as RegulationValues
  return { ok: true, row: { row_no, selectors, values, ...(note === '' ? {} : { note }) } }
}

/** The form with a group begun from what the row took over until now, so that nobody types it again. */
export const begunFrom = (form: Form, group: 'reminders' | 'hold_cost', values: RegulationValues): Form => {
  const from = formOf({ row_no: 1, selectors: {}, values })
  const taken = Object.entries(from.texts).filter(([id]) => id.startsWith(`values.${group}.`))
  return {
    ...form,
    texts: { ...form.texts, ...Object.fromEntries(taken), [`mode.${group}`]: 'own' },
    lists: group === 'reminders' ? { ...form.lists, reminders: from.lists.reminders } : form.lists,
  }
}

/** The next free number: rows are called by it, so it is never given again within a version. */
export const nextRowNo = (rows: readonly RegulationRow[]): number =>
  rows.reduce((most, row) => Math.max(most, row.row_no), 0) + 1

/** The rows of a draft with one put in its place, or added at the end. */
export const withRow = (rows: readonly RegulationRow[], row: RegulationRow): readonly RegulationRow[] =>
  rows.some(one => one.row_no === row.row_no)
    ? rows.map(one => (one.row_no === row.row_no ? row : one))
    : [...rows, row]
