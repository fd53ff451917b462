import { otherNames, type Seen, type Span } from './see.rules.ts'

/** By what the names of stretches are looked up. */
export const namesOf = (spans: readonly Span[]): string[] => [...new Set(spans.map(s => s.key))]

const MOST_SAID = 6
/** What an answer says of the names that it asked for besides. */
export const toldNames = (seen: readonly Seen[]) =>
  seen.flatMap(span =>
    span.known.map(k => {
      const others = new Set(otherNames(span).map(n => n.text))
      return {
        authority_id: k.authority_id,
        heading: k.heading,
        names: k.names
          .map(n => n.text)
          .filter(text => others.has(text))
          .slice(0, MOST_SAID),
        see_also: [...k.beside],
      }
    }),
  )
