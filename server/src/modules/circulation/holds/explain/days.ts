const words = (locale: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const [dutch, english] = [words('nl-BE'), words('en-GB')]

/** "23 december 2026": a queue is looked at over the turn of the year, so the year is always said. */
export const writeNl = (day: string): string => dutch.format(new Date(`${day}T00:00:00Z`))
export const writeEn = (day: string): string => english.format(new Date(`${day}T00:00:00Z`))
