import type { Day } from '@kaft/contract/values'

export type { Day }

/** Where the libraries stand. Every day of the house is a day of this zone unless a caller says otherwise. */
export const homeZone = 'Europe/Brussels'

const dayShape = /^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/
const msOfDay = 86_400_000
const firstSerial = Date.UTC(1000, 0, 1) / msOfDay
const lastSerial = Date.UTC(9999, 11, 31) / msOfDay

/** Whether the text is a real calendar day `YYYY-MM-DD` in the years 1000 to 9999: `2026-02-29` is not. */
export const isDay = (text: string): text is Day =>
  dayShape.test(text) && dayOfSerialUnchecked(serialUnchecked(text)) === text

const serialUnchecked = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / msOfDay

const dayOfSerialUnchecked = (serial: number): Day => new Date(serial * msOfDay).toISOString().slice(0, 10)

/**
 * Days met so far, both ways: rules walk over the same few hundred days again and again, and making the text of one
 * costs more than all that is asked of it. Emptied when there are many.
 */
const serials = new Map<string, number>()
const texts = new Map<number, Day>()
const MOST_KNOWN = 20_000
const remember = <K, V>(known: Map<K, V>, key: K, value: V): V => {
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, value)
  return value
}

/**
 * Days since 1970-01-01, so that a walk over days is a walk over whole numbers.
 * @throws RangeError when the text is no day; a day reaches the rules only through a schema, so this is a bug.
 */
export const serialOf = (day: Day): number => {
  const known = serials.get(day)
  if (known !== undefined) return known
  if (!isDay(day)) throw new RangeError(`not a day: ${JSON.stringify(day)}`)
  return remember(serials, day, serialUnchecked(day))
}

/** The day with this serial. @throws RangeError outside the years 1000 to 9999. */
export const dayOfSerial = (serial: number): Day => {
  const known = texts.get(serial)
  if (known !== undefined) return known
  if (!Number.isInteger(serial) || serial < firstSerial || serial > lastSerial)
    throw new RangeError(`no day has the serial ${serial}`)
  return remember(texts, serial, dayOfSerialUnchecked(serial))
}

/** Weekday of a serial, ISO 8601: 1 is Monday, 7 is Sunday. 1970-01-01 was a Thursday. */
export const weekdayOfSerial = (serial: number): Weekday => (((((serial + 3) % 7) + 7) % 7) + 1) as Weekday

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Weekday of a day, ISO 8601: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): Weekday => weekdayOfSerial(serialOf(day))

/** Since 1970 a day in Brussels begins on a whole hour of UTC, so that a quarter of an hour lies within one day. */
const QUARTER_MS = 900_000
const latest = { quarter: -1, day: '' }

/** The day on which an instant falls in a zone; Europe/Brussels when none is named. */
export function dayOf(instant: Temporal.Instant | string, zone: string = homeZone): Day {
  const at = Temporal.Instant.from(instant)
  const quarter = Math.floor(at.epochMilliseconds / QUARTER_MS)
  // A scan asks for the day of one moment several times, and the next scan comes soon.
  if (zone === homeZone && quarter === latest.quarter) return latest.day
  const day = at.toZonedDateTimeISO(zone).toPlainDate().toString()
  if (zone === homeZone && quarter >= 0) Object.assign(latest, { quarter, day })
  return day
}

/** The time of day `HH:MM` of an instant in a zone, seconds cut off. */
export const timeOf = (instant: Temporal.Instant | string, zone: string = homeZone): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute', roundingMode: 'trunc' })

/** The day that lies `days` later; earlier when negative. */
export const addDays = (day: Day, days: number): Day => dayOfSerial(serialOf(day) + days)

/** The same weekday `weeks` later; earlier when negative. */
export const addWeeks = (day: Day, weeks: number): Day => addDays(day, weeks * 7)

/** The same day of the month `months` later; the month's last day where that month is too short. */
export const addMonths = (day: Day, months: number): Day => {
  const moved = Temporal.PlainDate.from(day).add({ months }, { overflow: 'constrain' }).toString()
  if (!isDay(moved)) throw new RangeError(`${months} months from ${day} is outside the years 1000 to 9999`)
  return moved
}

/** How many days lie from one day to the other: 0 for the same day, negative when `until` comes first. */
export const daysBetween = (from: Day, until: Day): number => serialOf(until) - serialOf(from)

/** Order of two days, for sorting. The text of a day sorts as the day itself. */
export const compareDays = (a: Day, b: Day): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0)

export const earliestDay = (a: Day, b: Day): Day => (a < b ? a : b)
export const latestDay = (a: Day, b: Day): Day => (a > b ? a : b)

/** The instant of 23:59:59 on that day in the zone: until then something due that day is not late. */
export const endOfDay = (day: Day, zone: string = homeZone): Temporal.Instant =>
  momentOn(day, '23:59:59', zone)

/** The instant of a local time `HH:MM[:SS]` on a day; an hour that a clock change skips counts as the hour after it. */
export const momentOn = (day: Day, time: string, zone: string = homeZone): Temporal.Instant =>
  Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    .toInstant()

/** A birth date as far as it is known: `1984`, `1984-05` or `1984-05-17`. */
export type PartialDay = string

const partialShape = /^([1-9][0-9]{3})(-(0[1-9]|1[0-2]))?$/

/** Whether the text is a year, a month or a whole day. */
export const isPartialDay = (text: string): text is PartialDay => partialShape.test(text) || isDay(text)

/** The last day that a partial date can mean: the unknown parts are taken as late as they can be. */
export const latestOf = (partial: PartialDay): Day => {
  if (isDay(partial)) return partial
  const [, year, , month] = partialShape.exec(partial) ?? []
  if (year === undefined) throw new RangeError(`not a birth date: ${JSON.stringify(partial)}`)
  if (month === undefined) return `${year}-12-31`
  const days = Temporal.PlainYearMonth.from(partial).daysInMonth
  return `${year}-${month}-${String(days).padStart(2, '0')}`
}

/**
 * Full years of age on a day. Where month or day of birth is unknown the person counts as the youngest that
 * they can be: nobody is charged as an adult, or lent a film for sixteen and over, on a guess.
 * Someone born on 29 February is a year older on 1 March of a common year.
 * @returns a whole number, or null when the birth date lies after that day.
 */
export const ageOn = (birth: PartialDay, day: Day): number | null => {
  const born = latestOf(birth)
  if (born > day) return birth.slice(0, day.length) <= day.slice(0, birth.length) ? 0 : null
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}
