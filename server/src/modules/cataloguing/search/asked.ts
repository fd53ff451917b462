import type { Row } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import type { KeptTitles } from '../memory/kept.ts'
import type { CountedValue } from './facets.rules.ts'
import { countsBranches } from './facets.store.ts'
import type { Known, MatchSet } from './matches.rules.ts'
import { ChosenMark } from './matches.store.ts'
import type { PageLine } from './page.store.ts'
import type { Place, Search } from './search.store.ts'
import type { AskDb } from './spelling.ts'

/** The matches of a search as the database tells them, and what is counted beside them. */
export interface Asked {
  readonly found: MatchSet
  readonly looked_at: number
  readonly known: Known
  /** By each field in which something was chosen: the matches without that choice. */
  readonly siblings: ReadonlyMap<string, MatchSet>
  /** The matches at any branch of the own library, each with the branches that have it; null where that is not counted. */
  readonly anywhere: MatchSet | null
  /** The marks of what was chosen, in hexadecimal. */
  readonly chosen: readonly string[]
}
/** A page of the matches, and what all of them say together. */
export interface Answered {
  readonly looked_at: number
  /** How many lines match, and how many titles. */
  readonly count: number
  readonly titles: number
  /** A page in the asked order, and one line more where there are more. */
  readonly lines: readonly PageLine[]
  /** Values by which it is narrowed further, without their names; none where that is not counted. */
  readonly values: readonly CountedValue[]
  /** How many lines each branch of the own library has; null where that is not counted so. */
  readonly branches: ReadonlyMap<string, number> | null
}
export interface Asking {
  readonly ask: AskDb
  readonly at: Place
  /** This year. */
  readonly year: number
}
/** What the database was asked of these words before anybody knew whether they are the ones to ask for. */
export interface Ahead {
  readonly words: Search['words']
  readonly rows: readonly (readonly Row[])[]
}
/** The same, with the titles in the memory of this process; null where the database alone is asked. */
export interface AskingMemory extends Asking {
  readonly memory: KeptTitles | null
  readonly ahead?: Ahead | null
}

export const chosenAs = (rows: readonly Row[] = []): string[] => allOf(ChosenMark, rows).map(m => m.mark)

/** Which sets the branches are counted in: the matches themselves where all of the library are asked. */
export const listing = (s: Search, at: Place, counting: boolean) => {
  const wanted = counting && countsBranches(s, at) && !s.available
  return { found: wanted && s.where === 'library', apart: wanted && s.where === 'branch' }
}
