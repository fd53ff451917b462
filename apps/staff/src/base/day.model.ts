import type { Day } from '@kaft/contract/values'

/*
 * Days as people type them. A browser's own date field shows its own language and order, so the screens read text:
 * "17/5/1984", "17 mei 1984", "17.05.84", "1984-05-17", and for a birth also "mei 1984" or "1984".
 */

const monthNames: readonly (readonly string[])[] = [
  ['januari', 'january', 'jan'],
  ['februari', 'february', 'feb'],
  ['maart', 'march', 'mrt', 'mar', 'maa'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'june', 'jun'],
  ['juli', 'july', 'jul'],
  ['augustus', 'august', 'aug'],
  ['september', 'sep', 'sept'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
]
const monthOf = (word: string): number => {
  const plain = word.toLowerCase().replace(/\.$/, '')
  return /^\d+$/.test(plain) ? Number(plain) : monthNames.findIndex(names => names.includes(plain)) + 1
}
const two = (n: number): string => String(n).padStart(2, '0')

const weekdays: readonly (readonly string[])[] = [
  ['zondag', 'sunday', 'zo', 'sun'],
  ['maandag', 'monday', 'ma', 'mon'],
  ['dinsdag', 'tuesday', 'di', 'tue'],
  ['woensdag', 'wednesday', 'wo', 'wed'],
  ['donderdag', 'thursday', 'do', 'thu'],
  ['vrijdag', 'friday', 'vr', 'fri'],
  ['zaterdag', 'saturday', 'za', 'sat'],
]

/** Whether this is a day that exists, `YYYY-MM-DD`. */
export const isRealDay = (day: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const date = new Date(`${day}T12:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day
}

/** The nearest year that a year of two digits can mean, not later than `last`. */
const wholeYear = (typed: string, last: number): number => {
  if (typed.length === 4) return Number(typed)
  const century = Math.floor(last / 100) * 100
  const year = century + Number(typed)
  return year > last ? year - 100 : year
}

const joined = (year: number, month: number, day: number): Day | null => {
  const text = `${year}-${two(month)}-${two(day)}`
  return isRealDay(text) ? text : null
}

const separators = /[\s./-]+/

/**
 * The day that was typed, or null. Without a year it is the next such day from `today` on, as people say it of what is
 * to come; of what is past, the last such day up to `today`.
 * @param today `YYYY-MM-DD`
 */
export const parseDay = (typed: string, today: Day, of: 'to come' | 'past' = 'to come'): Day | null => {
  const text = typed.trim()
  if (/^\d{8}$/.test(text))
    return joined(Number(text.slice(4)), Number(text.slice(2, 4)), Number(text.slice(0, 2)))
  const parts = text.split(separators).filter(part => part !== '')
  const [first = '', second = '', third] = parts
  if (parts.length > 3 || parts.length < 2) return null
  if (/^\d{4}$/.test(first)) return joined(Number(first), Number(second), Number(third))
  if (!/^\d{1,2}$/.test(first) || monthOf(second) < 1) return null
  if (third !== undefined)
    return /^(\d{2}|\d{4})$/.test(third)
      ? joined(wholeYear(third, Number(today.slice(0, 4)) + 50), monthOf(second), Number(first))
      : null
  const year = Number(today.slice(0, 4))
  const near = joined(year, monthOf(second), Number(first))
  const fits = near !== null && (of === 'past' ? near <= today : near >= today)
  return fits ? near : joined(of === 'past' ? year - 1 : year + 1, monthOf(second), Number(first))
}

/**
 * A birth date as cards and registers know it: a day, a month (`1984-05`) or a year; null when it cannot be one.
 * A year of two digits lies in the past.
 */
export const parseBirth = (typed: string, today: Day): string | null => {
  const text = typed.trim()
  const thisYear = Number(today.slice(0, 4))
  if (/^\d{4}$/.test(text)) return Number(text) <= thisYear && Number(text) > thisYear - 130 ? text : null
  const parts = text.split(separators).filter(part => part !== '')
  const [first = '', second = '', third] = parts
  if (parts.length === 2 && /^\d{4}$/.test(second)) {
    const month = monthOf(first)
    return month >= 1 && month <= 12 ? `${second}-${two(month)}` : null
  }
  const short =
    third !== undefined && /^\d{2}$/.test(third) && first.length < 4
      ? String(wholeYear(third, thisYear))
      : third
  const whole = parts.length === 3 || /^\d{8}$/.test(text)
  const day = whole ? parseDay([first, second, short].join(' ').trim(), today) : null
  return day !== null && day <= today && Number(day.slice(0, 4)) > thisYear - 130 ? day : null
}

/** How a day stands in a field that people edit: "17/05/1984"; `1984-05` as "05/1984". */
export const typedDay = (day: string): string => day.split('-').toReversed().join('/')

/** Full years of age on a day; null for an unknown birth date. Unknown month or day counts as the youngest. */
export const ageOn = (birth_on: string | null, today: Day): number | null => {
  if (birth_on === null) return null
  const [year = 0, month = 12, day = 31] = birth_on.split('-').map(Number)
  const before = today.slice(5) < `${two(month)}-${two(day)}`
  return Number(today.slice(0, 4)) - year - (before ? 1 : 0)
}

/** The same day some months further; the last day of the month where it has no such day. */
export const addMonths = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const index = year * 12 + month - 1 + months
  const last = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate()
  return `${Math.floor(index / 12)}-${two((index % 12) + 1)}-${two(Math.min(date, last))}`
}

/** A day to come as people say it: as `parseDay` reads it, or by the name of the next such weekday, today included. */
export const parseComing = (typed: string, today: Day): Day | null => {
  const weekday = weekdays.findIndex(names => names.includes(typed.trim().toLowerCase()))
  if (weekday < 0) return parseDay(typed, today)
  const date = new Date(`${today}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + ((weekday - date.getUTCDay() + 7) % 7))
  return date.toISOString().slice(0, 10)
}
