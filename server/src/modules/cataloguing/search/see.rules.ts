import { wholeMakers, wordsOf } from '../words/fold.rules.ts'

/** A stretch of what was typed that is, word for word, a name that authority records know. */
export interface Span {
  readonly from: number
  /** The word behind it. */
  readonly to: number
  readonly key: string
}
/** A record that knows a name, with its other names. */
export interface Known {
  readonly key: string
  readonly by_title: boolean
  readonly authority_id: string
  readonly kind: string
  readonly heading: string
  readonly names: readonly { readonly text: string; readonly key: string }[]
  /** Headings beside it (5XX). */
  readonly beside: readonly string[]
}
/** What a stretch is searched as, besides itself. */
export interface Seen extends Span {
  readonly known: readonly Known[]
}

const MOST_WORDS = 16
/** No name that people type has more words. */
const MOST_IN_NAME = 4
/** A name that more records have says too little: nobody guesses whom it means. */
const MOST_RECORDS = 3
const MOST_NAMES = 12

/** Every stretch of the words that may be a name, in the form in which names are looked up. */
export function spansOf(text: string): Span[] {
  const words = wordsOf(text).slice(0, MOST_WORDS)
  return words.flatMap((_, from) =>
    words.slice(from).flatMap((__, length) => {
      const to = from + length + 1
      // The title of a work may be all that was typed, however long.
      if (to - from > MOST_IN_NAME && to - from < words.length) return []
      return {
        from,
        to,
        key: words
          .slice(from, to)
          .map(w => w.joined)
          .toSorted()
          .join(' '),
      }
    }),
  )
}

/** Of the stretches that are names, the longest ones that do not overlap; those that say something else than was typed. */
export function seenIn(spans: readonly Span[], known: readonly Known[]): Seen[] {
  const all = Math.max(0, ...spans.map(s => s.to))
  const whole = spans.find(s => s.from === 0 && s.to === all)?.key
  // A title is often a plain word as well: it is meant where nothing else was typed.
  const by = Map.groupBy(
    known.filter(k => !k.by_title || k.key === whole),
    k => k.key,
  )
  const named = spans
    .map(span => ({ ...span, known: by.get(span.key) ?? [] }))
    .filter(s => s.known.length > 0 && s.known.length <= MOST_RECORDS)
    .toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  const chosen: Seen[] = []
  for (const span of named) if (!chosen.some(c => span.from < c.to && c.from < span.to)) chosen.push(span)
  return chosen.filter(s => otherNames(s).length > 0).toSorted((a, b) => a.from - b.from)
}

/** The names of the records of a stretch, other than the one that was typed; headings first. */
export function otherNames({ key, known }: Seen): { text: string; key: string; kind: string }[] {
  const all = known.flatMap(k => k.names.map(name => ({ ...name, kind: k.kind })))
  return [...new Map(all.map(n => [n.key, n])).values()]
    .filter(n => n.key !== key && n.key !== '')
    .slice(0, MOST_NAMES)
}

/** The other names as words that mean the same, by the words that were typed. */
export function namesAsSynonyms(text: string, seen: readonly Seen[]): [string, string[][]][] {
  const words = wordsOf(text).map(w => w.joined)
  return seen.map(span => [
    words.slice(span.from, span.to).join(' '),
    otherNames(span).map(n => n.key.split(' ')),
  ])
}

const DATES = /,?\s*\(?\d{3,4}.*$/u
/** Makers who are all of what was typed under another name: what they made comes first, as it does under the name that was typed. */
export function otherMakers(text: string, seen: readonly Seen[]): string[] {
  const [only] = seen
  const count = wordsOf(text).length
  if (!only || only.from !== 0 || only.to !== count) return []
  return otherNames(only)
    .filter(n => n.kind === 'person' || n.kind === 'body')
    .flatMap(n => {
      const heading = n.text.replace(DATES, '')
      const [family = heading, given, ...rest] = heading.split(', ')
      const spoken = given === undefined ? heading : [`${given} ${family}`, ...rest].join(', ')
      return wholeMakers({ name: spoken, heading }).slice(0, 2)
    })
}
