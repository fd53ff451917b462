import type { MoveColumn, MoveReason } from '@kaft/contract'
import { type Day, isDay } from '../../../base/dates.ts'

type Dates = MoveColumn['dates']
/** A value, nothing, or why the text is none. */
export type Read<T> = T | null | { readonly wrong: MoveReason }
const unreadable: { readonly wrong: MoveReason } = { wrong: 'value_unreadable' }

export const isWrong = (read: unknown): read is { readonly wrong: MoveReason } =>
  typeof read === 'object' && read !== null && 'wrong' in read

/** What systems write where a day is not known or never comes. */
const NO_DAY = /^(0000|0001|1000)-|^0+$|^(?:\\N|null|none)$/i
/** A day so far away is no day: it does not end. */
const NEVER = /^(?:2[1-9]|[3-9]\d)\d\d-/

const two = (n: string): string => n.padStart(2, '0')

/** `YYYY-MM-DD` of a day in figures; null where it can be read in two ways or in none. */
function figures(text: string, dates: Dates): string | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text)
  if (iso) {
    const [, year = '', month = '', day = ''] = iso
    return `${year}-${two(month)}-${two(day)}`
  }
  const other = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  if (!other) return null
  const [, a = '', b = '', year = ''] = other
  const told = Number(a) > 12 || Number(a) === Number(b) ? 'day_first' : Number(b) > 12 ? 'month_first' : null
  const order = dates ?? told
  if (order === null) return null
  const [day, month] = order === 'day_first' ? [a, b] : [b, a]
  return `${year}-${two(month)}-${two(day)}`
}

/** A calendar day; what never comes is null. */
export function readDay(text: string, dates?: Dates): Read<Day> {
  const said = text.trim().split(/[T ]/)[0] ?? ''
  if (said === '' || NO_DAY.test(said)) return null
  const day = figures(said, dates)
  if (day === null) return unreadable
  if (NEVER.test(day)) return null
  return isDay(day) ? day : unreadable
}

/** A birth date as far as it is known: a month or a day of zero is not known. */
export function readBirth(text: string, dates?: Dates): Read<string> {
  const said = text.trim().split(/[T ]/)[0] ?? ''
  if (said === '' || NO_DAY.test(said)) return null
  if (/^(18|19|20)\d\d(-(0[1-9]|1[0-2]))?$/.test(said)) return said
  const day = figures(said, dates)
  if (day === null) return unreadable
  const [year, month, dd] = day.split('-') as [string, string, string]
  if (month === '00') return year
  if (dd === '00') return `${year}-${month}`
  return isDay(day) ? day : { wrong: 'birth_invalid' }
}

const ZONE = 'Europe/Brussels'
/** `+01`, `+0100` and `+01:00` are one. */
const offsetOf = (zone: string): string =>
  zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.replace(':', '').slice(3, 5) || '00'}`

/** An instant; without a zone it is the time of Brussels, and a day alone is its noon. */
export function readMoment(text: string, dates?: Dates): Read<string> {
  const said = text.trim()
  const day = readDay(said, dates)
  if (day === null || isWrong(day)) return day
  const time = /[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(said)
  if (!time) return said.includes(':') ? unreadable : `${day}T11:00:00Z`
  const [, hours = '', minutes = '', seconds = '00', zone] = time
  const local = `${day}T${two(hours)}:${minutes}:${seconds}`
  try {
    if (zone === undefined)
      return Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant().toString()
    return Temporal.Instant.from(`${local}${offsetOf(zone)}`).toString()
  } catch {
    return unreadable
  }
}

/**
 * Whole cents. The last point or comma parts euros from cents, unless exactly three figures follow it and nothing
 * else parts the thousands: then nobody can tell, and it is refused rather than guessed. A part of a cent is none.
 */
export function readCents(text: string): Read<number> {
  const said = text.replace(/[\s€\u00a0\u202f]|EUR/gi, '')
  if (said === '') return null
  const match = /^([+-]?)([\d.,']*)$/.exec(said)
  if (!match || !/\d/.test(said)) return unreadable
  const figures = (match[2] ?? '').replaceAll("'", '')
  const at = Math.max(figures.lastIndexOf('.'), figures.lastIndexOf(','))
  const behind = at < 0 ? '' : figures.slice(at + 1)
  const before = at < 0 ? figures : figures.slice(0, at)
  const parted = /[.,]/.test(before)
  if (behind.length === 3 && !parted) return unreadable
  if (parted && !/^\d{1,3}([.,]\d{3})+$/.test(before)) return unreadable
  const whole = before.replace(/[.,]/g, '')
  if (/[1-9]/.test(behind.slice(2)) || whole.length > 7) return unreadable
  const cents = Number(whole === '' ? 0 : whole) * 100 + Number(behind.slice(0, 2).padEnd(2, '0'))
  return match[1] === '-' ? -cents || 0 : cents
}

export function readCount(text: string): Read<number> {
  const said = text.trim()
  if (said === '') return null
  return /^\d{1,6}$/.test(said) ? Number(said) : unreadable
}

const YES = new Set(['1', 't', 'true', 'y', 'yes', 'j', 'ja', 'o', 'oui', 'x', 'waar', 'on'])
const NO = new Set(['0', 'f', 'false', 'n', 'no', 'nee', 'neen', 'non', 'onwaar', 'off'])
export function readYes(text: string): Read<boolean> {
  const said = text.trim().toLowerCase()
  if (said === '') return null
  return YES.has(said) ? true : NO.has(said) ? false : unreadable
}

/** One line of text as it is stored: one form of each letter, no control characters, no spaces at the ends. */
export const tidy = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** Where systems write nothing. */
export const isNothing = (text: string): boolean => /^(?:\\N|null|<null>|\(null\))$/i.test(text)
