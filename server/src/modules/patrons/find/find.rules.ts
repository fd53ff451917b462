import { type Day, isDay } from '../../../base/dates.ts'
import { foldedWords, nameTerms, type Range, type Term } from '../names.rules.ts'

/** What a typed question may mean. Each part finds patrons by itself, but birth dates only narrow names. */
export interface FindPlan {
  /** Card codes as typed, with and without spaces. */
  readonly codes: readonly string[]
  /** One number in the ways in which people write it: `0470…`, `+32470…`, `0032470…`. */
  readonly phones: readonly string[]
  readonly email: Range | null
  readonly births: readonly Range[]
  readonly terms: readonly Term[]
}

const months: Readonly<Record<string, number>> = Object.fromEntries(
  'jan feb mrt apr mei jun jul aug sep okt nov dec;januari februari maart april mei juni juli augustus september oktober november december;_ _ maa _ _ _ _ _ sept oct _ _'
    .split(';')
    .flatMap(list => list.split(' ').map((name, i) => [name, i + 1] as const)),
)

const two = (text: string): string => text.padStart(2, '0')
/** A year of two digits is this century's where that has been, and last century's in any case. */
const yearsOf = (text: string, today: Day): string[] =>
  text.length === 4 ? [text] : [`20${text}`, `19${text}`].filter(year => year <= today.slice(0, 4))
const daysOf = (d: string, m: string, y: string, today: Day): Day[] =>
  yearsOf(y, today)
    .map(year => `${year}-${two(m)}-${two(d)}`)
    .filter(day => isDay(day) && day <= today)

/** The ways in which a birth date is typed, each with what it may mean. */
const notations: readonly (readonly [RegExp, (m: readonly string[], today: Day) => Day[]])[] = [
  [
    /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/,
    ([, y = '', m = '', d = ''], today) => daysOf(d, m, y, today),
  ],
  [
    /(?<!\d)(\d{1,2})[-/. ] ?(\d{1,2})[-/. ] ?(\d{4}|\d{2})(?!\d)/,
    ([, d = '', m = '', y = ''], today) => daysOf(d, m, y, today),
  ],
  [
    /(?<!\d)(\d{1,2})[-/. ]? ?(\p{L}{3,9})\.?[-/. ]? ?(\d{4}|\d{2})(?!\d)/u,
    ([, d = '', name = '', y = ''], today) => daysOf(d, String(months[name.toLowerCase()] ?? 0), y, today),
  ],
  [
    /(?<!\d)(\d{8})(?!\d)/,
    ([, t = ''], today) => [
      ...daysOf(t.slice(0, 2), t.slice(2, 4), t.slice(4), today),
      ...daysOf(t.slice(6), t.slice(4, 6), t.slice(0, 4), today),
    ],
  ],
]

/** Birth dates in a text, and the text without them. */
function takeBirth(text: string, today: Day): { births: Day[]; rest: string } {
  for (const [shape, meaning] of notations) {
    const match = shape.exec(text)
    const births = match ? meaning(match, today) : []
    if (match && births.length > 0) return { births, rest: text.replace(match[0], ' ') }
  }
  return { births: [], rest: text }
}

/** A year beside a name narrows it: "peeters 1984". */
function takeYear(text: string, today: Day): { births: string[]; rest: string } {
  const match = /(?<!\d)(19|20)\d{2}(?!\d)/.exec(text)
  if (!match || match[0] > today.slice(0, 4) || !/\p{L}/u.test(text)) return { births: [], rest: text }
  return { births: [match[0]], rest: text.replace(match[0], ' ') }
}

const phonesOf = (text: string): string[] => {
  if (!/^[\d\s+./()-]+$/.test(text)) return []
  const number = text.replace(/\(0\)/g, '').replace(/[^\d+]/g, '')
  if (!/^\+?\d{8,15}$/.test(number)) return []
  const home = number.replace(/^(\+32|0032)0?/, '0')
  return home.startsWith('0') && !home.startsWith('00')
    ? [home, `+32${home.slice(1)}`, `+32${home}`, `0032${home.slice(1)}`]
    : [number]
}

/** A whole date stands for itself; a year for every date in it, and for a year alone. */
const birthRange = (birth: string): Range => ({
  lo: birth,
  hi: birth.length === 4 ? String(Number(birth) + 1) : `${birth}\u0001`,
})

/**
 * What a question may mean: a card, a telephone number, an e-mail address, a birth date in one of the notations that
 * people use, words of a name in any order, or names with a birth date or a year. A national number is never looked
 * for here, since the question stands in an address.
 * @param fuzzy whether misspelt names are looked for as well
 */
export function planFind(text: string, today: Day, fuzzy: boolean): FindPlan {
  const q = text.toWellFormed().trim()
  const codes = [...new Set([q, q.replace(/\s+/g, '')])]
  if (q.includes('@')) {
    const lo = q.toLowerCase()
    return { codes, phones: [], email: { lo, hi: `${lo}\u{10FFFF}` }, births: [], terms: [] }
  }
  const whole = takeBirth(q, today)
  const { births, rest } = whole.births.length > 0 ? whole : takeYear(q, today)
  const named = foldedWords(rest)
    .filter(word => /\p{L}/u.test(word))
    .join(' ')
  // The words that are left must be all words of a name: "7B" or a card with letters in it is none of them.
  const terms = /\d/.test(rest) ? [] : nameTerms(named, fuzzy)
  const births_found = rest.trim() === '' || terms.length > 0 ? births.map(birthRange) : []
  return { codes, phones: phonesOf(q), email: null, births: births_found, terms }
}
