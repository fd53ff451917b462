import type { FinePolicy, Limit, RegulationValues, ReminderTerms } from '@kaft/contract/regulation'
import { parseMoney, typedMoney } from '../../base/money.model.ts'
import type { ListId } from './fields.model.ts'

/** A line of a list as it is typed: every part a text. `key` tells lines apart while they move. */
export type Line = Readonly<Record<string, string>> & { readonly key: string }
export type Lists = Readonly<Record<ListId, readonly Line[]>>
export type Fault = 'number' | 'money' | 'day' | 'needed' | 'range' | 'order' | 'word'

/** Where a fault of a list stands: `limits.0.max`. */
export const lineFieldId = (list: ListId, at: number, name: string): string => `${list}.${at}.${name}`

const whole = (typed: string | undefined, min: number, max: number): number | Fault => {
  const text = (typed ?? '').trim()
  if (text === '') return 'needed'
  if (!/^\d{1,6}$/.test(text)) return 'number'
  const n = Number(text)
  return n < min || n > max ? 'range' : n
}
const cents = (typed: string | undefined): number | Fault => {
  const text = (typed ?? '').trim()
  return text === '' ? 'needed' : (parseMoney(text) ?? 'money')
}

type Note = (name: string, found: number | Fault) => number
type Errors = Record<string, Fault>
/** Reads lines one by one; what cannot be read is noted at its place. */
function readLines<T>(
  list: ListId,
  lines: readonly Line[],
  errors: Errors,
  read: (line: Line, note: Note, fail: (name: string, fault: Fault) => void) => T,
): T[] {
  return lines.map((line, at) => {
    const fail = (name: string, fault: Fault): void => {
      errors[lineFieldId(list, at, name)] = fault
    }
    const note: Note = (name, found) => {
      if (typeof found === 'number') return found
      fail(name, found)
      return 0
    }
    return read(line, note, fail)
  })
}

export const typesOf = (line: Line): string[] => (line['types'] ?? '').split(',').filter(Boolean)

export const readLimits = (lines: readonly Line[], errors: Errors): Limit[] =>
  readLines('limits', lines, errors, (line, note, fail): Limit => {
    const types = typesOf(line)
    if (line['of'] === 'types' && types.length === 0) fail('types', 'needed')
    return {
      within: (line['within'] ?? 'library') as Limit['within'],
      of: line['of'] === 'types' ? types : (line['of'] as 'all' | 'same_item_type'),
      max: note('max', whole(line['max'], 0, 10_000)),
      ...(line['counts'] === '' ? {} : { counts: line['counts'] as 'items' | 'titles' }),
    }
  })
export const readSteps = (lines: readonly Line[], errors: Errors): NonNullable<FinePolicy['steps']> => {
  if (lines.length === 0) errors['steps'] = 'needed'
  return readLines('steps', lines, errors, (line, note) => ({
    from_day: note('from_day', whole(line['from_day'], 1, 3660)),
    amount_cents: note('amount', cents(line['amount'])),
    ...(line['plus_price'] === '' ? {} : { plus_price: line['plus_price'] === 'yes' }),
  }))
}
export const readExtras = (lines: readonly Line[], errors: Errors): NonNullable<FinePolicy['extras']> =>
  readLines('extras', lines, errors, (line, note) => ({
    from_day: note('from_day', whole(line['from_day'], 1, 3660)),
    amount_cents: note('amount', cents(line['amount'])),
  }))
export const readReminders = (lines: readonly Line[], errors: Errors): ReminderTerms['steps'] =>
  readLines('reminders', lines, errors, (line, note) => ({
    days: note('days', whole(line['days'], 0, 366)),
    after: line['after'] === 'previous' ? ('previous' as const) : ('due' as const),
    cost_cents: (line['cost'] ?? '').trim() === '' ? 0 : note('cost', cents(line['cost'])),
  }))

/** The lists of a row as lines. */
export const listsOf = ({ limits, fine, reminders }: RegulationValues): Lists => ({
  limits: (limits ?? []).map((limit, at) => ({
    key: `${at}`,
    max: String(limit.max),
    counts: limit.counts ?? '',
    of: typeof limit.of === 'string' ? limit.of : 'types',
    types: typeof limit.of === 'string' ? '' : limit.of.join(','),
    within: limit.within,
  })),
  steps: (fine?.steps ?? []).map((step, at) => ({
    key: `${at}`,
    from_day: String(step.from_day),
    amount: typedMoney(step.amount_cents),
    plus_price: step.plus_price === undefined ? '' : step.plus_price ? 'yes' : 'no',
  })),
  extras: (fine?.extras ?? []).map((extra, at) => ({
    key: `${at}`,
    from_day: String(extra.from_day),
    amount: typedMoney(extra.amount_cents),
  })),
  reminders: (reminders?.steps ?? []).map((step, at) => ({
    key: `${at}`,
    days: String(step.days),
    after: step.after,
    cost: step.cost_cents === 0 ? '' : typedMoney(step.cost_cents),
  })),
})

const fresh: Readonly<Record<ListId, Readonly<Record<string, string>>>> = {
  limits: { max: '', counts: '', of: 'all', types: '', within: 'library' },
  steps: { from_day: '', amount: '', plus_price: '' },
  extras: { from_day: '', amount: '' },
  reminders: { days: '', after: 'due', cost: '' },
}
/** How many lines the contract takes. */
export const mostLines: Readonly<Record<ListId, number>> = { limits: 20, steps: 20, extras: 20, reminders: 6 }

export const withLine = (lists: Lists, list: ListId): Lists => {
  const lines = lists[list]
  const key = String(Math.max(-1, ...lines.map(line => Number(line.key))) + 1)
  // A second reminder usually counts from the first.
  const more = list === 'reminders' && lines.length > 0 ? { after: 'previous' } : {}
  return { ...lists, [list]: [...lines, { ...fresh[list], ...more, key }] }
}
export const withoutLine = (lists: Lists, list: ListId, key: string): Lists => ({
  ...lists,
  [list]: lists[list].filter(line => line.key !== key),
})
export const changedLine = (
  lists: Lists,
  list: ListId,
  { key, ...changes }: { readonly key: string; readonly [name: string]: string },
): Lists => ({
  ...lists,
  [list]: lists[list].map(line => (line.key === key ? { ...line, ...changes } : line)),
})
