import { type Day, dayOfSerial, serialOf, type Weekday, weekdayOfSerial } from '../../../base/dates.ts'

/**
 * What a day of a branch is. *normaal*: open. *boetevrij*: open and may be a due day, but costs nothing.
 * *gesloten*: no due day, moves to the first next opening day, may cost by the library's option.
 * *vakantie*: no due day, moves to the same weekday in the first week after the holiday, never costs.
 */
export type DayType = 'normaal' | 'boetevrij' | 'gesloten' | 'vakantie'

/** One opening of a day; times `HH:MM`, local. */
export interface Opening {
  readonly opens: string
  readonly closes: string
}

/**
 * When a branch is open. A dated day beats the weekly hours both ways: a Sunday entered as *normaal* or
 * *boetevrij* is open, a Monday entered as *gesloten* is not.
 */
export interface Calendar {
  readonly branch_id: string
  /** Openings of each weekday, 1 is Monday; an empty list is the weekly closing day. */
  readonly weekly: Readonly<Record<Weekday, readonly Opening[]>>
  readonly days: ReadonlyMap<Day, DayType>
}

/**
 * How far a search for an open day goes: three years. A branch that is closed for longer, or has no opening
 * hours at all, has no calendar to count with; that is answered as such and no hours are made up.
 */
export const horizonDays = 1100

const typeOfSerial = (calendar: Calendar, serial: number): DayType =>
  calendar.days.get(dayOfSerial(serial)) ??
  (calendar.weekly[weekdayOfSerial(serial)].length > 0 ? 'normaal' : 'gesloten')

const opensOn = (calendar: Calendar, serial: number): boolean => {
  const type = typeOfSerial(calendar, serial)
  return type === 'normaal' || type === 'boetevrij'
}

/** What the day is at this branch; a weekly closing day counts as *gesloten*. */
export const dayTypeOf = (calendar: Calendar, day: Day): DayType => typeOfSerial(calendar, serialOf(day))

/** Whether the branch is open on that day, at whatever hour. */
export const isOpen = (calendar: Calendar, day: Day): boolean => opensOn(calendar, serialOf(day))

/** Whether something may be due on that day: exactly on the days on which it can be brought back. */
export const mayBeDue = isOpen

/** The first open day on or after `from`; null when there is none within three years. */
export const nextOpenDay = (calendar: Calendar, from: Day): Day | null => {
  const start = serialOf(from)
  for (let serial = start; serial <= start + horizonDays; serial++)
    if (opensOn(calendar, serial)) return dayOfSerial(serial)
  return null
}

/** The last open day on or before `from`; null when there is none within three years. */
export const previousOpenDay = (calendar: Calendar, from: Day): Day | null => {
  const start = serialOf(from)
  for (let serial = start; serial >= start - horizonDays; serial--)
    if (opensOn(calendar, serial)) return dayOfSerial(serial)
  return null
}

/** The last day of the holiday in which `day` lies. Closed days inside a holiday do not end it; an open day does. */
const lastOfHoliday = (calendar: Calendar, day: number): number | null => {
  let last = day
  for (let serial = day + 1; serial <= day + horizonDays; serial++) {
    const type = typeOfSerial(calendar, serial)
    if (type === 'vakantie') last = serial
    else if (type !== 'gesloten') return last
  }
  return null
}

/** How a due day left the days on which nothing can be due; `days` is how far it moved. */
export interface Move {
  readonly code: 'holiday' | 'closed' | 'weekday'
  readonly days: number
  readonly to: Day
}

/**
 * Moves a due day off closed days and holidays, each by its own rule. A holiday that is followed by another one
 * on the landing day moves on by weeks; a landing day that is closed moves to the first next opening day.
 * @returns the moves in order, empty when the day may stay; null when the branch opens on no day at all.
 */
export const moveToDueDay = (calendar: Calendar, day: Day): Move[] | null => {
  const start = serialOf(day)
  let serial = start
  while (typeOfSerial(calendar, serial) === 'vakantie') {
    const last = lastOfHoliday(calendar, serial)
    if (last === null || serial - start > horizonDays) return null
    serial += Math.ceil((last + 1 - serial) / 7) * 7
  }
  const moves: Move[] = []
  const landed = dayOfSerial(serial)
  if (serial !== start) moves.push({ code: 'holiday', days: serial - start, to: landed })
  const open = nextOpenDay(calendar, landed)
  if (open === null) return null
  if (open !== landed) moves.push({ code: 'closed', days: serialOf(open) - serial, to: open })
  return moves
}

/**
 * Moves a due day off closed days and holidays by whole weeks, so that it keeps its weekday.
 * @returns the move, none when the day may stay; null when the branch is not open on that weekday within three years.
 */
export const moveToSameWeekday = (calendar: Calendar, day: Day): Move[] | null => {
  const start = serialOf(day)
  for (let days = 0; days <= horizonDays; days += 7)
    if (opensOn(calendar, start + days))
      return days === 0 ? [] : [{ code: 'weekday', days, to: dayOfSerial(start + days) }]
  return null
}

/** The openings of a day in order; none on a closed day, and none where a day is open without known hours. */
export const openingsOn = (calendar: Calendar, day: Day): readonly Opening[] =>
  isOpen(calendar, day)
    ? calendar.weekly[weekdayOfSerial(serialOf(day))].toSorted((a, b) => (a.opens < b.opens ? -1 : 1))
    : []

/**
 * The first opening with known hours that begins at or after a local time `HH:MM` on a day.
 * @returns null when there is none within three years.
 */
export const nextOpening = (
  calendar: Calendar,
  from: Day,
  time: string,
): { readonly day: Day; readonly opens: string } | null => {
  const start = serialOf(from)
  for (let serial = start; serial <= start + horizonDays; serial++) {
    const day = dayOfSerial(serial)
    const found = openingsOn(calendar, day).find(({ opens }) => serial > start || opens >= time)
    if (found) return { day, opens: found.opens }
  }
  return null
}

/** How many days of each type lie after `after`, up to and including `until`. All zero when `until` is not later. */
export const countDayTypes = (calendar: Calendar, after: Day, until: Day): Record<DayType, number> => {
  const counts = { normaal: 0, boetevrij: 0, gesloten: 0, vakantie: 0 }
  const last = serialOf(until)
  for (let serial = serialOf(after) + 1; serial <= last; serial++) counts[typeOfSerial(calendar, serial)]++
  return counts
}

/** How many opening days lie after `after`, up to and including `until`. */
export const openDaysBetween = (calendar: Calendar, after: Day, until: Day): number => {
  const counts = countDayTypes(calendar, after, until)
  return counts.normaal + counts.boetevrij
}

/** An opening that has been; hours are null on a day that is open by exception without hours being known. */
export interface OpeningMoment {
  readonly day: Day
  readonly opens: string | null
  readonly closes: string | null
}

/**
 * The last opening that had ended by a local time `HH:MM` on a day; at `00:00` the last one of the days before.
 * @returns null when there is none within three years.
 */
export const previousOpeningMoment = (calendar: Calendar, day: Day, time: string): OpeningMoment | null => {
  const today = serialOf(day)
  for (let serial = today; serial >= today - horizonDays; serial--) {
    if (!opensOn(calendar, serial)) continue
    const hours = [...calendar.weekly[weekdayOfSerial(serial)]].sort((a, b) => (a.closes < b.closes ? 1 : -1))
    const ended = serial < today ? hours[0] : hours.find(opening => opening.closes <= time)
    if (ended) return { day: dayOfSerial(serial), opens: ended.opens, closes: ended.closes }
    if (serial < today) return { day: dayOfSerial(serial), opens: null, closes: null }
  }
  return null
}

/**
 * The day that counts for what lies in the book drop when it is emptied. `previous_opening`: as if it came in
 * at the last opening before today; `next_open_day`: today when the branch is open, else the next open day.
 * @returns null when the branch has no such day.
 */
export const bookDropDay = (
  calendar: Calendar,
  convention: 'previous_opening' | 'next_open_day',
  today: Day,
): Day | null =>
  convention === 'next_open_day'
    ? nextOpenDay(calendar, today)
    : (previousOpeningMoment(calendar, today, '00:00')?.day ?? null)
