import type { Code } from '../codes.ts'

/** What a finding says of its case; see `problem.ts`. Never another person. */
export type About = Readonly<Record<string, string | number | boolean | null>>
/** A sentence or two for each code. A key that `about` lacks leaves its part of the sentence out. */
export type CodeTexts = Readonly<Record<Code, (about: About) => string>>

/** How one language writes what stands in `about`. */
export interface Writers {
  readonly cents: (cents: number) => string
  readonly day: (day: string) => string
  readonly items: (item_type: string, count: number) => string
}

/** Reads one key of `about` as the kind that a sentence needs; null when it is absent or of another kind. */
export const numberIn = (about: About, key: string): number | null => {
  const value = about[key]
  return typeof value === 'number' ? value : null
}
export const wordIn = (about: About, key: string): string | null => {
  const value = about[key]
  return typeof value === 'string' && value !== '' ? value : null
}
export const dayIn = (about: About, key: string): string | null => {
  const value = wordIn(about, key)
  return value !== null && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null
}

/**
 * "1 dag" and "3 dagen" from one place.
 * @param count the count, or how it is written: one is `1` in every language
 */
export const counted = (count: number | string, one: string, many: string): string =>
  `${count} ${String(count) === '1' ? one : many}`

const grouped = (cents: number, thousands: string, comma: string): string => {
  const euros = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${euros}${comma}${String(Math.abs(cents) % 100).padStart(2, '0')}`
}
const monthsNl =
  'januari februari maart april mei juni juli augustus september oktober november december'.split(' ')
const monthsEn =
  'January February March April May June July August September October November December'.split(' ')
/** "31 oktober"; the year only where it is not this year, because people say it only then. */
const spokenDay = (months: readonly string[]) => (day: string) => {
  const year = Number(day.slice(0, 4)) === new Date().getFullYear() ? '' : ` ${day.slice(0, 4)}`
  return `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1] ?? ''}${year}`
}

/** One and many of each item type that the libraries name; others are "exemplaren". */
const kindsNl: Readonly<Record<string, readonly [string, string]>> = {
  book: ['boek', 'boeken'],
  comic: ['strip', 'strips'],
  magazine: ['tijdschrift', 'tijdschriften'],
  newspaper: ['krant', 'kranten'],
  dvd: ['dvd', "dvd's"],
  cd: ['cd', "cd's"],
  audiobook: ['luisterboek', 'luisterboeken'],
  daisy: ['daisyboek', 'daisyboeken'],
  game: ['game', 'games'],
  board_game: ['gezelschapsspel', 'gezelschapsspellen'],
  toy: ['speelgoed', 'stuks speelgoed'],
  language_course: ['taalcursus', 'taalcursussen'],
  score: ['partituur', 'partituren'],
  sprinter: ['sprinter', 'sprinters'],
  ereader: ['e-reader', 'e-readers'],
}
const kindsEn: Readonly<Record<string, readonly [string, string]>> = {
  book: ['book', 'books'],
  comic: ['comic', 'comics'],
  magazine: ['magazine', 'magazines'],
  newspaper: ['newspaper', 'newspapers'],
  dvd: ['DVD', 'DVDs'],
  cd: ['CD', 'CDs'],
  audiobook: ['audiobook', 'audiobooks'],
  daisy: ['Daisy book', 'Daisy books'],
  game: ['game', 'games'],
  board_game: ['board game', 'board games'],
  toy: ['toy', 'toys'],
  language_course: ['language course', 'language courses'],
  score: ['score', 'scores'],
  sprinter: ['sprinter', 'sprinters'],
  ereader: ['e-reader', 'e-readers'],
}
const itemsBy =
  (kinds: typeof kindsNl, other: readonly [string, string]) => (item_type: string, count: number) => {
    const [one, many] = kinds[item_type] ?? other
    return `${count} ${count === 1 ? one : many}`
  }

export const writeNl: Writers = {
  cents: cents => `${cents < 0 ? '\u2212' : ''}€ ${grouped(cents, '.', ',')}`,
  day: spokenDay(monthsNl),
  items: itemsBy(kindsNl, ['exemplaar', 'exemplaren']),
}
export const writeEn: Writers = {
  cents: cents => `${cents < 0 ? '\u2212' : ''}€${grouped(cents, ',', '.')}`,
  day: spokenDay(monthsEn),
  items: itemsBy(kindsEn, ['item', 'items']),
}
