/** Months as cards write them in Dutch, French and German, without accents and dots. */
const months: readonly (readonly string[])[] = [
  ['JAN', 'JANV', 'JANUARI', 'JANVIER', 'JANUAR'],
  ['FEB', 'FEV', 'FEVR', 'FEBR', 'FEBRUARI', 'FEVRIER', 'FEBRUAR'],
  ['MAA', 'MAAR', 'MARS', 'MAR', 'MRT', 'MAERZ', 'MARZ', 'MAART', 'MAER'],
  ['APR', 'AVR', 'APRIL', 'AVRIL'],
  ['MEI', 'MAI'],
  ['JUN', 'JUIN', 'JUNI'],
  ['JUL', 'JUIL', 'JULI', 'JUILLET'],
  ['AUG', 'AOU', 'AOUT', 'AUGUSTUS', 'AUGUST'],
  ['SEP', 'SEPT', 'SEPTEMBER', 'SEPTEMBRE'],
  ['OKT', 'OCT', 'OKTOBER', 'OCTOBRE'],
  ['NOV', 'NOVEMBER', 'NOVEMBRE'],
  ['DEC', 'DEZ', 'DECEMBER', 'DECEMBRE', 'DEZEMBER'],
]

const two = (n: number): string => String(n).padStart(2, '0')
const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

function monthOf(word: string): number {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  if (/^[0-9]{1,2}$/.test(plain)) return Number(plain)
  return months.findIndex(names => names.includes(plain)) + 1
}

/** As much of a date as is known: `1984-05-17`, `1984-05`, `1984`. */
function known(year: number, month: number, day: number): string | null {
  if (year < 1800 || year > 2999) return null
  if (month < 1 || month > 12) return String(year)
  return day < 1 || day > daysOf(year, month) ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`
}

/**
 * A birth date as a card has it: `17 MEI 1984`, `01.MÄR.1980`, `MAI 1984`, `1984`. Whose day or month is not known has
 * zeros there, or only the year.
 * @returns null when not even the year can be read
 */
export function readBirth(text: string): string | null {
  const parts = text
    .trim()
    .split(/[\s.\-/]+/)
    .filter(part => part !== '')
  const [year, month, day] = parts.toReversed()
  if (year === undefined || parts.length > 3 || !/^[0-9]{4}$/.test(year)) return null
  return known(
    Number(year),
    month === undefined ? 0 : monthOf(month),
    /^[0-9]{1,2}$/.test(day ?? '') ? Number(day) : 0,
  )
}

/** A day of validity, `DD.MM.YYYY`; null where it is none. */
export function readDay(text: string): string | null {
  const day = /^\s*[0-9]{2}[.\-/ ][0-9]{2}[.\-/ ][0-9]{4}\s*$/.test(text) ? readBirth(text) : null
  return day?.length === 10 ? day : null
}

/** `YYYYMMDD`, as the files of the eID viewer write dates; zeros stand for what is not known. */
export function readCompact(text: string): string | null {
  const parts = /^\s*([0-9]{4})([0-9]{2})?([0-9]{2})?\s*$/.exec(text)
  return parts && known(Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0))
}
