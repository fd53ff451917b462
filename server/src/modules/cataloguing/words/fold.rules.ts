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

/** Longer texts are cut: no title is so long, and a text search vector has a bound. */
const MOST_TEXT = 20_000
const MOST_LETTERS = 60
const MOST_PARTS = 6
/** A run of letters and digits, with single signs inside that people write or leave out: e-book, foto's, J.K. */
const CHUNK = /[\p{L}\p{N}]+(?:[-‐‑.&'’‘`´ʼ][\p{L}\p{N}]+)*/gu
/** The same where nothing but ASCII stands, in small letters: nearly everywhere, and read sooner. */
const ASCII_CHUNK = /[a-z\d]+(?:[-.&'`][a-z\d]+)*/g
const INNER = /[-‐‑.&'’‘`´ʼ]/u
const APOSTROPHE = /['’‘`´ʼ]/u

/** One word as it was written: all of it as one, and its parts where a sign stands inside. */
export interface Word {
  readonly joined: string
  readonly parts: readonly string[]
}

/** Nearly all texts: there is nothing to take apart in them. */
const ASCII = /^[ -~]*$/

/** Small letters without accents; "ĳ" is "ij" (Unicode compatibility decomposition), "ß" is "ss". */
export const fold = (text: string): string => {
  const read = text.slice(0, MOST_TEXT)
  return ASCII.test(read) ? read.toLowerCase() : foldAny(read)
}

const foldAny = (text: string): string =>
  text
    .toWellFormed()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþıħŋ]/gu, c => letters[c] ?? c)
    .normalize('NFC')

const cut = (word: string): string =>
  word.length <= MOST_LETTERS
    ? word
    : Array.from(word.slice(0, MOST_LETTERS * 2))
        .slice(0, MOST_LETTERS)
        .join('')

function wordOf(chunk: string): Word {
  if (!INNER.test(chunk)) {
    const word = cut(chunk)
    return { joined: word, parts: [word] }
  }
  const whole = chunk.split(INNER)
  // What stands alone beside an apostrophe says nothing by itself: foto's, d'Artagnan, 's-Gravenhage.
  const kept = APOSTROPHE.test(chunk) ? whole.filter(part => part.length > 1) : whole
  const parts = (kept.length > 0 ? kept : whole).map(cut)
  return { joined: whole.length <= MOST_PARTS ? cut(whole.join('')) : (parts[0] ?? ''), parts }
}

/** The words of a text, in its order. Signs, spaces and whatever is no letter or digit only part them. */
export const wordsOf = (text: string): Word[] => {
  const folded = fold(text)
  return (folded.match(ASCII.test(folded) ? ASCII_CHUNK : CHUNK) ?? []).map(wordOf)
}

/** Letters that stand alone one after another, as one word: "H. G. Wells" is also found as "HG Wells". */
function initials(words: readonly Word[]): string[] {
  const runs: string[] = []
  let run = ''
  for (const { joined } of [...words, { joined: '' }]) {
    if (joined.length === 1) run += joined
    else {
      if (run.length > 1) runs.push(cut(run))
      run = ''
    }
  }
  return runs
}

/** A text as the search index reads it: each word as one and in its parts, so that either way of writing finds it. */
export const indexText = (...texts: readonly (string | null)[]): string =>
  texts
    .map(text => (text === null ? [] : wordsOf(text)))
    .flatMap(words => [
      ...words.flatMap(({ joined, parts }) =>
        parts.length === 1 && parts[0] === joined ? [joined] : [joined, ...parts],
      ),
      ...initials(words),
    ])
    .join(' ')

/** Words that a title may begin with or not, in the languages that libraries have most of. */
const ARTICLES = new Set(
  'de het een t n the a an le la les l un une der die das ein eine el los las il lo'.split(' '),
)

/**
 * A whole title as one word, without its article: by it a title that is just what was typed comes first. It begins
 * with a sign that no word of a text can have. Null where nothing is left.
 */
export function wholeTitle(text: string): string | null {
  const words = wordsOf(text).map(w => w.joined)
  const [first = '', ...rest] = words
  const counted = rest.length > 0 && ARTICLES.has(first) ? rest : words
  return counted.length === 0 ? null : `=${cut(counted.join(''))}`
}

/** What parts a title from its other title or its number, where that stands in the same field. */
const OTHER_TITLE = /\s*[;:(=]|\s[-–—]\s|,\s(?:of|or|oder|ou),?\s/iu

/** The whole title, and what stands before an other title or a part in it. */
export const wholeTitles = (title: string): string[] => [
  ...new Set([title, title.split(OTHER_TITLE)[0] ?? title].flatMap(t => wholeTitle(t) ?? [])),
]

/**
 * A maker as one word, by the whole name and by the family name alone: who types just that means what they made. It
 * begins with a sign of its own.
 * @param name as it is spoken, "Willem Elsschot"; `heading`: as it is filed, "Elsschot, Willem"
 */
export const wholeMakers = ({ name, heading }: { name: string; heading: string }): string[] => [
  ...new Set([name, heading, heading.split(',')[0] ?? heading].flatMap(n => wholeMaker(n) ?? [])),
]

/** The word by which the maker is known whose name this whole text is; null where it holds no word. */
export function wholeMaker(text: string): string | null {
  const words = wordsOf(text).map(w => w.joined)
  return words.length === 0 ? null : `@${cut(words.join(''))}`
}

/** Before words that the index holds of one field alone; no word of a text begins so. */
export const MARKS = { publisher: '~p', series: '~s' } as const
/** The words of a field as the index holds them for that field alone, each once. */
export const markedWords = (field: keyof typeof MARKS, ...texts: readonly (string | null)[]): string[] => [
  ...new Set(
    texts
      .flatMap(text => (text === null ? [] : wordsOf(text)))
      .flatMap(({ joined, parts }) => [joined, ...parts].map(word => `${MARKS[field]}${word}`)),
  ),
]

const SPELLABLE = /^\p{L}{3,40}$/u

/** The words of texts that a near spelling may be offered from, each once. */
export const spellings = (...texts: readonly (string | null)[]): string[] => [
  ...new Set(
    texts.flatMap(text =>
      text === null
        ? []
        : wordsOf(text).flatMap(({ joined, parts }) => [joined, ...parts].filter(w => SPELLABLE.test(w))),
    ),
  ),
]
