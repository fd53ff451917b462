import { allOf } from '../../../base/row.ts'
import { otherNames, type Seen, seenIn, spansOf } from './see.rules.ts'
import { KnownRow, knownNames } from './see.store.ts'
import type { AskDb } from './spelling.ts'

/** The names in a text that authority records know under other names as well. */
export async function seeNames(ask: AskDb, text: string): Promise<Seen[]> {
  const spans = spansOf(text)
  if (spans.length === 0) return []
  const keys = [...new Set(spans.map(s => s.key))]
  const [rows = []] = await ask([knownNames(keys)])
  return seenIn(spans, allOf(KnownRow, rows))
}

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
