import { type Word, wholeMaker, wholeTitle, wordsOf } from '../words/fold.rules.ts'

/**
 * What someone typed, as the texts that `to_tsquery` reads. Only letters and digits between quotes come in, so
 * that no text can be malformed.
 */
export interface WordsQuery {
  /** Words that are finished; null where there is none. */
  readonly finished: string | null
  /** The last word as it stands, and as the beginning of a word; null where it is finished or too short. */
  readonly last: string | null
  readonly prefix: string | null
  /** What stood between quotation marks: words side by side, as they are written; null where there is none. */
  readonly phrases: string | null
}
/** Words that mean the same, by the words that were asked, with one space between them: each of the others as its words. */
export type Synonyms = ReadonlyMap<string, readonly (readonly string[])[]>
const NO_SYNONYMS: Synonyms = new Map()

const MOST_WORDS = 16
/** One letter begins every other word. */
const PREFIX_FROM = 2
/** A declared word that means the same has at most so many words. */
export const MOST_SYNONYM_WORDS = 4
/** Quotation marks of the languages of Flanders; an apostrophe is none. */
const QUOTES = /["“”„«»]/u

const quoted = (word: string): string => `'${word}'`

/** A word written with signs is found as one word or as its parts. */
export function term({ joined, parts }: Word): string {
  const apart = parts.map(quoted).join(' & ')
  return parts.length === 1 && parts[0] === joined ? quoted(joined) : `(${quoted(joined)} | (${apart}))`
}

export function beginning({ joined, parts }: Word): string {
  if (parts.length === 1 && parts[0] === joined) return `${quoted(joined)}:*`
  return `(${quoted(joined)}:* | (${parts.map(quoted).join(' & ')}:*))`
}

const keyOf = (words: readonly Word[]): string => words.map(w => w.joined).join(' ')

/** Words that belong together: one, or some that mean the same as others. */
interface Unit {
  readonly words: readonly Word[]
  readonly others: readonly (readonly string[])[]
}
function unitsOf(words: readonly Word[], synonyms: Synonyms): Unit[] {
  const units: Unit[] = []
  const longest = Math.max(1, ...[...synonyms.keys()].map(key => key.split(' ').length))
  for (let at = 0; at < words.length; ) {
    let size = Math.min(longest, words.length - at)
    while (size > 1 && !synonyms.has(keyOf(words.slice(at, at + size)))) size--
    const taken = words.slice(at, at + size)
    units.push({ words: taken, others: synonyms.get(keyOf(taken)) ?? [] })
    at += size
  }
  return units
}

function unitTerm({ words, others }: Unit): string {
  const own = words.map(term).join(' & ')
  if (others.length === 0) return own
  return `(${[own, ...others.map(o => o.map(quoted).join(' & '))].map(t => (t.includes(' & ') ? `(${t})` : t)).join(' | ')})`
}
function unitBeginning({ words }: Unit): string {
  const last = words.at(-1)
  return [...words.slice(0, -1).map(term), ...(last ? [beginning(last)] : [])].join(' & ')
}

/** How many places a word takes in the index: one written with signs stands there as one and then in its parts. */
const widthOf = ({ joined, parts }: Word): number =>
  parts.length === 1 && parts[0] === joined ? 1 : 1 + parts.length

function phraseTerm(words: readonly Word[], open: boolean): string {
  const terms = words.map((word, i) => {
    const before = words[i - 1]
    const sign = before ? `<${widthOf(before)}> ` : ''
    return `${sign}${quoted(word.joined)}${open && i === words.length - 1 ? ':*' : ''}`
  })
  return words.length === 1 ? terms.join('') : `(${terms.join(' ')})`
}

/** What was typed, parted into what stands between quotation marks and the rest; the last may have no end yet. */
function partsOf(text: string): {
  readonly free: string
  readonly phrases: readonly string[]
  readonly isOpen: boolean
} {
  const pieces = text.split(QUOTES)
  const even = pieces.filter((_, i) => i % 2 === 0)
  return {
    // Where a phrase ends the text, the words before it are finished.
    free: even.join(' ') + (pieces.length % 2 === 0 ? ' ' : ''),
    phrases: pieces.filter((_, i) => i % 2 === 1),
    isOpen: pieces.length % 2 === 0,
  }
}

function phrasesOf(phrases: readonly string[], isOpen: boolean): string | null {
  const terms = phrases.flatMap((phrase, i) => {
    const words = wordsOf(phrase).slice(0, MOST_WORDS)
    const last = words.at(-1)
    const goesOn = isOpen && i === phrases.length - 1 && /[\p{L}\p{N}\p{M}]$/u.test(phrase)
    return last ? [phraseTerm(words, goesOn && last.joined.length >= PREFIX_FROM)] : []
  })
  return terms.length > 0 ? terms.slice(0, MOST_WORDS).join(' & ') : null
}

/**
 * The words in any order, all of them asked for; the last counts as the beginning of a word as long as nothing
 * follows it. Null when the text holds no word.
 */
export function wordsQuery(text: string, synonyms: Synonyms = NO_SYNONYMS): WordsQuery | null {
  const { free, phrases: between, isOpen: unclosed } = partsOf(text)
  const phrases = phrasesOf(between, unclosed)
  const words = wordsOf(free).slice(0, MOST_WORDS)
  const open = words.at(-1)
  if (open === undefined)
    return phrases === null ? null : { finished: null, last: null, prefix: null, phrases }
  const isOpen = /[\p{L}\p{N}\p{M}]$/u.test(free) && open.joined.length >= PREFIX_FROM
  const units = unitsOf(words, synonyms)
  const ending = isOpen ? units.at(-1) : undefined
  const finished = ending ? units.slice(0, -1) : units
  return {
    finished: finished.length > 0 ? finished.map(unitTerm).join(' & ') : null,
    last: ending ? unitTerm(ending) : null,
    prefix: ending ? unitBeginning(ending) : null,
    phrases,
  }
}

/** What declared words may be looked up by: each run of words of the text, short enough to be one. */
export function synonymKeys(text: string): string[] {
  const words = wordsOf(partsOf(text).free).slice(0, MOST_WORDS)
  const runs = words.flatMap((_, at) =>
    Array.from({ length: Math.min(MOST_SYNONYM_WORDS, words.length - at) }, (_, more) =>
      keyOf(words.slice(at, at + more + 1)),
    ),
  )
  return [...new Set(runs)]
}

/** The groups of words that were found, as each of their words is looked up by. */
export function synonymsOf(groups: readonly { readonly keys: readonly string[] }[]): Synonyms {
  const found = new Map<string, string[][]>()
  for (const { keys } of groups)
    for (const key of keys) {
      const others = keys.filter(k => k !== key).map(k => k.split(' '))
      found.set(key, [...(found.get(key) ?? []), ...others])
    }
  return found
}

/** The same words, of which one will do. Null for a single word, of which there is nothing to leave out. */
export function someWords(text: string): WordsQuery | null {
  const words = wordsOf(text).slice(0, MOST_WORDS)
  if (words.length < 2) return null
  return { finished: words.map(term).join(' | '), last: null, prefix: null, phrases: null }
}

/** The words by which a title, and a maker, are known that are no more than this text; as `to_tsquery` reads them. */
export function wholeQuery(text: string): { readonly title: string; readonly maker: string } {
  const [title, maker] = [wholeTitle(text), wholeMaker(text)]
  return { title: title === null ? '' : quoted(title), maker: maker === null ? '' : quoted(maker) }
}
