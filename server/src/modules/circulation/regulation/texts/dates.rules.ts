import type { Day } from '../../../../base/dates.ts'

/** Writes days in one language: with and without the weekday, the year only when it is not that of `today`. */
export const dayWriter = (
  locale: string,
): {
  long: (day: Day, today: Day) => string
  short: (day: Day, today: Day) => string
  /** A day that comes back each year, `MM-DD`. */
  yearly: (at: string) => string
} => {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', ...options })
  const [long, longYear] = [format({ weekday: 'long' }), format({ weekday: 'long', year: 'numeric' })]
  const [short, shortYear] = [format({}), format({ year: 'numeric' })]
  const write = (near: Intl.DateTimeFormat, far: Intl.DateTimeFormat) => (day: Day, today: Day) =>
    (day.slice(0, 4) === today.slice(0, 4) ? near : far).format(Date.parse(day)).replace(/^(\p{L}+),/u, '$1')
  return {
    long: write(long, longYear),
    short: write(short, shortYear),
    yearly: at => short.format(Date.UTC(2028, Number(at.slice(0, 2)) - 1, Number(at.slice(3)))),
  }
}
