import { shaped } from '../../../base/row.ts'
import { type Asking, canAnswer, type Question } from '../memory/answer.ts'
import type { KeptTitles } from '../memory/kept.ts'
import { type Ahead, type Answered, type AskingMemory, chosenAs, listing } from './asked.ts'
import { fieldsIn } from './count-facets.ts'
import { chosenIn } from './facets.store.ts'
import { idsIn } from './match-bytes.rules.ts'
import { keyText } from './matches.rules.ts'
import { factsForMemory, MemoryFacts, marksOfChosen, Standing, standingTitles } from './matches.store.ts'
import { afterOf, byText, isByText } from './order-matches.ts'
import { fieldOf, knownMark, type Place, type Search, wholeFor } from './search.store.ts'

/** What memory has to be told of a search. */
export const toldMemory = (s: Search, at: Place) => [factsForMemory(s, at), marksOfChosen(s.tags)] as const
/** Most words are no name and have no synonyms: then they were asked for already, beside the question whether they have. */
const isAhead = ({ words }: Search, ahead: Ahead | null | undefined): ahead is Ahead =>
  ahead !== null && ahead !== undefined && JSON.stringify(ahead.words) === JSON.stringify(words)

/** The titles that a search is about, as memory is asked for them. */
function askingFor(
  { at }: AskingMemory,
  s: Search,
  { facts, chosen, counting }: { facts: MemoryFacts; chosen: readonly string[]; counting: boolean },
): Asking {
  const listed = listing(s, at, counting)
  const set = (without: string | null) => ({
    marks: chosen.filter((_, i) => fieldOf(s.tags[i] ?? '') !== without),
    branches:
      s.where === 'all'
        ? null
        : s.where === 'library' || without === 'branch'
          ? facts.own_branches
          : facts.asked_branches,
  })
  return {
    own: facts.own,
    abroad: facts.abroad,
    described: s.described,
    most: s.most,
    known: knownMark(s),
    matches: set(null),
    without: counting ? chosenIn(s).map(field => ({ ...set(field), field })) : [],
    anywhere: listed.found || listed.apart ? { ...set('branch'), counted: facts.own_branches } : null,
  }
}

/** Of the titles that are asked for those that stand on a shelf now: that changes with each loan, so the database is asked. Null where memory does not know. */
async function standing(
  { ask, at, memory }: AskingMemory & { readonly memory: KeptTitles },
  s: Search,
  asking: Asking,
): Promise<Float64Array | null> {
  const ids = await memory.which({ ...asking, is: 'which' })
  if (ids === null || ids.length === 0) return ids
  const [[row] = []] = await ask([standingTitles(s, at, Array.from(ids, String))])
  return Float64Array.from(idsIn(Buffer.from(row ? shaped(Standing, row).titles : '', 'base64')))
}

function questionOf(
  { year }: AskingMemory,
  s: Search,
  { asking, chosen, counting }: { asking: Asking; chosen: readonly string[]; counting: boolean },
): Omit<Question, 'only' | 'sooner'> {
  return {
    ...asking,
    is: 'page',
    whole: wholeFor(s),
    works: s.works,
    sort: isByText(s.sort) ? null : s.sort,
    after: isByText(s.sort) ? undefined : afterOf(s, s.sort),
    rows: s.rows + 1,
    year,
    fields: counting ? fieldsIn(s) : [],
    chosen,
  }
}

/**
 * A page of the matches, and what is counted, from the titles in memory; null where memory does not know: then the database is asked. What it leaves
 * to that are standard numbers, fields and words side by side.
 */
export async function fromMemory(by: AskingMemory, s: Search, counting: boolean): Promise<Answered | null> {
  const { ask, at, memory } = by
  if (memory === null || s.number !== null || s.meaning !== null) return null
  const [rows = [], marks = []] = isAhead(s, by.ahead) ? by.ahead.rows : await ask([...toldMemory(s, at)])
  const facts = shaped(MemoryFacts, rows[0])
  if (!canAnswer(facts)) return null
  const chosen = chosenAs(marks)
  const asking = askingFor(by, s, { facts, chosen, counting })
  const only = s.available ? await standing({ ...by, memory }, s, asking) : null
  if (s.available && only === null) return null
  const said = await memory.ask({
    ...questionOf(by, s, { asking, chosen, counting }),
    only,
    sooner: s.where === 'all' && at.library_id !== null ? facts.own_branches : null,
  })
  if (said === null) return null
  const { sort } = s
  const lines = isByText(sort)
    ? await byText(by, s, sort, said.all ?? NO_TITLES)
    : said.lines.map(line => ({ ...line, key: keyText(sort, line.key) }))
  return { ...said, lines }
}
const NO_TITLES = { ids: new Float64Array(0), lines: new Int32Array(0) }
