import { type Language, useLanguage } from './language.ts'

export { addDays } from './dates.rules.ts'

const nbsp = '\u00a0'
const names = {
  nl: {
    days: ['zondag', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag'],
    short: ['zo', 'ma', 'di', 'wo', 'do', 'vr', 'za'],
    months: 'januari februari maart april mei juni juli augustus september oktober november december'.split(
      ' ',
    ),
    brief: 'jan. feb. maart april mei juni juli aug. sep. okt. nov. dec.'.split(' '),
  },
  en: {
    days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    short: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    months: 'January February March April May June July August September October November December'.split(
      ' ',
    ),
    brief: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  },
} as const

const zone = 'Europe/Brussels'
const dayInBrussels = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
const clockInBrussels = new Intl.DateTimeFormat('nl-BE', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** The calendar day in Brussels of an instant (ISO string, milliseconds or now). */
export const dayOf = (instant: string | number | Date = new Date()): string =>
  dayInBrussels.format(new Date(instant))

const parts = (day: string) => {
  const date = new Date(`${day}T12:00:00Z`)
  return {
    weekday: date.getUTCDay(),
    date: date.getUTCDate(),
    month: date.getUTCMonth(),
    year: date.getUTCFullYear(),
  }
}
const at = (list: readonly string[], index: number): string => list[index] ?? ''

/** Writers of dates, times and money in one language, the Flemish way for Dutch. */
export const formatsOf = (lang: Language) => {
  const n = names[lang]
  const yearOf = (year: number, always: boolean): string =>
    always || year !== Number(dayOf().slice(0, 4)) ? `${nbsp}${year}` : ''
  return {
    /** "woensdag 23 december"; the year only where it is not this year. */
    dayLong: (day: string): string => {
      const p = parts(day)
      return `${at(n.days, p.weekday)} ${p.date}${nbsp}${at(n.months, p.month)}${yearOf(p.year, false)}`
    },
    /** "wo 23 dec.", for tables. */
    dayShort: (day: string): string => {
      const p = parts(day)
      return `${at(n.short, p.weekday)} ${p.date}${nbsp}${at(n.brief, p.month)}${yearOf(p.year, false)}`
    },
    /** "wo 23 dec.", and the hour where something is due at a moment. */
    due: (of: { readonly due_on: string; readonly due_at?: string | null | undefined }): string => {
      const p = parts(of.due_on)
      const day = `${at(n.short, p.weekday)} ${p.date}${nbsp}${at(n.brief, p.month)}${yearOf(p.year, false)}`
      if (!of.due_at) return day
      const clock = clockInBrussels.format(new Date(of.due_at)).replace('.', ':')
      return `${day}, ${lang === 'nl' ? `${clock.replace(':', '.')}${nbsp}uur` : clock}`
    },
    /** "1 maart 2027", for memberships and birth dates; also takes `1984` and `1984-05`. */
    dayYear: (day: string): string => {
      if (/^\d{4}$/.test(day)) return day
      if (/^\d{4}-\d{2}$/.test(day))
        return `${at(n.months, Number(day.slice(5)) - 1)}${nbsp}${day.slice(0, 4)}`
      const p = parts(day)
      return `${p.date}${nbsp}${at(n.months, p.month)}${yearOf(p.year, true)}`
    },
    /** "14.05 uur" of an instant, in Brussels. */
    time: (instant: string | number | Date): string => {
      const clock = clockInBrussels.format(new Date(instant)).replace('.', ':')
      return lang === 'nl' ? `${clock.replace(':', '.')}${nbsp}uur` : clock
    },
    /** "18.00 uur" of a clock time `HH:MM`. */
    clock: (time: string): string => (lang === 'nl' ? `${time.replace(':', '.')}${nbsp}uur` : time),
    /** "€ 1.204,50" of whole cents. */
    money: (cents: number): string => {
      const sign = cents < 0 ? '\u2212' : ''
      const [thousands, comma] = lang === 'nl' ? ['.', ','] : [',', '.']
      const euros = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, thousands)
      const rest = String(Math.abs(cents) % 100).padStart(2, '0')
      return `${sign}€${lang === 'nl' ? nbsp : ''}${euros}${comma}${rest}`
    },
    /** "12,5" of a number with one figure behind the comma. */
    decimal: (value: number): string => value.toFixed(1).replace('.', lang === 'nl' ? ',' : '.'),
    /** "1.284" of a whole number. */
    count: (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, lang === 'nl' ? '.' : ','),
  }
}
export type Formats = ReturnType<typeof formatsOf>

const both = { nl: formatsOf('nl'), en: formatsOf('en') }
export const formatsIn = (lang: Language): Formats => both[lang]
/** The writers for the language of the screens. */
export const useFormats = (): Formats => both[useLanguage()]
