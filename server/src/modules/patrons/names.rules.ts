/** What no folded word contains, so that a typed word can never reach the rows for misspellings. */
const SOUND = '~'
const MISSING = '-'
/** Behind every other character in the order of bytes: closes the range of a prefix. */
const LAST = '\u{10FFFF}'
/** No token holds a control character: closes the range of one whole token. */
const NEXT = '\u0001'

/** Enough for both names of nearly everyone with each of their letters left out: 26 on average, against 22 if it were 25. */
const MOST_TOKENS = 40
const MOST_OF_FORMER = 10
const MOST_LETTERS = 60
const MOST_TERMS = 6
/** In shorter words one letter is too much: every third name would be a misspelling of another. */
const FUZZY_FROM = 4

/** Letters that Unicode does not take apart into a letter and a mark. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'ng',
}

/**
 * Words before a name that people write apart, together or not at all: "Van den Broeck", "Vandenbroeck", "Broeck".
 * What precedes an apostrophe ("d'Hondt", "'t Hooft") is one of them.
 */
const particles = new Set(
  'van vande vanden vander de den der ter ten te het la le du des von del della di da el al d l t s o m n'.split(
    ' ',
  ),
)
/** The particles that are written into a name, longest first. */
const glued = ['vanden', 'vander', 'vande', 'van', 'de'] as const

/** Words of a text without accents, capitals and punctuation; "ĳ" is "ij", an apostrophe parts a particle off. */
export function foldedWords(text: string): string[] {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþıħŋ]/gu, c => letters[c] ?? c)
    .replace(/(?<=^|[^\p{L}\p{N}])(\p{L})['’‘`´ʼ]/gu, '$1 ')
    .replace(/['’‘`´ʼ]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
    .map(word => word.slice(0, MOST_LETTERS))
}

/** A word with the particles before it: written as one, and by itself. */
interface Group {
  readonly joined: string
  readonly bare: string
}

/** Particles go with the word behind them; at the end they say nothing, unless there is nothing else. */
function groupsOf(words: readonly string[]): Group[] {
  const groups: Group[] = []
  let before = ''
  for (const word of words) {
    if (particles.has(word)) before += word
    else {
      groups.push({ joined: (before + word).slice(0, MOST_LETTERS), bare: word })
      before = ''
    }
  }
  return groups.length === 0 && before !== '' ? [{ joined: before, bare: before }] : groups
}

/** "vandenbroeck" is also found as "broeck", and "devos" as "vos". */
const stemOf = (word: string): string => {
  const before = glued.find(g => word.startsWith(g) && word.length - g.length >= 3)
  return before === undefined ? word : word.slice(before.length)
}

/** How a Flemish name sounds, step by step; a step sees what the ones before it made. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/qu/g, 'kw'],
  [/x/g, 'ks'],
  [/sch(?=[lmnrw]|$)/g, 's'],
  [/ck/g, 'k'],
  [/[cg]h/g, 'g'],
  [/th/g, 't'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/ae/g, 'a'],
  [/ou/g, 'au'],
  [/uy/g, 'ui'],
  [/ij|e[iy]|y/g, 'i'],
  [/ie/g, 'i'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/dt/g, 't'],
  [/d$/g, 't'],
  [/(.)\1+/gu, '$1'],
]
/** One key for names that sound alike: Claes and Klaas, Verhaeghe and Verhage, Dhondt and Dhont. */
export const soundOf = (word: string): string =>
  sounds.reduce((text, [from, to]) => text.replace(from, to), word)

/** The word with each one of its letters left out. */
function withoutOne(word: string): string[] {
  const chars = [...word]
  if (chars.length < FUZZY_FROM) return []
  return [...new Set(chars.map((_, i) => chars.toSpliced(i, 1).join('')))]
}

/**
 * The rows under which a patron is found by name, at most forty: each word, a name with its particles, a name
 * in parts as one word; then how they sound (`~`); then each of them with one letter left out (`-`), whole words first.
 */
export function nameTokens(name: {
  readonly family_name: string
  readonly given_name: string
  /** Names of before: found as they were written, and as they sound. */
  readonly former_names?: readonly string[]
}): string[] {
  const parts = [foldedWords(name.family_name), foldedWords(name.given_name)] as const
  const [family, given] = parts.map(groupsOf) as [Group[], Group[]]
  const whole = (words: readonly string[]) =>
    words.length > 1 ? [words.join('').slice(0, MOST_LETTERS)] : []
  const words = [
    ...family.flatMap(g => [g.joined, g.bare, stemOf(g.joined)]),
    ...whole(parts[0]),
    ...given.flatMap(g => [g.joined, g.bare]),
    ...whole(parts[1]),
  ]
  const misspelt = [...new Set(words)]
  // A slip is looked for in each word as it is mostly written before it is in a stem, or in a name of parts as one word.
  const slips = [...new Set([...[...family, ...given].map(g => g.joined), ...misspelt])]
  const tokens = [
    ...new Set([
      ...misspelt,
      ...misspelt.map(w => SOUND + soundOf(w)),
      ...slips.flatMap(withoutOne).map(w => MISSING + w),
    ]),
  ].slice(0, MOST_TOKENS)
  return [...new Set([...tokens, ...(name.former_names ?? []).flatMap(formerTokens)])]
}

function formerTokens(name: string): string[] {
  const words = groupsOf(foldedWords(name)).flatMap(g => [g.joined, g.bare, stemOf(g.joined)])
  return [...new Set([...words, ...words.map(w => SOUND + soundOf(w))])].slice(0, MOST_OF_FORMER)
}

/** As many names of before as are kept, the last one first. */
const MOST_FORMER = 3
const joined = (name: string): string => foldedWords(name).join('')

/** One letter too few, too many or other: a slip of the pen, and no other name. */
function isSlip(a: string, b: string): boolean {
  const [x, y] = [joined(a), joined(b)]
  if (x === y || soundOf(x) === soundOf(y)) return true
  const [left, right] = [new Set(withoutOne(x)), new Set(withoutOne(y))]
  return left.has(y) || right.has(x) || [...left].some(w => right.has(w))
}

/**
 * The names of before that stay findable after a change: what somebody was called, such as by marriage. A mended slip
 * is none of them; neither is the name that they have now.
 */
export function formerNames(
  before: {
    readonly family_name: string
    readonly given_name: string
    readonly former_names: readonly string[]
  },
  now: { readonly family_name: string; readonly given_name: string },
): string[] {
  const left = [
    ...(isSlip(before.family_name, now.family_name) ? [] : [before.family_name]),
    ...(isSlip(before.given_name, now.given_name) ? [] : [before.given_name]),
  ]
  const is = [now.family_name, now.given_name]
  return [...new Set([...left, ...before.former_names])]
    .filter(name => !is.includes(name))
    .slice(0, MOST_FORMER)
}

/** A stretch of tokens in the order of bytes: from `lo`, up to and without `hi`. */
export interface Range {
  readonly lo: string
  readonly hi: string
}
/** One word of a question: tokens in any of these ranges answer it. */
export interface Term {
  readonly word: string
  readonly ranges: readonly Range[]
  /** Whole tokens that answer it too, where misspellings are looked for: the word, how it sounds, one letter less. */
  readonly exact: readonly string[]
}

const startingWith = (prefix: string): Range => ({ lo: prefix, hi: prefix + LAST })
/** The stretch of one whole token. */
export const exactly = (token: string): Range => ({ lo: token, hi: token + NEXT })

/** One letter too few, too many or other, or two swapped: the same word is left when one letter goes from each. */
const misspellings = (word: string): string[] => {
  const shorter = withoutOne(word)
  if (shorter.length === 0) return []
  return [SOUND + soundOf(word), MISSING + word, ...shorter, ...shorter.map(s => MISSING + s)]
}

/**
 * The words that someone typed, in any order, each perhaps not typed to its end.
 * @param fuzzy whether misspelt words are looked for as well
 */
export function nameTerms(text: string, fuzzy: boolean): Term[] {
  return groupsOf(foldedWords(text))
    .slice(0, MOST_TERMS)
    .map(({ joined, bare }) => {
      const words = [...new Set([joined, bare])]
      return {
        word: joined,
        ranges: words.map(startingWith),
        exact: fuzzy ? [...new Set([...words, ...words.flatMap(misspellings)])] : [],
      }
    })
}

/** The whole words of a name as somebody wrote it in full, longest first: each is a row under which that person is found. */
export const wholeWords = (text: string): string[] =>
  [...new Set(groupsOf(foldedWords(text)).map(g => g.joined))].toSorted((a, b) => b.length - a.length)
