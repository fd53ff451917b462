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
}

const MOST_WORDS = 16
/** One letter begins every other word. */
const PREFIX_FROM = 2

const quoted = (word: string): string => `'${word}'`

/** A word written with signs is found as one word or as its parts. */
function term({ joined, parts }: Word): string {
  const apart = parts.map(quoted).join(' & ')
  return parts.length === 1 && parts[0] === joined ? quoted(joined) : `(${quoted(joined)} | (${apart}))`
}

function beginning({ joined, parts }: Word): string {
  if (parts.length === 1 && parts[0] === joined) return `${quoted(joined)}:*`
  return `(${quoted(joined)}:* | (${parts.map(quoted).join(' & ')}:*))`
}

/**
 * The words in any order, all of them asked for; the last counts as the beginning of a word as long as nothing
 * follows it. Null when the text holds no word.
 */
export function wordsQuery(text: string): WordsQuery | null {
  const words = wordsOf(text).slice(0, MOST_WORDS)
  const open = words.at(-1)
  if (open === undefined) return null
  const isOpen = /[\p{L}\p{N}\p{M}]$/u.test(text) && open.joined.length >= PREFIX_FROM
  const finished = isOpen ? words.slice(0, -1) : words
  return {
    finished: finished.length > 0 ? finished.map(term).join(' & ') : null,
    last: isOpen ? term(open) : null,
    prefix: isOpen ? beginning(open) : null,
  }
}

/** The same words, of which one will do. Null for a single word, of which there is nothing to leave out. */
export function someWords(text: string): WordsQuery | null {
  const words = wordsOf(text).slice(0, MOST_WORDS)
  if (words.length < 2) return null
  return { finished: words.map(term).join(' | '), last: null, prefix: null }
}

/** The words by which a title, and a maker, are known that are no more than this text; as `to_tsquery` reads them. */
export function wholeQuery(text: string): { readonly title: string; readonly maker: string } {
  const [title, maker] = [wholeTitle(text), wholeMaker(text)]
  return { title: title === null ? '' : quoted(title), maker: maker === null ? '' : quoted(maker) }
}
