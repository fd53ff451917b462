import type { BulkChange, BulkFilters, BulkKind, BulkLine, BulkSubject } from '@kaft/contract/bulk'
import type { Leave } from '@kaft/contract/leave'
import { parseDay } from '../base/day.model.ts'

/** What can be chosen, in the order in which it is offered. */
export const kindsOf: Readonly<Record<BulkSubject, readonly BulkKind[]>> = {
  loan: ['loan_due', 'loan_renew', 'loan_off_closed', 'loan_fine_free'],
  hold: ['hold_expiry', 'hold_pickup', 'hold_cancel', 'hold_off_closed'],
  item: ['item_shelf', 'item_branch', 'item_type', 'item_loanable', 'item_note', 'item_state'],
  patron: ['patron_until', 'patron_block', 'patron_note'],
}
const leaveOf: Readonly<Record<BulkSubject, Leave>> = {
  loan: 'circulation.renew',
  hold: 'circulation.hold',
  item: 'inventory.change',
  patron: 'patrons.change',
}
/** What this session may change many of. */
export const subjectsFor = (leaves: readonly string[]): readonly BulkSubject[] =>
  (Object.keys(kindsOf) as BulkSubject[]).filter(subject => leaves.includes(leaveOf[subject]))

/** What stands in the form: texts as they are typed. */
export interface Draft {
  readonly kind: BulkKind
  readonly day: string
  readonly days: string
  readonly by: 'day' | 'days'
  readonly branch_id: string
  readonly text: string
  readonly yes: boolean
  readonly state: 'in_use' | 'missing' | 'withdrawn'
  readonly item_type: string
}
export type FieldName = 'day' | 'days' | 'text' | 'branch_id'

const wholeDays = (text: string): number | null => {
  const n = /^[-−]?\d{1,3}$/.test(text.trim()) ? Number(text.trim().replace('−', '-')) : 0
  return n === 0 || Math.abs(n) > 365 ? null : n
}

type Make = (draft: Draft, day: string | null) => BulkChange | readonly FieldName[]

const block: Make = ({ text, day: typed }, day) => {
  const reason = text.trim()
  if (reason === '') return ['text']
  if (typed.trim() !== '' && day === null) return ['day']
  return { kind: 'patron_block', reason, until: day }
}
const note: Make = ({ text: typed }, day) => {
  const text = typed.trim()
  if (text === '') return ['text']
  return day === null ? ['day'] : { kind: 'patron_note', text, until: day }
}
const due: Make = ({ by, days }, day) => {
  const by_days = wholeDays(days)
  if (by === 'day') return day === null ? ['day'] : { kind: 'loan_due', on: day }
  return by_days === null ? ['days'] : { kind: 'loan_due', by_days }
}
const branch =
  (kind: 'hold_pickup' | 'item_branch'): Make =>
  ({ branch_id }) =>
    branch_id === '' ? ['branch_id'] : { kind, branch_id }

/** How each change is made of the form; those that say it all by their name are not here. */
const makers: Partial<Readonly<Record<BulkKind, Make>>> = {
  loan_due: due,
  loan_fine_free: (_, day) => (day === null ? ['day'] : { kind: 'loan_fine_free', last_free_on: day }),
  hold_expiry: (_, day) => (day === null ? ['day'] : { kind: 'hold_expiry', on: day }),
  patron_until: (_, day) => (day === null ? ['day'] : { kind: 'patron_until', on: day }),
  hold_pickup: branch('hold_pickup'),
  item_branch: branch('item_branch'),
  item_shelf: ({ text }) => ({ kind: 'item_shelf', shelf: text.trim() || null }),
  item_note: ({ text }) => ({ kind: 'item_note', note: text.trim() || null }),
  item_type: ({ item_type }) => ({ kind: 'item_type', item_type }),
  item_loanable: ({ yes }) => ({ kind: 'item_loanable', loanable: yes }),
  item_state: ({ state }) => ({ kind: 'item_state', state }),
  patron_block: block,
  patron_note: note,
}

/** The change that the form means, or the fields that are not right yet. */
export function changeOf(draft: Draft, today: string): BulkChange | readonly FieldName[] {
  const make = makers[draft.kind]
  return make === undefined ? ({ kind: draft.kind } as BulkChange) : make(draft, parseDay(draft.day, today))
}

/** Codes of a scan list or a file: one a line, or the first column of a CSV; a head without digits falls away. */
export function codesOf(text: string): string[] {
  const lines = text
    .split(/\r?\n/)
    .map(line =>
      (line.split(/[;,\t]/)[0] ?? '')
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    .filter(code => code !== '')
  const [first, ...rest] = lines
  const isHead = first !== undefined && rest.length > 0 && !/\d/.test(first)
  return [...new Set(isHead ? rest : lines)]
}

/** Filters without what was left open. */
export const filtersOf = (all: Readonly<Record<keyof BulkFilters, string>>): BulkFilters =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) as BulkFilters

/**
 * What is wrong with the days of the filters: a day that nobody can read would silently choose everything, and a last day
 * before the first chooses nothing.
 */
export function spanFaults(
  typed: { readonly from: string; readonly until: string },
  today: string,
): { readonly field: 'from' | 'until'; readonly fault: 'unreadable' | 'order' }[] {
  const { from, until } = typed
  const days = { from: parseDay(from, today), until: parseDay(until, today) }
  const unreadable = (['from', 'until'] as const)
    .filter(field => typed[field].trim() !== '' && days[field] === null)
    .map(field => ({ field, fault: 'unreadable' as const }))
  const turned = days.from !== null && days.until !== null && days.until < days.from
  return turned ? [...unreadable, { field: 'until', fault: 'order' }] : unreadable
}

type Value = string | number | boolean | null
/** What differs between before and after, in the order of the keys. */
export const differences = (
  line: Pick<BulkLine, 'before' | 'after'>,
): { key: string; before: Value; after: Value }[] =>
  Object.keys(line.after ?? line.before ?? {})
    .filter(key => key !== 'terms_id' && (line.after === null || line.before?.[key] !== line.after[key]))
    .map(key => ({ key, before: line.before?.[key] ?? null, after: line.after?.[key] ?? null }))

export const isWorking = (state: string): boolean =>
  state === 'preparing' || state === 'running' || state === 'rolling_back'
