export type Language = 'nl' | 'fr' | 'en' | 'de'

const locales: Record<Language, string> = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB', de: 'de-BE' }
const dates = new Map<Language, Intl.DateTimeFormat>()
/** "woensdag 2 december 2026". */
export function longDay(day: string, language: Language): string {
  let format = dates.get(language)
  if (!format) {
    format = new Intl.DateTimeFormat(locales[language], {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    })
    dates.set(language, format)
  }
  return format.format(new Date(`${day}T12:00:00Z`))
}

/** "€ 2,50", and "€2.50" in English. */
export function euros(cents: number, language: Language): string {
  const plain = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
  return language === 'en' ? `€${plain}` : `€ ${plain.replace('.', ',')}`
}

const moments = new Map<Language, Intl.DateTimeFormat>()
/** "zondag 29 november 2026 om 17:05", as the clock in Brussels says it. */
export function moment(at: string, language: Language): string {
  let format = moments.get(language)
  if (!format) {
    format = new Intl.DateTimeFormat(locales[language], {
      dateStyle: 'full',
      timeStyle: 'short',
      timeZone: 'Europe/Brussels',
    })
    moments.set(language, format)
  }
  return format.format(new Date(at))
}
