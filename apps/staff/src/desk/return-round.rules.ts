import type { DeskState } from './desk.state.ts'
import { isQuestion } from './outcome.rules.ts'

/** What a round of return mode came to so far. */
export interface Round {
  readonly taken: number
  readonly holds: number
  readonly crates: number
  readonly questions: number
  readonly fine_cents: number
}

const cameIn: ReadonlySet<string> = new Set(['taken_back', 'received', 'packed', 'found_again', 'counted'])

/** Counts the rows of the running round; what was undone does not count. */
export const roundOf = (state: DeskState): Round => {
  const rows = state.rows.filter(row => row.chapter === state.chapter && row.undone === null)
  const did = rows.flatMap(row => (row.answer === null ? [] : [row.answer]))
  const taken = did.filter(answer => cameIn.has(answer.did))
  return {
    taken: taken.length,
    holds: taken.filter(answer => answer.destination?.to === 'hold_shelf').length,
    crates: taken.filter(answer => answer.destination?.to === 'transit').length,
    questions: rows.filter(
      row => row.answer !== null && !row.put_away && row.care === null && isQuestion(row.answer),
    ).length,
    fine_cents: taken.reduce((sum, answer) => sum + (answer.fine?.amount_cents ?? 0), 0),
  }
}
