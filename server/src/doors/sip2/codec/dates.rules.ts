const ZONE = 'Europe/Brussels'

const two = (n: number): string => String(n).padStart(2, '0')

/** `YYYYMMDD    HHMMSS`: local time, which the four blanks say. */
export function sipTime(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(ZONE)
  const day = `${String(local.year).padStart(4, '0')}${two(local.month)}${two(local.day)}`
  return `${day}    ${two(local.hour)}${two(local.minute)}${two(local.second)}`
}

/** The end of a day, for what is due on it. */
export const sipDay = (day: string): string => `${day.replaceAll('-', '')}    235959`

const PATTERN = /^(\d{4})(\d{2})(\d{2})(.{4})(\d{2})(\d{2})(\d{2})$/
/** The moment that a machine wrote; null when it is none. Blanks are local time, `Z` is UTC; other zones are read as local. */
export function readSipTime(text: string): Temporal.Instant | null {
  const found = PATTERN.exec(text)
  if (!found) return null
  const [, year, month, day, zone = '', hour, minute, second] = found
  try {
    const plain = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}:${second}`)
    return plain.toZonedDateTime(zone.trim() === 'Z' ? 'UTC' : ZONE).toInstant()
  } catch {
    return null
  }
}
