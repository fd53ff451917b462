import type { Row } from '../../../base/db.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { chosenIn } from './facets.store.ts'
import { hasMarks, idsIn, matchesIn, viewOf } from './match-bytes.rules.ts'
import type { Known } from './matches.rules.ts'
import { knownWhole, Matched, matchedAnywhere, matchedTitles, marksOfChosen, Whole } from './matches.store.ts'
import { type Asked, type Asking, chosenAs, listing } from './asked.ts'
import { fieldOf, planOf, type Search, wholeFor } from './search.store.ts'

const NONE: Known = { titles: new Set(), makers: new Set() }
type AskingDb = Pick<Asking, 'ask' | 'at'>
const isTyped = (s: Search): boolean => s.number === null && (s.words !== null || s.meaning !== null)

/** What is asked whether the matches come at once or each set by itself. */
function besides(s: Search) {
  return { plan: planOf(s), whole: knownWhole(wholeFor(s), s.most + 1), chosen: marksOfChosen(s.tags) }
}
const bytesOf = (rows: readonly Row[] = []) => {
  const parts = allOf(Matched, rows)
  return {
    looked_at: parts[0]?.looked_at ?? 0,
    bytes: Buffer.concat(parts.map(({ part }) => Buffer.from(part, 'base64'))),
  }
}
function knownIn(rows: readonly Row[] = []): Known {
  if (rows.length === 0) return NONE
  const { titles, makers } = shaped(Whole, rows[0])
  return { titles: idsIn(titles as Buffer), makers: idsIn(makers as Buffer) }
}

/** Each set asked by itself. */
async function apart({ ask, at }: AskingDb, s: Search, counting: boolean): Promise<Asked> {
  const { plan, whole, chosen } = besides(s)
  const listed = listing(s, at, counting)
  const fields = counting ? chosenIn(s) : []
  const [, first, known, marks, list, ...rest] = await ask([
    plan,
    matchedTitles(s, at, { ranked: true, marked: counting, listed: listed.found }),
    whole,
    chosen,
    matchedAnywhere(s, at, listed.apart),
    ...fields.map(without => matchedTitles(s, at, { without, marked: true })),
  ])
  const { looked_at, bytes } = bytesOf(first)
  const found = matchesIn(bytes, { listed: listed.found })
  return {
    found,
    looked_at,
    known: knownIn(known),
    siblings: new Map(fields.map((field, i) => [field, matchesIn(bytesOf(rest[i]).bytes)])),
    anywhere: listed.found ? found : listed.apart ? matchesIn(bytesOf(list).bytes, { listed: true }) : null,
    chosen: chosenAs(marks),
  }
}

/** The titles that have the words, of which those that have what was chosen are picked here; null where they are too many. */
async function atOnce({ ask, at }: AskingDb, s: Search, counting: boolean): Promise<Asked | null> {
  const { plan, whole, chosen: choosing } = besides(s)
  const listed = listing(s, at, counting)
  const [, first, known, marks, list] = await ask([
    plan,
    matchedTitles({ ...s, tags: [] }, at, { ranked: true, marked: true, listed: listed.found }),
    whole,
    choosing,
    matchedAnywhere(s, at, listed.apart),
  ])
  const { looked_at, bytes } = bytesOf(first)
  if (looked_at > s.most) return null
  const chosen = chosenAs(marks)
  const having = (marks: readonly string[]) => {
    const views = marks.map(hex => viewOf(Buffer.from(hex, 'hex')))
    return matchesIn(bytes, { listed: listed.found, keep: (view, start) => hasMarks(view, start, views) })
  }
  const found = having(chosen)
  return {
    found,
    looked_at: found.ids.length,
    known: knownIn(known),
    siblings: new Map(
      (counting ? chosenIn(s) : []).map(field => [
        field,
        having(chosen.filter((_, i) => fieldOf(s.tags[i] ?? '') !== field)),
      ]),
    ),
    anywhere: listed.found ? found : listed.apart ? matchesIn(bytesOf(list).bytes, { listed: true }) : null,
    chosen,
  }
}

/**
 * Where words narrow a search, the titles that have them are asked for once: a choice and what else could be chosen are then counted from
 * one reading. Where too many have the words, or each would have to be looked for on a shelf, the sets are asked one by one.
 */
export async function askMatches(asking: AskingDb, s: Search, counting: boolean): Promise<Asked> {
  const once = isTyped(s) && s.tags.length > 0 && !s.broad.words && !s.available && s.most > 0
  return (once ? await atOnce(asking, s, counting) : null) ?? (await apart(asking, s, counting))
}

/** Whether a search finds anything. */
export async function findsAny({ ask, at }: AskingDb, s: Search): Promise<boolean> {
  const [, first] = await ask([planOf(s), matchedTitles(s, at, {})])
  return bytesOf(first).bytes.length > 0
}
