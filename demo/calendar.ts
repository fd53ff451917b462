import type { DayRule, DayType } from './data.ts'

export type ExceptionalDay = { on_day: string; type: DayType; note: string }

/** Easter Sunday of the Gregorian calendar (the computation of Meeus, Jones and Butcher). */
export function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return Temporal.PlainDate.from({ year, month: Math.floor(f / 31), day: (f % 31) + 1 })
}

const FIXED: readonly [monthDay: string, note: string][] = [
  ['01-01', 'Nieuwjaar'],
  ['05-01', 'Dag van de Arbeid'],
  ['07-11', 'Feest van de Vlaamse Gemeenschap'],
  ['07-21', 'Nationale feestdag'],
  ['08-15', 'O.L.V.-Hemelvaart'],
  ['11-01', 'Allerheiligen'],
  ['11-11', 'Wapenstilstand'],
  ['12-25', 'Kerstmis'],
]
const AFTER_EASTER: readonly [days: number, note: string][] = [
  [1, 'Paasmaandag'],
  [39, 'O.L.H.-Hemelvaart'],
  [50, 'Pinkstermaandag'],
]

/** The Belgian public holidays of a year, and the feast of the Flemish Community. */
export function holidays(year: number): ExceptionalDay[] {
  const easter = easterSunday(year)
  return [
    ...FIXED.map(([day, note]) => ({ on_day: `${year}-${day}`, type: 'gesloten' as const, note })),
    ...AFTER_EASTER.map(([days, note]) => ({
      on_day: easter.add({ days }).toString(),
      type: 'gesloten' as const,
      note,
    })),
  ]
}

function span(first: Temporal.PlainDate, last: Temporal.PlainDate): string[] {
  const days: string[] = []
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    days.push(day.toString())
  return days
}

/** The days that a rule means, with those of the year of loading and the two after it for a yearly one. */
function daysOf(rule: DayRule, today: Temporal.PlainDate): string[] {
  if ('on' in rule) return [rule.on]
  if ('in_days' in rule) {
    const first = today.add({ days: rule.in_days })
    return span(first, first.add({ days: (rule.for_days ?? 1) - 1 }))
  }
  if ('weekday' in rule) {
    const ahead = (rule.weekday - today.dayOfWeek + 7) % 7 || 7
    return [today.add({ days: ahead + (rule.week - 1) * 7 }).toString()]
  }
  return [-1, 0, 1, 2].flatMap(years => {
    const first = Temporal.PlainDate.from(`${today.year + years}-${rule.yearly}`)
    const sameYear = Temporal.PlainDate.from(`${today.year + years}-${rule.until ?? rule.yearly}`)
    const wraps = Temporal.PlainDate.compare(sameYear, first) < 0
    return span(first, wraps ? sameYear.add({ years: 1 }) : sameYear)
  })
}

/**
 * All exceptional days of a branch from the day of loading to the end of the second year after, one entry a day.
 * What is said of a single date goes before what is said of each year, and that before public holidays.
 */
export function exceptionalDays(
  rules: readonly DayRule[],
  withHolidays: boolean,
  today: Temporal.PlainDate,
): ExceptionalDay[] {
  const found = new Map<string, ExceptionalDay>()
  const add = (day: ExceptionalDay) => {
    if (!found.has(day.on_day)) found.set(day.on_day, day)
  }
  const ordered = rules.toSorted((a, b) => Number('yearly' in a) - Number('yearly' in b))
  for (const rule of ordered)
    for (const on_day of daysOf(rule, today)) add({ on_day, type: rule.type, note: rule.note })
  if (withHolidays) for (const years of [0, 1, 2]) for (const day of holidays(today.year + years)) add(day)
  const [first, last] = [today.toString(), `${today.year + 2}-12-31`]
  return [...found.values()]
    .filter(day => day.on_day >= first && day.on_day <= last)
    .toSorted((a, b) => (a.on_day < b.on_day ? -1 : 1))
}
