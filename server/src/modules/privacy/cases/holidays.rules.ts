import { addDays, type Day, weekdayOf } from '../../../base/dates.ts'

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8). */
export function easterOf(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const fixed = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25']

/** The ten public holidays of Belgium (law of 4 January 1974; royal decree of 18 April 1974, art. 1). */
export const isHoliday = (day: Day): boolean => {
  if (fixed.includes(day.slice(5))) return true
  const easter = easterOf(Number(day.slice(0, 4)))
  return [1, 39, 50].some(after => addDays(easter, after) === day)
}

/** Neither Saturday, Sunday nor a public holiday: a working day in the sense of Regulation 1182/71, art. 2(2). */
export const isWorkingDay = (day: Day): boolean => weekdayOf(day) < 6 && !isHoliday(day)

/** That day, or the first working day after it (Regulation 1182/71, art. 3(4)). */
export const workingDayFrom = (day: Day): Day => (isWorkingDay(day) ? day : workingDayFrom(addDays(day, 1)))
