import type { Query } from '../../../base/sql.ts'
import type { Row } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import { wordsOf } from '../words/fold.rules.ts'
import { joinings, nearest, neighbours, parted, partings } from './near.rules.ts'
import { searchPlan } from './search.store.ts'
import { beginsWords, commonerWords, KnownWord, knownWords, Near, nearWords } from './spelling.store.ts'

/** Asks the database, each statement after the other, in one snapshot. */
export type AskDb = (queries: readonly Query[]) => Promise<Row[][]>
/** Whether a text finds a title, narrowed as the search that was asked. */
type Finds = (said: string) => Promise<boolean>

const MOST_NEAR = 6
/** A shorter word is the beginning of too many, and near to too many. */
const LONG = 5
const TIMES_MORE = 10

const typed = (text: string): string[] =>
  wordsOf(text)
    .map(w => w.joined)
    .slice(0, MOST_NEAR)

/** The same words written otherwise, such that they do find something: joined, spelt nearly so, or parted; or null. */
export async function nearSpelling(ask: AskDb, text: string, finds: Finds): Promise<string | null> {
  const words = typed(text)
  const asked = words.map(word => ({ word, beside: neighbours(word) }))
  const joined = joinings(words)
  const parts = words.flatMap(partings).flat()
  const rows = await ask([searchPlan, nearWords(asked), knownWords([...joined.map(j => j.word), ...parts])])
  const near = allOf(Near, rows[1] ?? [])
  const known = new Map(allOf(KnownWord, rows[2] ?? []).map(w => [w.word, w.titles]))
  const spelt = near.map(w => (w.known ? w.word : (nearest(w.word, w.near) ?? w.word)))
  const apart = near.map(w => (w.known ? w.word : (parted(w.word, known) ?? w.word)))
  const all = [...joined.filter(j => known.has(j.word)).map(j => j.said), spelt, apart].map(w => w.join(' '))
  for (const said of new Set(all)) if (said !== words.join(' ') && (await finds(said))) return said
  return near.at(-1)?.known === false ? begun(ask, words, finds) : null
}

/** The last word as the beginning of one, spelt nearly so: "paddestoel" where titles have "paddenstoelenboek". */
async function begun(ask: AskDb, words: readonly string[], finds: Finds): Promise<string | null> {
  const last = words.at(-1) ?? ''
  if (last.length < LONG) return null
  const rows = (await ask([searchPlan, beginsWords(neighbours(last))])).at(-1) ?? []
  const [one] = allOf(KnownWord, rows)
  const said = one ? [...words.slice(0, -1), one.word].join(' ') : null
  return said !== null && (await finds(said)) ? said : null
}

/** A spelling of one letter's difference of which there are many times more titles; null where there is none. */
export async function commonerSpelling(ask: AskDb, text: string, finds: Finds): Promise<string | null> {
  const words = typed(text)
  const asked = words.map(word => ({ word, beside: word.length < LONG ? [] : neighbours(word) }))
  const rows = (await ask([searchPlan, commonerWords(asked, TIMES_MORE)])).at(-1) ?? []
  const said = allOf(Near, rows)
    .map(w => w.near[0] ?? w.word)
    .join(' ')
  return said !== words.join(' ') && (await finds(said)) ? said : null
}
